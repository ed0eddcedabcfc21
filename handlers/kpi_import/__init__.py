"""Measures and their figures from two files: targets with history, figures never overwritten."""
