"""Measurements: every published number by one command each."""
