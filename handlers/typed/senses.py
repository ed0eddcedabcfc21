"""What is said of a rating that a text names: that it is so, was so, may be so, or is not so.

The word nearest before it decides, inside its own clause; then what stands right behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from handlers.typed.mentions import Mention, text
from handlers.typed.tokens import Sort, Token
from handlers.typed.vocabulary import (
    MAY_BE,
    MONTHS,
    NOT,
    NOW,
    NUMBERS,
    PERIODS,
    SELF,
    UNSURE,
    WAS,
    WEEKDAYS,
    words,
)


class Sense(Enum):
    """What is said of a rating."""

    IS = auto()
    IS_NOW = auto()
    """So, with a word that sets it against what was before: "now amber"."""
    WAS = auto()
    MAY_BE = auto()
    IS_NOT = auto()
    UNSURE = auto()
    ELSEWHERE = auto()
    """Said of something else."""


REACH = 14
"""Tokens that are looked at before a rating."""
_BREAKS = frozenset({"but", "and", "so", "then", "while", "although", "though", "yet", "whereas"})
_BASES = words(
    "make move set mark put say call rate keep leave remain stay become go turn be report"
)
_OPINIONS = frozenset({"say", "call", "rate", "put", "mark", "report"})
_SEEMING = words("appears appear seems seem continues continue continuing considered deemed")
_NOUNS = words("plan plans target path route return aim aims danger risk")
_LINKS = frozenset({"to", "of", "for", "is", "back"})
_SINCE = frozenset({"since", "as", "than", "from", "like"})
_IS = frozenset({"is", "are", "am"})
_GONE = frozenset({"gone", "slipped", "dropped", "moved", "changed", "recovered"})
_ARROWS = frozenset({"→", ">", "➡"})


def sense_before(tokens: Sequence[Token], first: int, floor: int) -> Sense:
    """What the words before a rating say of it; `floor` is the first token to be looked at."""
    base: str | None = None
    for at in range(first - 1, max(floor, first - REACH) - 1, -1):
        token = tokens[at]
        if _breaks(tokens, at) and not (token.text == "and" and base is not None):
            break
        if token.sort is Sort.OTHER_REF:
            return Sense.ELSEWHERE
        if token.text in _BASES or token.text in _PROGRESS:
            base = token.text
            continue
        sense = _cue(tokens, at, first, base)
        if sense is not None:
            return sense
    if base in _PROGRESS:
        return Sense.UNSURE
    return Sense.IS if base is None else Sense.IS_NOW


_PROGRESS = words("turning going getting heading becoming drifting edging")
"""On the way there: whether it has arrived must be asked."""


def _breaks(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause of what is behind begins here."""
    token = tokens[at]
    if token.sort in {Sort.STOP, Sort.REF, Sort.ADDRESS}:
        return True
    if token.sort is Sort.SIGN:
        return token.text in {",", "(", "|"} or (token.text == "-" and _is_spaced(tokens, at))
    return token.text in _BREAKS and (text(tokens, at - 1), token.text) not in _NO_BREAKS


_NO_BREAKS = frozenset({("not", "yet"), ("anything", "but")})


def _is_spaced(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].after_space and at + 1 < len(tokens) and tokens[at + 1].after_space


def _cue(tokens: Sequence[Token], at: int, first: int, base: str | None) -> Sense | None:
    """What one word says of the rating behind it; None where it says nothing."""
    word = tokens[at].text
    if word in {"longer", "from", "after", "than", "of", "to"}:
        return _small_word(tokens, at, first, base)
    if word in PERIODS:
        return _period(tokens, at)
    if word in NOT or word == "but":
        return Sense.IS_NOT
    if word in UNSURE:
        return Sense.UNSURE
    if word in WAS or word in {"yesterday", "ago"}:
        return Sense.WAS
    if word in _IS or word in {"it's", "that's", "has", "have"}:
        return _being(tokens, at)
    if word in NOW:
        return _now(tokens, at)
    return _may(tokens, at, base) if word in MAY_BE else None


def _small_word(tokens: Sequence[Token], at: int, first: int, base: str | None) -> Sense | None:
    before = text(tokens, at - 1)
    match tokens[at].text:
        case "longer":
            return Sense.IS_NOT if before == "no" else None
        case "from":
            return _from(before) if at == first - 1 else None
        case "after":
            return Sense.WAS if at >= first - 2 else None
        case "than":
            return Sense.WAS if before == "rather" else None
        case "of":
            return Sense.WAS if before == "instead" else None
        case _:
            return (
                _infinitive(before) if base is not None and base == text(tokens, at + 1) else None
            )


def _from(before: str) -> Sense:
    return Sense.IS_NOT if before == "far" else Sense.WAS


def _infinitive(before: str) -> Sense:
    """What "to be green" says: a wish, unless it only seems or goes on so."""
    return Sense.IS if before in _SEEMING else Sense.MAY_BE


def _period(tokens: Sequence[Token], at: int) -> Sense | None:
    before, earlier = text(tokens, at - 1), text(tokens, at - 2)
    if before == "this":
        return Sense.IS_NOW
    if before in {"last", "previous"} and earlier not in _SINCE:
        return Sense.WAS
    return Sense.MAY_BE if before == "next" else None


def _being(tokens: Sequence[Token], at: int) -> Sense:
    """Whether the rating is said of the action itself, or of something named before."""
    if tokens[at].text in {"it's", "that's"}:
        return Sense.IS_NOW
    if tokens[at].text == "have" and text(tokens, at - 1) in MAY_BE:
        return Sense.MAY_BE
    if at == 0 or _breaks(tokens, at - 1) or text(tokens, at - 1) in SELF:
        return Sense.IS if tokens[at].text in {"has", "have"} else Sense.IS_NOW
    if tokens[at - 1].sort is Sort.OTHER_REF or _is_which_of_other(tokens, at - 1):
        return Sense.ELSEWHERE
    return Sense.IS


