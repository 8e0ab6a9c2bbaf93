"""What the program learnt to read from, and how."""
