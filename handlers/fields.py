"""Reading the fields of a form: what is missing or wrong stands beside its field.

Each reader notes its fault in `errors` (field → sentence) and gives None, so that all faults of a
form are shown at once and nothing typed is lost.
"""

from __future__ import annotations

import re
from datetime import date, time

from handlers.request import Request

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_ADDRESS = re.compile(r"[^\s@<>,;:()\"]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")


def given(request: Request, name: str) -> str:
    """What the field (else the button's argument) holds, trimmed; "" where it is not there."""
    return str(request.fields.get(name) or request.args.get(name) or "").strip()


def wanted(request: Request, name: str, errors: dict[str, str], what: str) -> str:
    """A field that must be filled; `what` says what is wanted."""
    value = given(request, name)
    if not value:
        errors[name] = f"Write {what}; it is empty."
    return value


def day_of(
    request: Request, name: str, errors: dict[str, str], what: str, *, required: bool = True
) -> date | None:
    """A day, as 2024-01-24 or 24/1/2024."""
    value = given(request, name)
    if not value:
        if required:
            errors[name] = f"Write {what}, such as 2024-01-24; it is empty."
        return None
    day = read_day(value)
    if day is None:
        errors[name] = f"Write {what} as 2024-01-24 or 24/1/2024; found {value[:40]!r}."
    return day


def read_day(value: str) -> date | None:
    """The day that is written, year first or day first; None where there is no such day."""
    if iso := _ISO.fullmatch(value):
        year, month, day = map(int, iso.groups())
    elif day_first := _DAY_FIRST.fullmatch(value):
        day, month, year = map(int, day_first.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def address_of(
    request: Request, name: str, errors: dict[str, str], *, required: bool = True
) -> str | None:
    """An e-mail address, in small letters."""
    value = given(request, name).lower()
    if not value:
        if required:
            errors[name] = "Write the work e-mail address; it is empty."
        return None
    if not _ADDRESS.fullmatch(value) or ".." in value:
        errors[name] = (
            f"Write one e-mail address, such as role@council.example.org; found {value[:60]!r}."
        )
        return None
    return value


def hour_of(request: Request, name: str, errors: dict[str, str]) -> time | None:
    """A time of day, as 09:00; None where the field is empty."""
    value = given(request, name)
    if not value:
        return None
    try:
        return time.fromisoformat(value.zfill(5))
    except ValueError:
        errors[name] = f"Write a time such as 09:00; found {value[:20]!r}."
        return None


WEEKDAY_LETTERS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def weekdays_of(request: Request, name: str, errors: dict[str, str]) -> str | None:
    """Working days such as "mon,tue,wed", as digits from Monday = 0; None where empty."""
    value = given(request, name).lower()
    if not value:
        return None
    words = [word[:3] for word in re.split(r"[\s,;/]+", value) if word]
    if not words or any(word not in WEEKDAY_LETTERS for word in words):
        errors[name] = f"Write working days such as mon,tue,wed; found {value[:40]!r}."
        return None
    return "".join(sorted({str(WEEKDAY_LETTERS.index(word)) for word in words}))
