"""Moderation: what is worth a second look before the Board reads it, and who decides it."""
