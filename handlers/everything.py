"""Imports every module that registers verbs, so that `VERBS` is whole."""

from __future__ import annotations

from handlers import (
    confirming,
    corrections,
    cycles,
    desk,
    leaver,
    moderate,
    people,
    reach,
    report,
    roles,
    silence_lists,
)

MODULES = (
    confirming,
    corrections,
    cycles,
    desk,
    leaver,
    moderate,
    people,
    reach,
    report,
    roles,
    silence_lists,
)
"""The rooms' index: a file that registers a verb stands here."""
