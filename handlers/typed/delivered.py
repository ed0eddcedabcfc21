"""Whether an answer says that its action is delivered (rule 5).

Only where "done" is said of the action itself: right behind its reference, at the front of a
clause, or of "it" and "this". "Slides done" is words, and so is everything that is nearly, partly
or not yet done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.typed.mentions import text
from handlers.typed.page import REF
from handlers.typed.senses import is_date_like
from handlers.typed.signs import TICKS
from handlers.typed.tokens import Sort, Token
from handlers.typed.vocabulary import (
    COLOURS,
    DONE,
    EVIDENCE,
    MANNERS,
    MONTHS,
    NOT,
    WEEKDAYS,
    words,
)

_LOOKED_THROUGH = words(
    "is are was were has have been had now all fully completely finally successfully already just"
    " officially formally also both today percent per cent % : - = ) ( marked as considered i we"
    " i've we've it it's that that's this they they've action actions which status rating rag brag"
    " update progress job everything definitely actually yes very totally entirely absolutely the"
    " our my these those them please consider treat mark on off at track risk task item"
)
_ENDS = words(", | but so then because although though while yes sorry and")
_REPORTING = words("say report confirm")
_JOINED = frozenset(COLOURS) | DONE | words("track risk ,")
_NOT_YET = words(
    "will would could might may should shall can must be to once when until till if before unless"
    " after nearly almost half partly partially mostly most part quarter quarters quite about close"
    " virtually substantially soon being getting get yet expected expect due need needs aim hope"
    " we'll i'll it'll they'll essentially practically largely no"
)
_DENIED = NOT | words("wasn't weren't werent wasn hadn't")
_OBJECTS = words("it this that them these")
_BEHIND = (
    words(
        "on in at last this yesterday today early late ahead as and but with evidence see attached"
        " now since from via because which too again already all so off out under within after"
        " before signed though although while whereas well finally successfully fully i we it there"
        " is was per + & /"
    )
    | DONE
    | EVIDENCE
    | MANNERS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(COLOURS)
)
_NOT_QUITE = words("except apart bar excluding subject pending barring")
_NOT_QUITE_AT_ONCE = _NOT_QUITE | words("save other once if unless when")
_ONLY_TICKS = re.compile(rf"[\s:.,;!()-]*{REF}[\s:.,;!-]*[{''.join(sorted(TICKS))}][\s.,;!]*")


def is_ticked(plain: str) -> bool:
    """Whether a tick stands directly behind the reference, with nothing else."""
    found = _ONLY_TICKS.match(plain)
    return found is not None and not plain[found.end() :].strip(f"{''.join(TICKS)} \n.,;!")


def says_delivered(tokens: Sequence[Token]) -> bool:
    """Whether the last word about it says that the action is delivered."""
    said = False
    for at, token in enumerate(tokens):
        if token.text in DONE:
            verdict = _verdict(tokens, at)
            said = said if verdict is None else verdict
    return said


_LONGEST_LEAD = 16
"""Tokens before "done" in which its clause must begin."""


def _verdict(tokens: Sequence[Token], at: int) -> bool | None:
    """True: delivered. False: said not to be. None: nothing is said about the action."""
    before = _said_before(tokens, at)
    if not before:
        return before
    return True if _may_stand(tokens, at + 1) else None


def _said_before(tokens: Sequence[Token], at: int) -> bool | None:
    """What the words before "done" make of it, read backwards to the front of the clause."""
    for here in range(at - 1, max(at - _LONGEST_LEAD, 0) - 1, -1):
        token = tokens[here]
        if token.sort in {Sort.REF, Sort.STOP, Sort.ADDRESS} or _is_end(tokens, here):
            break
        if token.text in _DENIED:
            return False
        if token.text in _NOT_YET:
            return None
        if not _is_looked_through(tokens, here):
            return None
    return True


def _is_end(tokens: Sequence[Token], at: int) -> bool:
    """Whether the clause begins behind this token; a list ("slides and venue done") goes on."""
    word = tokens[at].text
    if word in _REPORTING:
        return text(tokens, at - 1) in {"to", "can", "i", "we", "happy"}
    if word == "and":
        return at == 0 or tokens[at - 1].text in _JOINED
    return word in _ENDS


def _is_looked_through(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.sort in {Sort.CIRCLE, Sort.TICK} or token.text in COLOURS or token.text in DONE:
        return True
    if token.sort is Sort.FIGURE:
        return token.text == "100"
    if token.text == "work":
        return text(tokens, at + 1) in {"is", "has", "now", "all", "fully"}
    return token.text in _LOOKED_THROUGH


def _may_stand(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows leaves "done" a statement: it has no object, and no "except"."""
    if text(tokens, at) in {"the", "this", "our", "my"} and text(tokens, at + 1) == "action":
        at += 2
    elif text(tokens, at) in _OBJECTS:
        at += 1
    if at >= len(tokens) or tokens[at].sort is Sort.STOP:
        return "?" not in text(tokens, at)
    return not _is_qualified(tokens, at) and _is_allowed(tokens, at)


