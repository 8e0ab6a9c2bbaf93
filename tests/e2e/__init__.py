"""Whole talks in a real browser, against a real server process."""
