"""One row read as an action: its fields, and a finding for each doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from handlers.plan_import import notes
from handlers.plan_import.cells import Cells
from handlers.plan_import.dates import Reads, read_day
from handlers.plan_import.email_slips import Addresses
from handlers.plan_import.fields import Field
from handlers.plan_import.findings import Finding, Severity
from handlers.plan_import.people import people_of
from handlers.plan_import.ratings import RatingWords, read_rating_cell
from handlers.plan_import.reading import ReadAction, ReadArea
from models.rating_words import read_rating
from models.states import Rating, Stage
from models.workdays import WorkingDays

_DATED = re.compile(
    r"^[\[(]?(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}"
    r"|[A-Za-z]{3,9}\s+\d{4})[\])]?\s*[-:\u2010-\u2015]"
)
_BETWEEN_REFS = re.compile(r"[;,\n/&+]|\s+and\s+|\s{2,}", re.IGNORECASE)
_BEFORE_A_REF = re.compile(r"^(?:actions?|refs?\.?|kpis?|no\.?|#)[\s:]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading a row needs of the whole file."""

    words: RatingWords
    among: Addresses
    days: WorkingDays
    dates_have_moved: bool


def read_action(
    cells: Cells, ref: str, area: ReadArea | None, by: Reader
) -> tuple[ReadAction, list[Finding]]:
    """A row as an action, and its findings in the order of the columns' meaning."""
    findings = list(cells.formulas())
    people = people_of(cells, ref, by.among)
    findings.extend(people.findings)
    days, day_findings = _days(cells, ref, by)
    days.update(_dated_progress(cells, days, by.days))
    findings.extend(day_findings)
    stage, rating, state_findings = _state(cells, by.words, days)
    findings.extend(state_findings)
    action = ReadAction(
        ref=ref,
        sheet=cells.sheet,
        row=cells.row.number,
        title=cells.text(Field.TITLE),
        area=area,
        owner=people.owner,
        co_owners=people.co_owners,
        organisation=people.organisation,
        deputy=people.deputy,
        accountable=people.accountable,
        start=days.get(Field.START),
        due=days.get(Field.DUE),
        due_words=cells.said(Field.DUE) or None if days.get(Field.DUE) is None else None,
        original_due=days.get(Field.ORIGINAL_DUE),
        evidence_expected=cells.said(Field.EVIDENCE_EXPECTED),
        success_measure=cells.said(Field.SUCCESS_MEASURE),
        kpi_refs=refs_in(cells.said(Field.KPI_REFS)),
        depends_on=refs_in(cells.said(Field.DEPENDS_ON)),
        stage=stage,
        rating=rating,
        progress=cells.said(Field.PROGRESS),
        progress_on=days.get(Field.PROGRESS_ON),
        delivered_on=days.get(Field.DELIVERED_ON),
        verified_on=days.get(Field.VERIFIED_ON),
        extra=tuple(cells.extra()),
        held=frozenset(column.field for column in cells.layout.columns),
    )
    return replace(action, valid=not any(f.severity is Severity.ERROR for f in findings)), findings


def _days(cells: Cells, ref: str, by: Reader) -> tuple[dict[Field, date], list[Finding]]:
    """The dates of a row by their field."""
    days: dict[Field, date] = {}
    findings: list[Finding] = []
    for wanted in (
        Field.START,
        Field.ORIGINAL_DUE,
        Field.DUE,
        Field.PROGRESS_ON,
        Field.DELIVERED_ON,
        Field.VERIFIED_ON,
    ):
        if not cells.has(wanted):
            continue
        reading = cells.day(wanted, by.days)
        place = cells.place(wanted)
        if reading.day is not None:
            days[wanted] = reading.day
        if reading.first is not None and wanted is Field.DUE:
            days.setdefault(Field.ORIGINAL_DUE, reading.first)
        match reading.reads:
            case Reads.AS_TEXT if reading.day is not None:
                findings.append(notes.text_date(place, reading.day))
            case Reads.IMPOSSIBLE:
                findings.append(notes.impossible_date(place, reading.likely))
            case Reads.WORDS if wanted not in {Field.DUE, Field.ORIGINAL_DUE}:
                findings.append(notes.unreadable_date(place))
            case Reads.WORDS if wanted is Field.DUE:
                findings.append(notes.no_due_date(place, ref, reading.likely))
            case Reads.BLANK if wanted is Field.DUE and not _is_explained(cells, days):
                findings.append(notes.no_due_date(place, ref, None))
            case _:
                pass
    _fill_dues(cells, days, moved=by.dates_have_moved)
    return days, findings


def _dated_progress(
    cells: Cells, days: dict[Field, date], working: WorkingDays
) -> dict[Field, date]:
    """The date that the progress begins with ("12/3/25: two officers started"), if it has one."""
    begins = _DATED.match(cells.said(Field.PROGRESS))
    if begins is None or Field.PROGRESS_ON in days:
        return {}
    reading = read_day(begins[1], days=working)
    return {Field.PROGRESS_ON: reading.day} if reading.day else {}


def _is_explained(cells: Cells, days: dict[Field, date]) -> bool:
    """Whether a blank due date needs no word: the original stands, or a formula was found there."""
    return Field.ORIGINAL_DUE in days or (
        cells.cell(Field.DUE) is not None and bool(cells.said(Field.DUE))
    )


def _fill_dues(cells: Cells, days: dict[Field, date], *, moved: bool) -> None:
    """One date for both where the file gives one; unknown where dates have moved before."""
    if Field.DUE not in days and not cells.said(Field.DUE) and Field.ORIGINAL_DUE in days:
        days[Field.DUE] = days[Field.ORIGINAL_DUE]
    if Field.ORIGINAL_DUE not in days and Field.DUE in days and not moved:
        days[Field.ORIGINAL_DUE] = days[Field.DUE]


def _state(
    cells: Cells, words: RatingWords, days: dict[Field, date]
) -> tuple[Stage | None, Rating | None, Iterator[Finding]]:
    """Stage and rating, which one column may give together."""
    findings: list[Finding] = []
    rating, rated_stage = _rating(cells, words, findings)
    stage = _stage(cells, findings) or rated_stage
    if stage is None and Field.VERIFIED_ON in days:
        stage = Stage.VERIFIED
    elif stage is None and Field.DELIVERED_ON in days:
        stage = Stage.DELIVERED
    return stage, rating, iter(findings)


def _rating(
    cells: Cells, words: RatingWords, findings: list[Finding]
) -> tuple[Rating | None, Stage | None]:
    cell = cells.cell(Field.RATING)
    text = cells.said(Field.RATING)
    if cell is None or not text or cell.formula or text.startswith("="):
        return None, None
    reading = read_rating_cell(text, words)
    if not reading.known:
        place = cells.place(Field.RATING)
        findings.append(notes.unknown_rating(place, words.listed(), reading.likely))
    return reading.rating, reading.stage


def _stage(cells: Cells, findings: list[Finding]) -> Stage | None:
    text = cells.said(Field.STAGE)
    reading = read_rating(text) if text else None
    if text and reading is None:
        findings.append(notes.unknown_stage(cells.place(Field.STAGE)))
    return reading.stage if reading else None


def refs_in(text: str) -> tuple[str, ...]:
    """The references that a cell lists: "4.1; 4.2", "Action 4.1 and 4.2"."""
    parts = (
        _BEFORE_A_REF.sub("", part.strip()).strip(" .:()") for part in _BETWEEN_REFS.split(text)
    )
    return tuple(dict.fromkeys(part for part in parts if part))