def _is_qualified(tokens: Sequence[Token], at: int) -> bool:
    """Whether something is left out ("except the form"), or the whole is a question."""
    if text(tokens, at) in _NOT_QUITE_AT_ONCE:
        return True
    for here in range(at, min(at + _REACH, len(tokens))):
        token = tokens[here]
        if token.sort is Sort.STOP:
            return "?" in token.text
        if token.text in _NOT_QUITE or token.text == "?":
            return True
        if token.text in {"but", "and", "because"}:
            return False
    pair = (text(tokens, at), text(tokens, at + 1))
    return pair in _PARTLY or (pair[0] == "with" and not _is_with_all(tokens, at + 1))


_REACH = 4
_PARTLY = {
    ("so", "far"),
    ("to", "date"),
    ("in", "part"),
    ("in", "principle"),
    ("for", "now"),
    ("as", "far"),
    ("as", "much"),
    ("on", "paper"),
    ("the", "first"),
    ("all", "but"),
}


def _is_with_all(tokens: Sequence[Token], at: int) -> bool:
    if at < len(tokens) and tokens[at].sort in {Sort.ADDRESS, Sort.REF}:
        return True
    return any(text(tokens, here) in _WITH for here in range(at, at + 3))


_WITH = EVIDENCE | words("all thanks everything full no partners sign report")


def _is_allowed(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.sort in {Sort.ADDRESS, Sort.REF, Sort.CIRCLE, Sort.TICK, Sort.FIGURE}:
        return token.sort is not Sort.FIGURE or _is_day(tokens, at)
    if token.text == "by":
        return not is_date_like(tokens, at + 1)
    if token.text == "for":
        return at + 1 < len(tokens) and tokens[at + 1].sort is Sort.REF
    if token.text in {"the", "all", "so", "to"}:
        return _is_small_word_allowed(tokens, at)
    if token.sort is Sort.SIGN and token.text not in "+&/":
        return True
    return token.text in _BEHIND


def _is_small_word_allowed(tokens: Sequence[Token], at: int) -> bool:
    behind = at + 1 < len(tokens) and tokens[at + 1]
    match tokens[at].text:
        case "the":
            return bool(behind) and text(tokens, at + 1).isdecimal() and _is_day(tokens, at + 1)
        case "to":
            return text(tokens, at - 1) == "delivered"
        case "all":
            return not behind or behind.sort is not Sort.WORD or behind.text in {"of", "on"}
        case _:
            return True


def _is_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether a figure is a day ("12 October", "12/10", "12th"), against "3 sessions"."""
    behind = text(tokens, at + 1)
    return "/" in tokens[at].text or behind in MONTHS or behind in {"st", "nd", "rd", "th"}
