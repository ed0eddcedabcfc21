"""The record: what it shows of one action, person or act, and how words are taken out of it."""
