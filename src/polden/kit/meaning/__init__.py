"""Meaning: sentences as vectors, and which of a set of labelled sayings a text is nearest to."""
