"""Who reads, as far as a renderer must know: the zone and the day from which moments are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.spoken import day_in_words, moment_in_words


@dataclass(frozen=True, slots=True)
class Reader:
    """Where somebody is and which day it is for them."""

    zone: ZoneInfo
    today: date

    def moment(self, at: date | datetime) -> str:
        """A day or an instant as this reader says it: "Friday 6 October, 5 pm"."""
        if isinstance(at, datetime):
            return moment_in_words(at, self.zone, seen_from=self.today)
        return day_in_words(at, seen_from=self.today)


def reader_at(now: datetime, zone: str) -> Reader:
    """A reader in a zone at an instant."""
    there = ZoneInfo(zone)
    return Reader(there, now.astimezone(there).date())
