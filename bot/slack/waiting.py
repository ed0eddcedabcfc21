"""How long Slack asks to wait, in each form in which the header can come.

Source: RFC 9110, section 10.2.3: whole seconds, or a date. Slack's own pages promise seconds; what
stands between it and us (a proxy, a council's filter) may write the other, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

DEFAULT_SECONDS = 30.0
"""Where no time is named, or none that can be read."""
LEAST_SECONDS = 1.0
MOST_SECONDS = 24 * 3600.0
"""No header silences a workspace for longer: it is asked again after a day."""


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """What `Retry-After` says, in seconds; at least one, at most a day."""
    named = {name.lower(): value.strip() for name, value in headers.items()}
    seconds = _seconds(named.get("retry-after", ""), named.get("date", ""))
    return min(max(seconds, LEAST_SECONDS), MOST_SECONDS)


def _seconds(said: str, sent_at: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        return _until(said, sent_at)
    return seconds if abs(seconds) < float("inf") else DEFAULT_SECONDS


def _until(said: str, sent_at: str) -> float:
    """From a date, by the clock of who sent it: the answer's own `Date`."""
    until, at = _instant(said), _instant(sent_at)
    return DEFAULT_SECONDS if until is None or at is None else (until - at).total_seconds()


def _instant(said: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return at if at.tzinfo else None
