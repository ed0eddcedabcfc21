"""What only shows when all rows are read: references used twice, years that slipped, rings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from rapidfuzz.distance import OSA

from handlers.plan_import import notes
from handlers.plan_import.column_values import REF
from handlers.plan_import.fields import Field
from handlers.plan_import.findings import Finding, Kind
from handlers.plan_import.notes import Place
from handlers.plan_import.reading import ReadAction, natural, ref_key

Places = Mapping[tuple[int, Field], Place]
"""Where the fields of the n-th action stand."""
_GAP = 183
"""Days without any date that part a plan's dates into groups: half a year."""
_SLIP_BEFORE, _SLIP_AFTER = 240, 300
"""Days before and after the span of the other due dates from which a year is doubted."""
_WORDED = re.compile(r"^[A-Za-z]{3,9}[ .,'-]+(?:20)?\d\d$")
"""A month and its year, as in "May 25": who writes so thinks in years, and seldom slips."""
_WORDED_AFTER = 730
_LONGEST_PLAN = 1_826
"""Five years: where no other dates tell, what is due later than that is doubted."""
_OLD_START = 730
"""An action may well have been begun long before the plan was written."""
_YEARS_OF_PLANS = range(2000, 2100)
_SHOWN_OF_RING = 12
_NEAR = timedelta(days=62)
"""A slipped date is likely to lie within the span, or near it."""


def duplicates(actions: Sequence[ReadAction], places: Places) -> Iterator[tuple[int, Finding]]:
    """Each row whose reference stands in an earlier one."""
    first: dict[str, int] = {}
    keys = {action.key for action in actions}
    for number, action in enumerate(actions):
        if action.key in first:
            likely = _lost_nought(actions, number, keys)
            place = places[number, Field.REF]
            yield number, notes.duplicate_ref(place, first[action.key], likely)
        else:
            first[action.key] = action.row


def _lost_nought(actions: Sequence[ReadAction], number: int, keys: Collection[str]) -> str | None:
    """1.10 where 1.1 stands after 1.9: a spreadsheet took the reference for a number."""
    before = actions[number - 1].ref if number else ""
    head, dot, last = before.rpartition(".")
    meant = f"{head}.10"
    fits = dot and last == "9" and actions[number].ref == f"{head}.1"
    return meant if fits and meant not in keys else None


def year_slips(
    actions: Sequence[ReadAction], places: Places, as_of: date
) -> Iterator[tuple[int, Finding]]:
    """Each start or due date far outside the span of the plan's other dates.

    Where the other dates tell no span, only a year that no plan can have is doubted.
    """
    dues = sorted(action.due for action in actions if action.due)
    starts = [action.start for action in actions if action.start]
    spans = {Field.DUE: _span(dues), Field.START: _span(sorted([*dues, *starts]))}
    if spans[Field.DUE] is None and _are_spread(dues, spans[Field.START]):
        spans[Field.START] = None
    for number, action in enumerate(actions):
        for wanted, day in ((Field.START, action.start), (Field.DUE, action.due)):
            span = spans[wanted] or spans[Field.START]
            if day is None or not _is_far(day, span, wanted, as_of):
                continue
            place = places[number, wanted]
            if span and _is_plain_month(place, day, span):
                continue
            likely = _within(day, span or (as_of, as_of))
            yield number, notes.year_slip(place, day, likely, span)


def _span(all_dates: Sequence[date]) -> tuple[date, date] | None:
    """The first and last date of the largest group without a wide gap; None where none tells."""
    dates = [day for day in all_dates if day.year in _YEARS_OF_PLANS]
    if not dates:
        return None
    groups: list[list[date]] = [[dates[0]]]
    for before, day in pairwise(dates):
        if (day - before).days > _GAP:
            groups.append([])
        groups[-1].append(day)
    largest = max(groups, key=len)
    is_telling = len(largest) > 1 and len(largest) * 2 > len(dates)
    return (largest[0], largest[-1]) if is_telling else None


def _are_spread(dues: Sequence[date], span: tuple[date, date] | None) -> bool:
    """Whether more than one due date lies far from the starts: a long plan, and no slip."""
    return span is not None and sum(1 for day in dues if _is_beyond(day, span, Field.DUE)) > 1


def _is_far(day: date, span: tuple[date, date] | None, wanted: Field, as_of: date) -> bool:
    if span is None:
        return day.year not in _YEARS_OF_PLANS or (day - as_of).days > _LONGEST_PLAN
    return _is_beyond(day, span, wanted)


def _is_beyond(day: date, span: tuple[date, date], wanted: Field) -> bool:
    before = _OLD_START if wanted is Field.START else _SLIP_BEFORE
    return (span[0] - day).days > before or (day - span[1]).days > _SLIP_AFTER