def _is_which_of_other(tokens: Sequence[Token], at: int) -> bool:
    is_relative = text(tokens, at) in {"which", "that", "who"}
    return is_relative and at > 0 and tokens[at - 1].sort is Sort.OTHER_REF


def _now(tokens: Sequence[Token], at: int) -> Sense:
    might = tokens[at].text in _GONE and text(tokens, at - 1) == "have"
    return Sense.MAY_BE if might and text(tokens, at - 2) in MAY_BE else Sense.IS_NOW


def _may(tokens: Sequence[Token], at: int, base: str | None) -> Sense | None:
    word = tokens[at].text
    if word in _NOUNS and text(tokens, at + 1) not in _LINKS:
        return None  # "recovery plan on track" plans nothing
    if word in {"next", "soon"}:
        return None
    return Sense.IS_NOW if word == "would" and base in _OPINIONS else Sense.MAY_BE


def sense_behind(tokens: Sequence[Token], mention: Mention, ceiling: int) -> Sense | None:
    """What stands behind a rating and says when it is so; `ceiling` is the next rating's token."""
    at = mention.last + 1
    near = _right_behind(tokens, mention, at, ceiling)
    if near is not None:
        return near
    for here in range(at, min(at + 6, ceiling)):
        if _breaks(tokens, here) or text(tokens, here) in {"because", "since", "as", "than"}:
            return None
        sense = _time_word(tokens, here)
        if sense is not None:
            return sense
    return None


def _right_behind(tokens: Sequence[Token], mention: Mention, at: int, ceiling: int) -> Sense | None:
    word = text(tokens, at)
    if word == "by" and is_date_like(tokens, at + 1):
        return Sense.MAY_BE
    if word in {"if", "once", "when", "assuming", "provided", "providing"}:
        return Sense.UNSURE
    if word == "in" and _is_span_of_time(tokens, at + 1):
        return Sense.MAY_BE
    if _leads_on(tokens, at, ceiling):
        return Sense.WAS
    if text(tokens, mention.first - 1) == "back" and is_date_like(tokens, at):
        return Sense.MAY_BE
    return None


def _leads_on(tokens: Sequence[Token], at: int, ceiling: int) -> bool:
    """Whether the way to the next rating is drawn: "green to amber", "green -> amber"."""
    between = [token.text for token in tokens[at:ceiling]]
    if ceiling >= len(tokens) or not between:
        return False
    arrow = between[-1] in _ARROWS and all(sign in {"-", "=", *_ARROWS} for sign in between)
    return arrow or between in (["to"], ["into"])


def _is_span_of_time(tokens: Sequence[Token], at: int) -> bool:
    is_number = text(tokens, at).isdecimal() or text(tokens, at) in {*NUMBERS, "a", "an"}
    return is_number and text(tokens, at + 1).rstrip("s") in PERIODS


def is_date_like(tokens: Sequence[Token], at: int) -> bool:
    """Whether what begins here looks like a day or a time of the year."""
    word = text(tokens, at)
    if word == "the":
        return is_date_like(tokens, at + 1)
    if at < len(tokens) and tokens[at].sort is Sort.FIGURE:
        return True
    return word in MONTHS or word in WEEKDAYS or word in _TIMES


_TIMES = words(
    "end mid early late tomorrow next then spring summer autumn winter easter christmas q"
    " close beginning start half today tonight soon"
)


def _time_word(tokens: Sequence[Token], at: int) -> Sense | None:
    word = text(tokens, at)
    if word in PERIODS:
        return _period(tokens, at)
    if word in {"previously", "formerly", "originally", "initially", "yesterday", "ago"}:
        return Sense.WAS
    if word == "earlier" and text(tokens, at + 1) != "than":
        return Sense.WAS
    if word == "before" and (at + 1 >= len(tokens) or _breaks(tokens, at + 1)):
        return Sense.WAS
    if word in {"tomorrow", "soon", "shortly", "eventually"}:
        return Sense.MAY_BE
    return Sense.IS_NOW if word in {"now", "today", "currently", "again"} else None


def sense_by_month(tokens: Sequence[Token], mention: Mention, month: int) -> Sense | None:
    """What a month's name at a rating says ("September: green") in the month of sending."""
    named = _month_before(tokens, mention.first - 1) or _month_behind(tokens, mention.last + 1)
    if named is None:
        return None
    if named == month:
        return Sense.IS_NOW
    return Sense.WAS if 0 < (month - named) % 12 <= 6 else Sense.MAY_BE  # noqa: PLR2004 half a year


_LABEL = frozenset({":", "-", "was", "is", "=", "rating", "status", "rag", "it"})


def _month_before(tokens: Sequence[Token], at: int) -> int | None:
    while at > 0 and text(tokens, at) in _LABEL:
        at -= 1
    return _bare_month(tokens, at)


def _month_behind(tokens: Sequence[Token], at: int) -> int | None:
    if text(tokens, at) not in {"in", "("}:
        return None
    return _bare_month(tokens, at + 1)


def _bare_month(tokens: Sequence[Token], at: int) -> int | None:
    """The month named by a token, unless a day or a year stands beside it."""
    month = MONTHS.get(text(tokens, at))
    beside = [t.sort for t in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2])]
    of_end = text(tokens, at - 1) in {"of", "end", "mid", "early", "late", "by", "until"}
    return None if Sort.FIGURE in beside or of_end else month
