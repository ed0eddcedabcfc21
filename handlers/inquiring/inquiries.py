"""Imports every question about the plan and how each may be asked, so that `QUESTIONS` is whole."""

from __future__ import annotations

from handlers.inquiring import (
    asked_how,
    brief,
    changes,
    dates_moved,
    due,
    evidence_missing,
    late,
    measures,
    menu,
    moved,
    rated,
    reliability,
    summary,
    waiting,
    waits_on,
)

MODULES = (
    asked_how,
    summary,
    changes,
    rated,
    due,
    late,
    waiting,
    waits_on,
    moved,
    measures,
    evidence_missing,
    dates_moved,
    reliability,
    brief,
    menu,
)
