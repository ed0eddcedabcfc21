"""How a file is to be imported, as whoever imports it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handlers.plan_import.header import Mapped


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who agreed this version of the plan, when, and where that is written."""

    by: str
    on: date
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One import. `as_of` is the day that the file describes; None: today."""

    name: str
    """The file's name, for the record."""
    as_of: date | None = None
    agreed: Agreed | None = None
    dry_run: bool = False
    skip_invalid: bool = False
    dates_have_moved: bool = False
    mapped: Mapped = field(default_factory=Mapped)
