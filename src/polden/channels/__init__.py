"""Channels carry messages between a person and the rooms; they know no campaign."""
