"""Reading a message: what it does, how it feels, what it is about. Pure functions over the text and trained weights."""
