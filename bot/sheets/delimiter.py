"""Which sign parts the cells of a CSV.

csv.Sniffer takes the commas of a sentence for delimiters; here a sign that parts the names of a
plan's columns comes first, then the one that parts most records into the same number of cells.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from itertools import islice

from handlers.plan_import.columns import known_field

CANDIDATES = (",", ";", "\t", "|")
_RECORDS = 200
_HEAD, _NAMES = 60, 2
_SAMPLE = 200_000
_SAID = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


def delimiter_of(text: str) -> str:
    """The delimiter; a comma where nothing speaks for any."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    if said := _SAID.match(first.strip("\r")):
        return said[1]
    sample = text[:_SAMPLE]
    parted = {sign: _records(sample, sign) for sign in CANDIDATES}
    return max(CANDIDATES, key=lambda sign: (_names_columns(parted[sign]), _evenness(parted[sign])))


def _records(text: str, sign: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), _RECORDS))
    except csv.Error:
        return []


def _names_columns(records: list[list[str]]) -> bool:
    """Whether one of the first records holds at least two words that councils call columns."""
    return any(
        len({known_field(cell.strip()) for cell in record} - {None}) >= _NAMES
        for record in records[:_HEAD]
    )


def _evenness(records: list[list[str]]) -> float:
    """How evenly a sign parts the records: the share that have the usual width, times that width.

    Blank records do not count. A width of one is no parting at all.
    """
    widths = Counter(len(record) for record in records if any(cell.strip() for cell in record))
    parted = Counter({width: count for width, count in widths.items() if width > 1})
    if not parted:
        return 0
    width, count = max(parted.items(), key=lambda item: (item[1], item[0]))
    share = count / sum(widths.values())
    return share * share * math.sqrt(width - 1)
