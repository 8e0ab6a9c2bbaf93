"""Talk: find out what to say to a loved one, and practise saying it kindly."""
