"""The words that make a date a request or a forecast (rule 7).

A date in the story that none of these words asks for is only words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from handlers.typed.page import REF
from handlers.typed.signs import CIRCLES


class Wants(Enum):
    """Which field a signal fills."""

    REQUEST = auto()
    FORECAST = auto()


class Gap(Enum):
    """What may stand between the signal and its date."""

    NOTHING = auto()
    """At most "by", "on" and their like."""
    CLAUSE = auto()
    """Words of the same clause ("expect to have the form finished by")."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that want a date; `insists` where it is asked for even if no time is named at all."""

    wants: Wants
    start: int
    end: int
    gap: Gap = Gap.NOTHING
    insists: bool = False
    takes_vague: bool = True


_UNTIL = r"(?:until|till|'til|til)\b"
_TO = rf"(?:to\b|{_UNTIL})"
_OF_REF = rf"(?:(?:for|of|on)\s+)?{REF}\s*"
_THINGS = (
    r"(?:(?:it|this|that|these|them|both|the|our|my|its|due|target|end|completion|date|dates|deadline"
    rf"|deadlines|action|actions|out|back|please|by\s\w+\s\w+)\s+|{_OF_REF}){{0,8}}"
)
_FROM = r"(?:from\s+[^.;!?\n]{1,30}?\s)?"
_LENGTH = (
    r"(?:(?:it|this|us|me|more|extra|additional|further|some|time|longer|a|an|bit|little|lot|extension|at"
    rf"|least|really|please|for|all|the\s+date|to\s+have)\s+|{_OF_REF}){{0,8}}"
)
_MODAL = r"\b(?:could|can|may|might|would)\s+(?:we|i|you|it|this|they)\s+(?:please\s+|also\s+)*"
_ASKS = (
    r"\b(?:needs?|needing|requires?|request(?:ing|ed)?|wants?|like|ask(?:ing)?\s+for|have|get|grant"
    r"|give|do\s+with)"
    r"\s+(?:(?:us|me|for|some|any|just|a|an|about|at|least|bit|little|lot|much|of|short|small|brief"
    r"|slightly|please)\s+){0,8}"
)
_COUNT = (
    r"(?:(?:another|a|an)\s+)?(?:\d{1,2}|a|another|one|two|three|four|five|six|seven|eight|few"
    r"|couple\s+of)"
)
_UNITS = r"(?:days?|weeks?|months?|fortnights?)\b"
_MORE = r"(?:more|extra|additional|further|another)"
_STORY = (
    r"(?!\s+(?:hear|receive|get|meet|know|see|discuss|start|begin|commence|present|interview|look"
    r"|reply|update|send|ask|speak|talk|chase|be\s+(?:told|asked|able|given|hearing|meeting))\b)"
)
_HOW = (
    r"(?:(?:now|then|all|both|fully|finally|hopefully|probably|also|still|likely|back|mostly)\s+)*"
)
_WILL = rf"(?:\b(?:should|will|shall)|'ll)\s+{_HOW}"
_FINISHED = r"(?:done|finished|green|complete|completed|delivered|closed|on\s+track|back)\b"

