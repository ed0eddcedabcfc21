"""Words on their way into a file: what no format can carry is taken out, days are written out.

What people typed is data. Control characters break a DOCX, lone surrogates break UTF-8, and
direction overrides make the words after them read backwards; none of them says anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from models.document import Figure, Footnote, Jump, Run, Tag, Text
from models.message import Link, Mention, Moment, Plain, Quote, Strong
from models.spoken import MONTHS, WEEKDAYS, day_in_words, moment_in_words

BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What other systems mean by a new line."""

SILENT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls: XML 1.0 forbids most of them
    "\u202a-\u202e\u2066-\u2069"  # direction embeddings, overrides and isolates
    "\u2060\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"  # joiners, byte-order mark, hidden tags
)
ENDS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
LOST = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{ENDS}]")
"""Halves of characters, and code points that Unicode promises never to give a meaning."""

LONGEST_MARK = 200
SHORT = 900
"""Characters; about a third of a page, in narrow columns."""


def clean(text: str) -> str:
    """The same words without what a file cannot carry; a lost character shows as U+FFFD."""
    return LOST.sub("\ufffd", SILENT.sub("", BREAKS.sub("\n", text)))


def line(text: str) -> str:
    """Clean words on one line, for a title or a caption."""
    return " ".join(clean(text).split())


def mark(text: str) -> str:
    """One short line, for what comes again on each page: a foot, a column's head."""
    whole = line(text)
    return whole if len(whole) <= LONGEST_MARK else f"{whole[: LONGEST_MARK - 1]}\u2026"


def title_of(text: str) -> str:
    """A title on one line: no paper and no heading goes without one."""
    return line(text) or "Untitled"


def moment_words(at: date | datetime, zone: str, *, brief: bool = False) -> str:
    """A day, or a day with its time of that zone: "Friday 6 October 2023, 5 pm".

    In a table a day is brief: "Fri 6 Oct 2023".
    """
    if isinstance(at, datetime):
        return moment_in_words(at, ZoneInfo(zone))
    if not brief:
        return day_in_words(at)
    return f"{WEEKDAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at.year}"


def run_words(run: Run, zone: str, *, brief: bool = False) -> str:
    """The words of one run."""
    match run:
        case Plain(text) | Strong(text) | Footnote(text):
            return clean(text)
        case Quote(text):
            return f"\u201c{clean(text)}\u201d"
        case Link(text=text) | Jump(text=text) | Figure(text=text):
            return clean(text)
        case Mention(name=name):
            return clean(name)
        case Moment(at):
            return moment_words(at, zone, brief=brief)
        case Tag(words=words):
            return line(words)
        case _:
            assert_never(run)


def is_short(texts: Iterable[Text], zone: str) -> bool:
    """Whether texts are few enough to stay together on one page."""
    return sum(len(text_words(text, zone)) for text in texts) <= SHORT


def text_words(text: Text, zone: str, *, brief: bool = False) -> str:
    """The words of a text, without its notes."""
    return "".join(
        run_words(run, zone, brief=brief) for run in text if not isinstance(run, Footnote)
    )