def _is_plain_month(place: Place, day: date, span: tuple[date, date]) -> bool:
    """Whether "May 25" stands there and is within two years after the others."""
    return bool(_WORDED.match(place.value or "")) and 0 < (day - span[1]).days <= _WORDED_AFTER


def _within(day: date, span: tuple[date, date]) -> date | None:
    """The same day in the year most like the written one that falls within the span."""
    written = f"{day.year:04d}"
    years = sorted(
        range(span[0].year, span[1].year + 1),
        key=lambda year: (OSA.distance(written, str(year)), abs(year - day.year)),
    )
    for year in years:
        try:
            moved = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if span[0] - _NEAR <= moved <= span[1] + _NEAR:
            return moved
    return None


def due_before_start(
    actions: Sequence[ReadAction], places: Places
) -> Iterator[tuple[int, Finding]]:
    """Each action that is due before it starts."""
    for number, action in enumerate(actions):
        if action.start and action.due and action.due < action.start:
            place = places[number, Field.DUE]
            yield number, notes.due_before_start(place, action.ref, action.start, action.due)


def resolve_dependencies(
    actions: Sequence[ReadAction], places: Places, known: Collection[str]
) -> tuple[list[ReadAction], list[Finding]]:
    """The actions with the dependencies that exist, and a finding for each that does not."""
    refs = {action.key for action in actions} | set(known)
    findings: list[Finding] = []
    resolved: list[ReadAction] = []
    for number, action in enumerate(actions):
        kept = tuple(ref for each in action.depends_on for ref in _refs_within(each, refs))
        lost = [each for each in action.depends_on if not _refs_within(each, refs)]
        findings.extend(_unknown(places[number, Field.DEPENDS_ON], action, each) for each in lost)
        resolved.append(replace(action, depends_on=kept))
    return resolved, findings


def _refs_within(text: str, refs: Collection[str]) -> list[str]:
    """The references that a part of a cell holds: itself, or those among its words."""
    if ref_key(text) in refs:
        return [text]
    words = (word.strip(".,:;()[]") for word in text.split())
    return [word for word in words if ref_key(word) in refs and REF.match(word)]


def _unknown(place: Place, action: ReadAction, needs: str) -> Finding:
    return notes.note(
        Kind.UNKNOWN_DEPENDENCY,
        place,
        f"{action.ref} depends on {notes.quoted(needs)}, which is no reference of this plan. It was"
        " left out: correct it, or import that action too.",
    )


def rings(actions: Sequence[ReadAction], places: Places) -> Iterator[Finding]:
    """Each ring of actions that wait for one another, named once by its lowest reference."""
    by_key = {action.key: (number, action) for number, action in reversed(list(enumerate(actions)))}
    needs = {
        key: [ref_key(ref) for ref in action.depends_on if ref_key(ref) in by_key]
        for key, (_, action) in by_key.items()
    }
    for ring in find_rings(needs):
        named = [by_key[key][1].ref for key in ring]
        number = by_key[ring[0]][0]
        chain = _chain(named)
        yield notes.note(
            Kind.DEPENDENCY_RING,
            places[number, Field.DEPENDS_ON],
            f"Dependencies must come to an end; these go in a ring: {chain}. Take one of them out.",
            read_as=chain,
        )


def _chain(refs: Sequence[str]) -> str:
    """A ring as a person reads it; of a long one, how it begins and how many actions it has."""
    if len(refs) <= _SHOWN_OF_RING:
        return " → ".join([*refs, refs[0]])
    begins = " → ".join(refs[:_SHOWN_OF_RING])
    return f"{begins} → … → {refs[0]} ({len(refs)} actions)"


def find_rings(needs: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """The rings of a graph, each once and beginning with its lowest reference.

    At least one ring is found wherever there is one; a node's state is new, open or done.
    """
    done: set[str] = set()
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in sorted(needs, key=natural):
        path: list[str] = []
        trail: list[Iterator[str]] = []
        _enter(start, needs, done, path, trail)
        while trail:
            following = next(trail[-1], None)
            if following is None:
                trail.pop()
                done.add(path.pop())
            elif following in path:
                ring = path[path.index(following) :]
                lowest = ring.index(min(ring, key=natural))
                found.setdefault(frozenset(ring), tuple(ring[lowest:] + ring[:lowest]))
            else:
                _enter(following, needs, done, path, trail)
    return list(found.values())


def _enter(
    node: str,
    needs: Mapping[str, Sequence[str]],
    done: set[str],
    path: list[str],
    trail: list[Iterator[str]],
) -> None:
    if node not in done:
        path.append(node)
        trail.append(iter(needs.get(node, ())))