_R, _F, _NOTHING, _SAME = Wants.REQUEST, Wants.FORECAST, Gap.NOTHING, Gap.CLAUSE
_RULES: tuple[tuple[Wants, Gap, bool, str], ...] = (
    (_R, _NOTHING, True, rf"\bneed(?:s|ing)?\s+{_LENGTH}{_UNTIL}"),
    (
        _R,
        _NOTHING,
        True,
        rf"{_MODAL}(?:have|get|give\s+(?:us|me)|be\s+given|take|like)\s+{_LENGTH}{_UNTIL}",
    ),
    (_R, _NOTHING, True, rf"\b(?:give\s+(?:us|me)|would\s+like)\s+{_LENGTH}{_UNTIL}"),
    (_R, _NOTHING, False, rf"\bextend(?:ing)?\s+{_THINGS}{_FROM}{_TO}"),
    (_R, _NOTHING, False, rf"\b(?:mov|push)(?:e|ing)?\s+{_THINGS}{_FROM}{_TO}"),
    (_R, _NOTHING, False, rf"(?:^|{REF})[ ]{{0,9}}pushed\s+(?:back\s+|out\s+)?{_TO}"),
    (
        _R,
        _NOTHING,
        False,
        (
            rf"\bextension\s+(?:(?:please|required|needed|requested|of\s+time|is|would\s+be)\s+|{_OF_REF})*"
            rf"(?:of\b|{_FROM}{_TO})"
        ),
    ),
    (
        _R,
        _NOTHING,
        False,
        r"\bnew\s+(?:(?:due|target|end|completion|delivery|finish|proposed|requested)\s+)*(?:date|deadline)\b",
    ),
    (_R, _NOTHING, False, rf"\b{_MORE}\s+time\s+(?:(?:please|needed|required)\s+|{_OF_REF})*{_TO}"),
    (
        _R,
        _NOTHING,
        True,
        (
            rf"{_ASKS}(?:{_MORE}\s+time|(?:time\s+)?extension|longer|new\s+(?:due\s+)?(?:date|deadline))\b"
            r"(?!\s+(?:hours|term|lasting|to\s+(?:the|our)\s+(?!end)))"
        ),
    ),
    (_R, _NOTHING, True, rf"{_ASKS}(?:{_MORE}\s+{_COUNT}?\s*|{_COUNT}\s+{_MORE}\s+){_UNITS}"),
    (_R, _NOTHING, True, rf"\b(?:extend|push|move)\s+{_THINGS}by\s+{_COUNT}\s+{_UNITS}"),
    (_R, _NOTHING, True, rf"\bextension\s+(?:of|by)\s+{_COUNT}\s+{_UNITS}"),
    (_R, _NOTHING, True, rf"(?:^|[{REF}\n.;:,])[ ]{{0,9}}{_COUNT}\s+{_MORE}\s+{_UNITS}"),
    (
        _R,
        _NOTHING,
        True,
        (
            rf"(?:^|[{REF}\n.;:,])[ ]{{0,9}}(?:more\s+time|(?:an?\s+)?extension)"
            rf"(?:\s+(?:please|needed|required|requested|wanted)){{0,3}}"
            rf"[ ]{{0,9}}(?={REF}|[.,;:!?\n)(-]|$|{_UNTIL})"
        ),
    ),
    (
        _F,
        _SAME,
        False,
        (
            r"\bexpect(?:s|ing)?\s+(?:(?:it|this|that|us|we|i|them|both|the\s+action|action)\s+|"
            rf"{REF}\s*)*(?:to|will|should)\b{_STORY}"
        ),
    ),
    (
        _F,
        _NOTHING,
        False,
        (
            r"\bexpect(?:s|ing)?\b(?:\s+(?:it|this|that|completion|delivery|a\s+finish|to\s+finish|finish)\b"
            rf"|\s*{REF})*"
        ),
    ),
    (_F, _SAME, False, rf"\bexpected\b(?:\s+to\b{_STORY})?"),
    (_F, _SAME, False, rf"{_WILL}be\s+{_HOW}{_FINISHED}"),
    (_F, _NOTHING, False, rf"{_WILL}(?:be|finish|complete)\b"),
    (
        _F,
        _NOTHING,
        False,
        r"\bback\b(?:\s+(?:on\s+(?:track|course|schedule|target)|(?:to|in)\s+green))?",
    ),
    (_F, _SAME, False, r"\bforecast(?:ed|ing)?\b"),
    (_F, _NOTHING, False, r"\b(?:complet(?:e|ed|ing|ion)|done|finish(?:ed)?|delivered)\s+by\b"),
    (_F, _NOTHING, False, r"\bnow\b"),
)
_COMPILED = tuple(
    (wants, gap, insists, re.compile(rule, re.IGNORECASE | re.MULTILINE))
    for wants, gap, insists, rule in _RULES
)
_ANY = re.compile(
    (
        r"need|exten|mov|push|date|deadline|until|til|time|longer|request|ask|like|have|get|expect"
        r"|be\b|finish|complet|back|forecast|done|deliver|now|giv|week|month|day|want"
    ),
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\bnot|n't|\bno|\bnever|\bno\s+longer|\bas|\bthan)\s+$", re.IGNORECASE)
_NOT_DONE_BY = re.compile(
    r"(?:\bnot\b|n't\b|\bwont\b|\bnever\b|\bhave\s+been\b|\b(?:was|were)\b)[^.;,!?\n]{0,16}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had|been|originally|previously)\s+$", re.IGNORECASE)
_NOT_BACK = re.compile(
    (
        r"\b(?:push|pushed|pushing|pull|feed|get|got|getting|come|came|coming|report|reports|hear|heard"
        r"|go|going|move|moved|put|bring|date|dates|look|looking|call|is|am|are|i'm|he's|she's|who's"
        r"|he|she|who)\s+$"
    ),
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:could|can|may|might|would|to|please)(?:\s+(?:we|i|you))?\s+$", re.IGNORECASE
)
_OTHERS_NEED = re.compile(
    (
        rf"(?:^|[{REF}\n.;:,!?()-]|\b(?:i|we|it|this|that|and|but|so|will|would|may|might|do|also|now"
        r"|still|please|action|could|can|to|they|both|all|we'll|i'd|we'd|i'll|really|probably|which|just"
        r"|then|think|because|as|since|green|amber|red|on\s+track|off\s+track|changes?|done|definitely|actually"
        rf"|sorry|yes|ok))\s*$|[{''.join(CIRCLES)}]\s*$|(?:^|[{REF}\n.;:,])[\s:=-]*at\s+risk\s+$"
    ),
    re.IGNORECASE,
)


def signals_of(plain: str) -> list[Signal]:
    """Every signal in a text, in order of their ends, since the date stands behind."""
    if _ANY.search(plain) is None:
        return []
    return sorted(_each(plain), key=lambda signal: (signal.end, signal.start))


def _each(plain: str) -> Iterator[Signal]:
    for wants, gap, insists, rule in _COMPILED:
        for match in rule.finditer(plain):
            if _counts(plain, match):
                bare_now = match[0].lower() == "now"
                yield Signal(
                    wants, match.start(), match.end(), gap, insists, takes_vague=not bare_now
                )


def _counts(plain: str, match: re.Match[str]) -> bool:
    """Whether a signal is meant: not denied, not past, not about somebody who comes back."""
    words = match[0].lower()
    before = plain[max(match.start() - 24, 0) : match.start()]
    if words.startswith(("have", "get")) and not _ASKED_FOR.search(before):
        return False
    if words.startswith(("need", "require", "want")) and not _OTHERS_NEED.search(before):
        return False
    if words == "back" and _NOT_BACK.search(before):
        return False
    if words.startswith("expected") and _PAST.search(before):
        return False
    if words.endswith("by") and _NOT_DONE_BY.search(before):
        return False
    until = re.match(r"\s+(?:until|before|till)\b", plain[match.end() : match.end() + 12])
    return until is not None or _DENIED.search(before) is None
