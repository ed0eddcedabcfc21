"""A number as its cell shows it: references are typed as numbers, and 1.10 must not become 1.1."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from openpyxl.styles.numbers import is_date_format

_FORMAT = re.compile(
    r'^(?P<before>(?:"[^"]*"|\\.|[-/ ])*)(?P<whole>[#,]*0+|#+)(?:\.(?P<part>0+))?'
    r'(?P<after>(?:"[^"]*"|\\.|[-/ ])*)$'
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|([-/ ])')
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial date has no zone
_LOTUS_LEAP_DAY = 60
"""Excel's 29 February 1900, which Lotus 1-2-3 invented: before it serials are one day off."""


def shown(value: float, number_format: str) -> str:
    """The number as the sheet shows it, for formats that references use.

    >>> shown(1.1, "0.00"), shown(5, '"GA"000'), shown(2.0, "General")
    ('1.10', 'GA005', '2')
    """
    form = _FORMAT.match(number_format.split(";", 1)[0])
    if form is None or value < 0:
        return general(value)
    places = len(form["part"] or "")
    zeros = form["whole"].count("0") if "," not in form["whole"] else 1
    digits = f"{value:0{zeros + places + (1 if places else 0)}.{places}f}"
    return _literal(form["before"]) + digits + _literal(form["after"])


def general(value: float) -> str:
    """A number in Excel's General format: up to 15 digits, no trailing zeros."""
    return f"{value:.15g}"


def _literal(text: str) -> str:
    return "".join(quoted or escaped or sign for quoted, escaped, sign in _LITERAL.findall(text))


def is_date(number_format: str) -> bool:
    """Whether a number format shows a date (not a time of day alone)."""
    if not is_date_format(number_format):
        return False
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";", 1)[0]).lower()
    return "d" in bare or "y" in bare or bare.count("m") > 2  # noqa: PLR2004 - mmm is a month


def serial_day(value: float, epoch: datetime) -> date | None:
    """The day of a serial date; None where no such day exists (below 1, the year 10000)."""
    if value < 1 or (epoch == _EXCEL_EPOCH and int(value) == _LOTUS_LEAP_DAY):
        return None
    if epoch == _EXCEL_EPOCH and value < _LOTUS_LEAP_DAY:
        value += 1
    try:
        return (epoch + timedelta(days=int(value))).date()
    except OverflowError:
        return None
