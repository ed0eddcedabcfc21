"""Tests of the house itself: its files, locks, commands and pages."""
