"""What an owner's line says besides its rating, its date and its links: the words for the record.

"amber, feed due 20 Oct" is recorded as Amber with the words "feed due 20 Oct"; "5.1 red" holds no
words at all, and those are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from models.states import Rating

_RATING_WORDS = {
    Rating.GREEN: r"green|on[ -]track|🟢|:large_green_circle:|:green_circle:",
    Rating.AMBER: r"amber|at[ -]risk|🟠|🟡|:large_orange_circle:|:large_yellow_circle:"
    r"|:orange_circle:|:yellow_circle:",
    Rating.RED: r"red|off[ -]track|🔴|:red_circle:|:large_red_circle:",
}
_LETTERS = {Rating.GREEN: "G", Rating.AMBER: "A", Rating.RED: "R"}
_DONE = r"done|complete(?:d)?|delivered|finished|closed|✅|✔️?|☑️?|:white_check_mark:"
_SAME = (
    r"no (?:further |real )?changes?|nothing (?:\w+ ){0,2}to report|nothing new|unchanged|as before"
    r"|(?:the )?same as (?:last (?:month|time|update)|before)|as last (?:month|time)"
)
_BEFORE = (
    r"(?:(?:now|still|it'?s|it is|is|are|currently|rated|rating|status|which|both|all|everything"
    r"|the rest|(?:the |all )?others?|of (?:them|mine))\s+)*"
)
_BEHIND = r"(?=$|[\s,;:.!\-–—])(?!\s+(?:for|to|by|with|and|but|from|until|in|at|on|since)\b)"  # noqa: RUF001 - dashes as people type them
_SINCE = r"(?:\s+(?:now|again|still|this month|this time))?(?=$|\W)"
_EDGES = " \t\r\n,;:.!-–—"  # noqa: RUF001
_BELOW = re.compile(
    r"^\s*(?:please\s+)?(?:see|find)\s+(?:(?:my|the|our)\s+)?(?:updates?\s+|answers?\s+)?below\b[^\n]{0,20}\n"
    r"|^\s*(?:(?:my|our)\s+)?updates?(?:\s+(?:below|as\s+follows))?\s*[:.]?\s*\n",
    re.IGNORECASE,
)
"""What only leads to the answers, on a line of its own above them."""
_BECAUSE = re.compile(r"^(?:because(?:\s+of)?|cos|coz)\s+", re.IGNORECASE)
_LINK = re.compile(
    r"(?:\bevidence\b\s*(?:is|at|here)?\s*[:\-]?\s*)?[<(]?https?://[^\s<>\"'|]+[>)]?", re.IGNORECASE
)
_DATE_WORDS = """
    a about an and are around at back be been by can complete completed could date day days
    delivered done due end eom expect expected expecting expects extend extension finish finished
    for forecast from have hope i in is it latest ll month months more move need needs new next no
    now of on one push s should the then there this three till time to today tomorrow track two
    until w c we week weeks will working
    jan january feb february mar march apr april may jun june jul july aug august sep sept
    september oct october nov november dec december
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday
    sun sunday st nd rd th
"""
_COURTESY = "and cheers many much please so thank thanks thx ta very you"


def own_words(
    text: str,
    *,
    rating: Rating | None = None,
    delivered: bool = False,
    no_change: bool = False,
    dated: date | None = None,
    evidence: Sequence[str] = (),
) -> str:
    """The words of a line that its rating, its date and its links do not say already.

    Args:
        text: the line without the action's reference.
        rating: the rating that was read in it.
        delivered: whether it said that the action is delivered.
        no_change: whether it said that nothing has changed.
        dated: the forecast that was read in it, or the new date that it asks for.
        evidence: the addresses that were read in it.
    """
    words = _BELOW.sub("", _LINK.sub(" ", text) if evidence else text)
    for pattern in _leads(rating, delivered=delivered, no_change=no_change):
        words = pattern.sub("", words.strip(_EDGES), count=1)
        words = _BECAUSE.sub("", words.strip(_EDGES))
    if dated is not None:
        words = _without_dates(words)
    words = words.strip(_EDGES)
    saying_nothing = _COURTESY + (_DATE_WORDS if dated is not None else "")
    return "" if _only(words, saying_nothing) else words


def _leads(rating: Rating | None, *, delivered: bool, no_change: bool) -> list[re.Pattern[str]]:
    leads = []
    if no_change:
        leads.append(_SAME)
    if delivered:
        leads.append(_DONE)
    if rating in _RATING_WORDS:
        leads.append(_RATING_WORDS[rating])
    patterns = [
        re.compile(rf"^{_BEFORE}(?:{lead}){_BEHIND}{_SINCE}", re.IGNORECASE) for lead in leads
    ]
    if rating in _LETTERS:
        patterns.append(re.compile(rf"^{_LETTERS[rating]}(?=$|[\s,;:.])"))
    return patterns


def _without_dates(words: str) -> str:
    """The words without first or last clauses that are only the date (", back by 15 Jan")."""
    clauses = re.split(r"([,;\n]|\.\s)", words)
    while len(clauses) > 1 and _only(clauses[-1], _DATE_WORDS):
        del clauses[-2:]
    while len(clauses) > 1 and _only(clauses[0], _DATE_WORDS):
        del clauses[:2]
    return "".join(clauses)


def _only(words: str, listed: str) -> bool:
    """Whether the words are all among those listed ("back by 15 Jan" is nothing but a date)."""
    letters = set(re.findall(r"[^\W\d_]{2,}", words.lower()))
    return letters <= set(listed.split()) and (bool(letters) or not re.search(r"\w", words))
