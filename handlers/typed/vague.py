"""Words for a time that name no day: "mid March", "soon", "after half term" (rule 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.typed.vocabulary import MONTHS, NUMBERS

_FULL = "|".join(
    sorted((m for m in MONTHS if m not in {"may", "mar", "march"}), key=len, reverse=True)
)
_MONTH = rf"(?:(?:{_FULL})\b\.?|(?-i:May|March|MAY|MARCH)\b|Mar\b\.?)"
_PART = (
    r"(?:(?:very\s+|fairly\s+)?(?:early|mid|late)(?:[\s/-]+(?:to[\s-]+)?(?:early|mid|late))?"
    r"|(?:the\s+)?(?:beginning|start|middle|end|back\s+end|(?:first|second|latter)\s+(?:half|part|week))"
    r"\s+of|some\s?time(?:\s+(?:in|during))?|later\s+in|around|about|during)"
)
_SEASON = (
    r"(?:spring|summer|autumn|winter|easter|christmas|xmas|new\s+year|half[\s-]?term|ramadan"
    r"|diwali)"
)
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
_PERIOD = r"(?:week|month|term|quarter|year|cycle|half[\s-]?term)"
_WHOSE = r"(?:next|this|the\s+coming|the\s+following|following|the\s+new|new|the|last|each)"

_VAGUE = re.compile(
    r"(?<![\w£$€])(?<!\d[.,/-])(?:"
    # A part of a month, of a season or of a period; a month alone.
    rf"(?:{_PART}[\s-]+)?(?:the\s+|in\s+)?(?:next\s+|this\s+)?{_MONTH}(?:,?\s*'?(?:20\d\d|\d\d)\b)?"
    rf"|{_PART}[\s-]+(?:the\s+|in\s+the\s+)?(?:{_WHOSE}\s+)?(?:{_SEASON}|{_PERIOD})\b"
    r"|(?:in\s+)?(?:mid|early|late)[\s-]+(?-i:may|march)\b"
    rf"|(?:the\s+|this\s+|next\s+|early\s+|late\s+|after\s+|before\s+|over\s+|in\s+){{0,4}}{_SEASON}"
    r"(?:\s+(?:term|holidays?|break|20\d\d))*\b"
    rf"|(?:next|this|the\s+following|following)\s+(?:academic\s+|financial\s+|school\s+|calendar\s+)?{_PERIOD}\b"
    r"|(?:the\s+)?end\s+of\s+(?:the\s+|this\s+|next\s+)?(?:academic\s+|financial\s+|school\s+)?"
    r"(?:week|quarter|year|term|project|programme|summer|spring|autumn|winter|q[1-4])\b"
    r"|(?:year|term|quarter)[\s-]end\b"
    r"|(?:early\s+|late\s+|mid\s+|end\s+of\s+)?q(?:uarter\s*)?[1-4]\b(?:\s+(?:20)?\d\d(?:/\d\d)?\b)?"
    r"|(?:in\s+)?(?:the\s+)?(?:next\s+)?(?:a\s+|the\s+)?(?:few|couple\s+of|several|coming)\s+"
    r"(?:more\s+)?(?:days|weeks|months)\b"
    r"|(?:this\s+|next\s+|the\s+)?weekend\b"
    rf"|(?:with)?in\s+{_NUMBER}\s?(?:-|to|or)\s?{_NUMBER}\s+(?:days|weeks|months)\b"
    r"|(?:very\s+|fairly\s+)?soon(?:est|ish)?\b|shortly|imminent(?:ly)?|asap\b|as\s+soon\s+as\s+possible"
    r"|in\s+due\s+course|in\s+time\b|tb[acd]\b|to\s+be\s+(?:confirmed|agreed|advised|decided)"
    r"|later\s+(?:this|in\s+the|next)\s+(?:week|month|term|year|quarter)\b|later\s+on\b"
    r"|the\s+(?:next\s+)?(?:board|pdg|siab)(?:\s+meeting)?\b|the\s+next\s+(?:meeting|panel|cycle)\b"
    r"|20[2-4]\d\b"
    r"|(?:early|late)(?=\s*(?:$|[.,;!?\n)]))"
    r")",
    re.IGNORECASE | re.MULTILINE,
)


def vague_spans(plain: str) -> Iterator[tuple[int, int]]:
    """Where a text names a time without a day."""
    for match in _VAGUE.finditer(plain):
        yield match.span()
