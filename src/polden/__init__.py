"""Polden: software for people who act together far from home."""
