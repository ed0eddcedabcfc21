"""How tests say what a reply was read as, in one line each.

"2.4 green", "2.4 - forecast=2024-01-15", "2.4 done", "?which_date 2.4", joined by "; ".
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from handlers.typed.read import read_reply
from handlers.typed.reading import Reading, Update

SENT = date(2023, 10, 6)
"""Friday 6 October 2023, the first cut-off of the sample."""
_SAMPLE = Path(__file__).parents[3] / "bot" / "sample" / "sample_plan.csv"


def _refs() -> tuple[str, ...]:
    with _SAMPLE.open(encoding="utf-8", newline="") as file:
        return tuple(row["ref"] for row in csv.DictReader(file))


PLAN = _refs()


def read(
    text: str,
    opened: str = "2.4 2.5",
    *,
    own: str = "",
    on: date = SENT,
    plan: tuple[str, ...] = PLAN,
) -> Reading:
    """A reply of somebody with these actions open (and these others of their own)."""
    return read_reply(
        text,
        on=on,
        open_refs=opened.split(),
        own_refs=[*opened.split(), *own.split()],
        plan_refs=plan,
    )


def told(reading: Reading) -> str:
    """A reading in one line, without the words for the record."""
    updates = [_told(update) for update in reading.updates]
    asked = [f"?{q.kind.value}{' ' + q.ref if q.ref else ''}" for q in reading.questions]
    return "; ".join([*updates, *asked])


def _told(update: Update) -> str:
    parts = [update.ref]
    parts += [update.rating.value] if update.rating else []
    parts += [name for name in ("delivered", "no_change", "not_mine") if getattr(update, name)]
    parts += [f"forecast={update.forecast}"] if update.forecast else []
    parts += [f"asks={update.requested_due}"] if update.requested_due else []
    parts += list(update.evidence)
    return " ".join(parts)


def telling(text: str, opened: str = "2.4 2.5", **rest: object) -> str:
    """What a reply is read as, in one line."""
    return told(read(text, opened, **rest))  # type: ignore[arg-type]  # passed on as they are
