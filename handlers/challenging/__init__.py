"""Challenges to an update, with their answers; and nudges to a group."""
