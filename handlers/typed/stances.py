"""No change, and not mine (rule 6)."""

from __future__ import annotations

import re

from handlers.typed.page import OTHER_REF, REF

_SAME = r"(?:the\s+)?same\s+as\s+(?:(?:last|previous|before)\b|(?:the\s+)?(?:last|previous)\b)"
_NO_CHANGE = re.compile(
    rf"\bno\s+(?:further\s+|other\s+|real\s+|material\s+|significant\s+)?changes?\b"
    rf"|\bnothing\s+(?:\w+\s+){{0,2}}to\s+report\b|\bnothing\s+new\b|{_SAME}"
    rf"|\bas\s+before\b|\bas\s+(?:per\s+)?last\s+(?:month|time|update|report|cycle|week)\b"
    rf"|(?:^|[{REF}\n;:,.]|\b(?:status|rating|position|is|remains))[ ]{{0,9}}unchanged\b",
    re.IGNORECASE,
)
# "No change to the due date" speaks of the date; "no change to the rating" is no change.
_OF_SOMETHING = re.compile(
    r"\s+(?:to|in|of|with|on|for)\s+(?:the\s+|our\s+|my\s+|its\s+|this\s+|that\s+)?+"
    r"(?!(?:rating|status|rag|brag|position|report|update|progress|action|actions|above|others?|rest"
    r"|all|both|any|either|remaining|it|this|these|those|them|mine|last|previous|current|overall)\b)"
    rf"[^\W\d_{REF}{OTHER_REF}]",
    re.IGNORECASE,
)
_NOT_A_STATE = re.compile(
    r"\s+(?:needed|required|expected|requests?|control|management|wanted|planned|made\s+to|until)\b"
    r"|\s*\?",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\bnot|n't|\bisnt|\bif|\bwant|\bneed|\bsame\s+\w+)\s+$", re.IGNORECASE)
_AS_BEFORE_WHAT = re.compile(r"\s+(?:the|we|our|they|it|i|you|any|a|an)\b", re.IGNORECASE)

_NOT_MINE = re.compile(
    r"\b(?:is\s+|are\s+|it's\s+)?not\s+(?:one\s+of\s+|actually\s+|really\s+)?mine\b"
    r"|\b(?:isn't|isnt|aren't|ain't)\s+(?:one\s+of\s+)?mine\b"
    r"|\bnot\s+my\s+action\b|\bwrong\s+person\b",
    re.IGNORECASE,
)
_BELONGS = re.compile(
    rf"(?:^|[{REF}\n;:,.(-]|\b(?:it|this|that|one|action|which|now|actually|really))[ ]{{0,9}}"
    r"(?:now\s+|actually\s+|really\s+)?belongs?\s+(?:to|with)\s+(?!me\b|us\b)\w",
    re.IGNORECASE,
)
_ASK = re.compile(
    rf"(?:^|[{REF}\n;:,.(!?]|\s-)[ ]{{0,9}}(?:-[ ]{{0,9}})?"
    r"(?:(?:so|but|and|please|pls|you\s+should|better)\s+){0,3}"
    r"ask\s+(?!me\b|us\b|again\b|for\b|about\b|to\b|if\b|whether\b|that\b|why\b|what\b|when\b|how\b"
    r"|where\b|who\b|you\b|later\b|nicely\b|tomorrow\b|next\b|on\b)\w",
    re.IGNORECASE,
)


def says_no_change(plain: str) -> bool:
    """Whether a text says that nothing has changed about the action itself."""
    return any(_holds(plain, found) for found in _NO_CHANGE.finditer(plain))


def _holds(plain: str, found: re.Match[str]) -> bool:
    behind = plain[found.end() : found.end() + 60]
    before = plain[max(found.start() - 30, 0) : found.start()]
    if _NOT_A_STATE.match(behind) or _DENIED.search(before):
        return False
    if found[0].lower().endswith("before") and _AS_BEFORE_WHAT.match(behind):
        return False
    counts = found[0].lower().endswith(("change", "changes"))
    return not (counts and _OF_SOMETHING.match(behind))


def says_not_mine(plain: str) -> bool:
    """Whether a text says that the action is somebody else's."""
    return any(rule.search(plain) for rule in (_NOT_MINE, _BELONGS, _ASK))
