"""Small values that everything stands on; imports nothing of ours."""
