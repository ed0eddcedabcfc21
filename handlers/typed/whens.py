"""Words that name a day (rule 7), wherever they stand; what they are said of is another matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.typed import days as calendar
from handlers.typed.vague import vague_spans
from handlers.typed.vocabulary import MONTHS, NOT_DESCRIBED, NUMBERS, WEEKDAYS
from models.workdays import WorkingDays


@dataclass(frozen=True, slots=True)
class When:
    """Words that name a day, or (`day` None) leave it in doubt."""

    start: int
    end: int
    day: date | None


@dataclass(frozen=True, slots=True)
class _Sent:
    on: date
    days: WorkingDays


_Found = dict[str, str | None]
_Reader = Callable[[_Found, _Sent], date | None]

_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_WEEKDAY = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b\.?"
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)}|an?)"
_FULL = r"(?:19|2[01])\d\d"
_YEAR = (
    rf"(?:[,\s-]{{0,3}}(?P<year>{_FULL})\b|,?\s*'(?P<short>\d\d)\b"
    r"|[\s-](?P<bare>\d\d)\b(?!\s*[\w%:/]))"
)
_CLOSE = (
    r"(?:(?:close|end)\s+of\s+(?:play|business|day)\s+(?:on\s+)?|(?:cop|cob|eod)\s+(?:on\s+)?)?"
)
_BEFORE = rf"{_CLOSE}(?:(?P<weekday>{_WEEKDAY}),?\s+(?:the\s+)?)?(?:the\s+)?"
_BEHIND = rf"(?:,?\s*\(?(?P<weekday2>{_WEEKDAY})\)?(?!\s+\d))?"
_WC = (
    r"(?:w\s?/?\s?[cb]|week\s+(?:commencing|beginning|starting|of))\.?:?\s*(?:the\s+)?"
    rf"(?P<weekday>{_WEEKDAY})?\s*"
)
_DAY_MONTH = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?(?P<month>{_MONTH}){_YEAR}?"
_FIGURES = (
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?(?![\d/])"
    rf"(?!\s*(?!may\b){_MONTH})"  # "9/10 Feb" is one of two days
    r"(?!\s*(?:of|complete|completed|done|finished|full|rds?|ths?)\b)"
)
_DOTTED = (
    r"(?P<day>\d{1,2})(?P<dot>[.-])(?P<month>\d{1,2})(?P=dot)(?P<year>\d{4}|\d\d)(?![\d.])"
    r"|(?P<day2>\d{1,2})\.(?P<month2>0[1-9]|1[0-2])(?![\d.%])"
)


def _number(word: str | None) -> int:
    """A number in figures or words; "a" and "an" are one."""
    assert word is not None
    return int(word) if word.isdecimal() else NUMBERS.get(word.lower(), 1)


def _month(word: str | None) -> int:
    word = (word or "").lower().rstrip(".")
    return int(word) if word.isdecimal() else MONTHS[word]


def _weekday(word: str | None) -> int | None:
    return None if word is None else WEEKDAYS[word.lower().rstrip(".")]


def _dated(found: _Found, sent: _Sent) -> date | None:
    """A day and a month, perhaps with a year, perhaps with a weekday that must agree."""
    day = _number(found.get("day") or found.get("day2"))
    month = _month(found.get("month") or found.get("month2"))
    year = found.get("year") or found.get("short") or found.get("bare")
    if not 1 <= month <= 12:  # noqa: PLR2004 the months of a year
        return None
    if year is not None:
        result = calendar.in_year(int(year), month, day, sent.on)
    else:
        result = calendar.next_day(month, day, sent.on)
    weekday = _weekday(found.get("weekday") or found.get("weekday2"))
    agrees = weekday is None or (result is not None and result.weekday() == weekday)
    return result if agrees else None


def _month_first(found: _Found, sent: _Sent) -> date | None:
    """A month, then its day; "Jan 24" could as well be the month of a year that is near."""
    near = range(sent.on.year % 100, sent.on.year % 100 + 3)
    if not (found["nth"] or found["year"] or found["weekday"]) and _number(found["day"]) in near:
        return None
    return _dated(found, sent)


def _week_of(found: _Found, sent: _Sent) -> date | None:
    """The Monday that a week begins with; another day disagrees with the week it begins."""
    result = _dated({**found, "weekday": found.get("weekday") or "monday"}, sent)
    return result if result is not None and result.weekday() == 0 else None


def _ordinal(found: _Found, sent: _Sent) -> date | None:
    day = _number(found["day"])
    whose = (found.get("whose") or "").lower()
    if whose:
        base = calendar.months_later(sent.on.replace(day=1), int(whose == "next"))
        result = calendar.in_year(base.year, base.month, day, sent.on + timedelta(days=1))
    else:
        result = calendar.next_ordinal(day, sent.on)
    weekday = _weekday(found.get("weekday"))
    return result if result and weekday in {None, result.weekday()} else None


def _end_of(found: _Found, sent: _Sent) -> date | None:
    if found.get("month") is not None:
        month, year = _month(found["month"]), found.get("year") or found.get("bare")
        if year is None:
            return calendar.end_of_named_month(month, sent.on, sent.days)
        return calendar.end_of_month(calendar.full_year(int(year)), month, sent.on, sent.days)
    base = calendar.months_later(sent.on.replace(day=1), int(found.get("next") is not None))
    return calendar.end_of_month(base.year, base.month, sent.on, sent.days)


def _named(found: _Found, sent: _Sent) -> date | None:
    """A weekday; "next Friday" is plain only on a Friday."""
    weekday = _weekday(found["weekday"])
    assert weekday is not None
    lead = (found.get("lead") or "").lower()
    if "last" in lead or ("next" in lead and weekday != sent.on.weekday()):
        return None
    result = calendar.next_weekday(weekday, sent.on)
    return result + timedelta(weeks=1) if found.get("week") else result


def _named_next_week(found: _Found, sent: _Sent) -> date | None:
    weekday = _weekday(found.get("weekday") or found.get("weekday2"))
    assert weekday is not None
    return calendar.weekday_of_next_week(weekday, sent.on)


def _relative(found: _Found, sent: _Sent) -> date | None:
    count = _number(found.get("count") or found.get("count2"))
    unit = (found.get("unit") or found.get("unit2") or "").lower()
    working = "working " if found.get("working") and unit.startswith("day") else ""
    return calendar.later(sent.on, count, working + unit, sent.days)


def _near(found: _Found, sent: _Sent) -> date | None:
    word = (found["word"] or "").lower()
    if word == "yesterday":
        return None
    if word.startswith("tomorrow"):
        return sent.on + timedelta(days=1)
    return sent.on + timedelta(days=2 * ("after" in word))


_UNIT = r"(?P<{}>day|week|fortnight|month)s?'?"
_RULES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(rf"(?<![\w£$€])(?<!\d[.,/-])(?:{pattern})", re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"{_WC}{_DAY_MONTH}", _week_of),
        (rf"{_WC}{_FIGURES}", _week_of),
        (rf"{_BEFORE}{_DAY_MONTH}{_BEHIND}", _dated),
        (
            (
                rf"{_BEFORE}(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)?\b"
                r"(?![:/]|\.\d)(?:,?\s*(?P<year>(?:19|2[01])\d\d)\b)?"
            ),
            _month_first,
        ),
        (rf"{_BEFORE}{_FIGURES}{_BEHIND}", _dated),
        (rf"{_BEFORE}(?:{_DOTTED})", _dated),
        (r"(?P<year>(?:19|2[01])\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)", _dated),
        (
            (
                rf"{_BEFORE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b"
                r"(?:\s+of\s+(?:the\s+)?(?P<whose>this|next)\s+month\b)?"
            ),
            _ordinal,
        ),
        (
            (
                rf"(?:the\s+)?(?:very\s+)?end[\s-]+(?:of\s+)?(?:the\s+)?(?P<month>{_MONTH})"
                r"(?:,?\s*'?(?P<year>(?:19|2[01])\d\d)\b|\s*'?(?P<bare>\d\d)\b(?!\s*[\w%:/]))?"
            ),
            _end_of,
        ),
        (r"(?:the\s+)?end\s+of\s+(?P<next>next)\s+month\b", _end_of),
        (
            r"(?:the\s+)?(?:end\s+of\s+(?:the\s+|this\s+)?month|month[\s-]end|eom)\b",
            _end_of,
        ),
        (
            (
                rf"{_CLOSE}(?P<weekday>{_WEEKDAY})\s+(?:of\s+)?next\s+week\b"
                rf"|next\s+week\s+(?:on\s+)?(?P<weekday2>{_WEEKDAY})"
            ),
            _named_next_week,
        ),
        (
            (
                rf"{_CLOSE}(?:(?P<week>a\s+week\s+on)\s+)?"
                r"(?:(?P<lead>this\s+coming|the\s+coming|next|this|coming|last|following)\s+)?"
                rf"(?P<weekday>{_WEEKDAY})(?:\s+(?P<week2>week)\b)?"
            ),
            lambda found, sent: _named({**found, "week": found["week"] or found["week2"]}, sent),
        ),
        (
            (
                rf"(?:with)?in\s+(?:the\s+next\s+|about\s+|around\s+|another\s+)?(?P<count>{_NUMBER})\s+"
                rf"(?:(?P<working>working)\s+|calendar\s+)?{_UNIT.format('unit')}(?:\s+time)?\b"
                rf"|(?P<count2>{_NUMBER})\s+{_UNIT.format('unit2')}\s+(?:from\s+(?:now|today)|today)\b"
            ),
            _relative,
        ),
        (
            rf"{_CLOSE}(?P<word>(?:the\s+)?day\s+after\s+tomorrow|today|tonight|tomorrow|yesterday)\b",
            _near,
        ),
        (r"(?:cop|cob|eod|(?:close|end)\s+of\s+(?:play|business|day))\b(?P<word>)", _near),
    )
)
_ANY_DAY = re.compile(
    (
        rf"\d|\b{_MONTH}|\b{_WEEKDAY}|\b(?:end|month|day|today|tonight|tomorrow|yesterday|in|within|from"
        r"|eom|eod|cop|cob|close)\b"
    ),
    re.IGNORECASE,
)


def whens_of(plain: str, on: date, days: WorkingDays) -> list[When]:
    """Every naming of a day in a text, sent on a day, in order; vague words among them."""
    found = [*_exact(plain, _Sent(on, days)), *(When(*span, None) for span in vague_spans(plain))]
    found.sort(key=lambda when: (when.start, -when.end))
    kept: list[When] = []
    for when in found:
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept


def names_a_day(plain: str, on: date, days: WorkingDays) -> bool:
    """Whether a text names a day at all."""
    return next(_exact(plain, _Sent(on, days)), None) is not None


def _exact(plain: str, sent: _Sent) -> Iterator[When]:
    if _ANY_DAY.search(plain) is None:
        return
    for rule, reader in _RULES:
        for match in rule.finditer(plain):
            if reader is _ordinal and not _is_bare(plain, match.end()):
                continue
            yield When(match.start(), match.end(), reader(match.groupdict(), sent))


_WORD_BEHIND = re.compile(r"\s+([^\W\d_]+)")


def _is_bare(plain: str, end: int) -> bool:
    """Whether an ordinal counts nothing: "the 15th because", against "the 2nd cohort"."""
    behind = _WORD_BEHIND.match(plain, end)
    return behind is None or behind[1].lower() in NOT_DESCRIBED
