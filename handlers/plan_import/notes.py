"""The sentence of each finding: what was wanted, what was found, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.plan_import.findings import Finding, Kind, Severity, usual_severity
from models.spoken import day_in_words

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the sheet, the row from 1, the header as written, the raw cell."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None


def note(
    kind: Kind,
    place: Place,
    message: str,
    *,
    read_as: str | None = None,
    likely: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding at its place."""
    return Finding(
        kind=kind,
        severity=severity or usual_severity(kind),
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        value=place.value,
        read_as=read_as,
        likely=likely,
        message=message,
    )


def quoted(text: str | None) -> str:
    """A cell as it is quoted in a sentence: on one line, not too long."""
    words = " ".join((text or "").split())
    return f"“{words[:_LONGEST_QUOTE]}…”" if len(words) > _LONGEST_QUOTE else f"“{words}”"


def two_owners(place: Place, ref: str, first: str, others: list[str]) -> Finding:
    """One cell names two people."""
    kept = " and ".join(quoted(other) for other in others)
    return note(
        Kind.TWO_OWNERS,
        place,
        f"{ref} needs one accountable owner; the cell names {1 + len(others)}. {quoted(first)} was"
        f" taken and {kept} kept as co-owner: choose another if that is wrong.",
        read_as=first,
    )


def missing_owner(place: Place, ref: str) -> Finding:
    """No owner in the row."""
    found = f"found {quoted(place.value)}" if place.value else "the cell is empty"
    return note(
        Kind.MISSING_OWNER, place, f"{ref} needs an owner; {found}. Name who answers for it."
    )


def missing_email(place: Place, ref: str, owner: str, likely: str | None) -> Finding:
    """An owner without an address."""
    hint = f" Elsewhere in the file it is {likely}." if likely else ""
    return note(
        Kind.MISSING_EMAIL,
        place,
        f"{quoted(owner)} of {ref} needs an address to be reminded at; none was found."
        f" Add one.{hint}",
        likely=likely,
    )


def bad_email(place: Place, owner: str, likely: str | None) -> Finding:
    """An address that cannot be delivered to."""
    to_do = f"Most likely {likely} was meant: confirm it" if likely else "Give the right one"
    return note(
        Kind.BAD_EMAIL,
        place,
        f"An address that mail can be delivered to was expected for {quoted(owner)}; found"
        f" {quoted(place.value)}. {to_do}.",
        likely=likely,
    )


def doubtful_email(place: Place, owner: str, likely: str) -> Finding:
    """An address that may be misspelt."""
    return note(
        Kind.DOUBTFUL_EMAIL,
        place,
        f"{quoted(place.value)} was taken as the address of {quoted(owner)}, whose name would give"
        f" {likely}. Check it.",
        read_as=place.value,
        likely=likely,
    )


def duplicate_ref(place: Place, first_row: int, likely: str | None) -> Finding:
    """The reference was used before."""
    hint = f" Perhaps {likely}, which lost its last nought?" if likely else ""
    return note(
        Kind.DUPLICATE_REF,
        place,
        f"Each reference can stand once; {quoted(place.value)} stands in row {first_row} already."
        f" Give this row its own.{hint}",
        likely=likely,
    )


def unknown_rating(place: Place, words: str, likely: str | None) -> Finding:
    """A word that is no rating."""
    return note(
        Kind.UNKNOWN_RATING,
        place,
        f"A rating was expected ({words}); found {quoted(place.value)}. Use one of these words, or"
        " say in the file's key what it means.",
        likely=likely,
    )


def unknown_stage(place: Place) -> Finding:
    """A word that is no stage."""
    return note(
        Kind.UNKNOWN_STAGE,
        place,
        f"A stage such as Not started, In progress or Delivered was expected; {quoted(place.value)}"
        " was kept as words only.",
    )


def no_due_date(place: Place, ref: str, likely: date | None) -> Finding:
    """Words instead of a date."""
    found = f"found the words {quoted(place.value)}" if place.value else "the cell is empty"
    hint = f" Perhaps {day_in_words(likely)}?" if likely else ""
    return note(
        Kind.NO_DUE_DATE,
        place,
        f"{ref} needs a due date; {found}. It is imported without one: nobody is reminded of it"
        f" until it has one.{hint}",
        likely=likely.isoformat() if likely else None,
    )


def text_date(place: Place, day: date) -> Finding:
    """A date in words, and how it was read."""
    return note(
        Kind.TEXT_DATE,
        place,
        f"{quoted(place.value)} was read as {day_in_words(day)}. Correct it if that is wrong.",
        read_as=day.isoformat(),
    )


def impossible_date(place: Place, likely: date | None) -> Finding:
    """A date that does not exist."""
    hint = f" Most likely {day_in_words(likely)} was meant." if likely else ""
    return note(
        Kind.IMPOSSIBLE_DATE,
        place,
        f"A day that exists was expected; {quoted(place.value)} does not.{hint} Correct it.",
        likely=likely.isoformat() if likely else None,
    )


def unreadable_date(place: Place) -> Finding:
    """Words where a date was wanted, in a column that is not the due date."""
    return note(
        Kind.UNREADABLE_DATE,
        place,
        f"A date was expected; {quoted(place.value)} is none and was left out.",
    )


def year_slip(
    place: Place, day: date, likely: date | None, span: tuple[date, date] | None
) -> Finding:
    """A date far outside the plan's span, or, without one, far outside any plan's."""
    dates = (
        f"The plan's other dates lie between {day_in_words(span[0])} and {day_in_words(span[1])}"
        if span
        else "A plan's dates lie within a few years"
    )
    hint = f" Most likely {day_in_words(likely)} was meant." if likely else ""
    return note(
        Kind.YEAR_SLIP,
        place,
        f"{dates}; found {day_in_words(day)}. Check the year.{hint}",
        read_as=day.isoformat(),
        likely=likely.isoformat() if likely else None,
    )


def due_before_start(place: Place, ref: str, start: date, due: date) -> Finding:
    """The due date lies before the start."""
    return note(
        Kind.DUE_BEFORE_START,
        place,
        f"{ref} must be due after it starts; it starts {day_in_words(start)} and is due"
        f" {day_in_words(due)}. Correct one of the two.",
        read_as=due.isoformat(),
    )


def formula_cell(place: Place, *, wanted: str | None) -> Finding:
    """A cell that is or looks like a formula."""
    if wanted is None:
        return note(
            Kind.FORMULA_CELL,
            place,
            f"Words were expected; {quoted(place.value)} is or looks like a formula. It stays text"
            " and is never worked out: type the words if something else was meant.",
        )
    return note(
        Kind.FORMULA_CELL,
        place,
        f"A {wanted} was expected; {quoted(place.value)} is or looks like a formula, which is never"
        f" worked out. Type the {wanted} itself.",
        severity=Severity.ERROR,
    )
