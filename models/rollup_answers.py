"""The measures by their rating, and who answered: by organisation, never by person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.figure import Behind, Figure, once
from models.silence import IN, NOT_EXPECTED
from models.snapshot import LedgerFacts, Snapshot
from models.states import Rating, Silence


def measures(snapshot: Snapshot) -> list[Figure]:
    """The measures by their own rating: target met, floor met, below the floor."""
    says = {
        Rating.GREEN: "Measures at their target",
        Rating.AMBER: "Measures at their floor, not at their target",
        Rating.RED: "Measures below their floor",
        None: "Measures that cannot be rated yet",
    }
    rows = snapshot["kpis"]
    return [
        Figure(
            f"kpi.{rating.value if rating else 'not_rated'}",
            words,
            tuple(k["ref"] for k in rows if k["rating"] == (rating.value if rating else None)),
            of=len(rows),
            behind=Behind.MEASURES,
        )
        for rating, words in says.items()
    ]


def response(snapshot: Snapshot) -> list[Figure]:
    """What was asked for and what came, over all and by organisation; never by person."""
    rows = snapshot["ledger"]
    found = list(_responses("response", rows, ""))
    names = once(row["organisation"] for row in rows)
    for key, name in zip(organisation_keys(names), names, strict=True):
        inside = [row for row in rows if row["organisation"] == name]
        found += _responses(f"response.{key}", inside, f", {name}")
    late = once(snapshot["late_refs"])
    found.append(Figure("late.answers", "Actions with an answer after the figures closed", late))
    return found


def organisation_keys(names: tuple[str, ...]) -> list[str]:
    """A short name for each organisation, used in figures' ids; two alike take their place."""
    keys: list[str] = []
    for place, name in enumerate(names, start=1):
        key = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "organisation"
        keys.append(f"{key}-{place}" if key in keys else key)
    return keys


def _responses(name: str, rows: list[LedgerFacts], of_whom: str) -> Iterator[Figure]:
    asked = [row for row in rows if _is_asked(row)]
    yield Figure(f"{name}.asked", f"Actions asked for{of_whom}", _refs(asked))
    for key, (says, states) in _ANSWERS.items():
        refs = _refs([row for row in asked if Silence(row["state"]) in states])
        yield Figure(f"{name}.{key}", f"{says}{of_whom}", refs, of=len(asked))
    others = _refs([row for row in rows if not _is_asked(row)])
    says = f"Nobody could be expected to answer{of_whom}"
    yield Figure(f"{name}.not_expected", says, others, of=len(rows))


_ANSWERS = {
    "in": ("Answers in", IN),
    "late": ("Answers in after the cut-off", {Silence.LATE}),
    "words_awaited": ("Answers whose words are awaited", {Silence.WORDS_AWAITED}),
    "silent": ("Asked, and no answer has reached us", set(Silence) - IN),
}


def _is_asked(row: LedgerFacts) -> bool:
    state = Silence(row["state"])
    return state not in NOT_EXPECTED and state is not Silence.NOT_DELIVERED


def _refs(rows: list[LedgerFacts]) -> tuple[str, ...]:
    return tuple(row["ref"] for row in rows)
