"""Instants as they are given on the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.request import RefusedError


def instant(words: str, zone: ZoneInfo) -> datetime:
    """An instant from "2023-10-04T09:00", in the zone where it names none, as aware UTC.

    Raises:
        RefusedError: it is none.
    """
    try:
        at = datetime.fromisoformat(words.strip())
    except ValueError:
        raise RefusedError(
            "An instant such as 2023-10-04T09:00 (in the plan's zone) or 2023-10-04T08:00Z was"
            f" wanted; found {words[:40]!r}."
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
