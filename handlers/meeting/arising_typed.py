"""A typed line about an action from a meeting: "GA005 done", "ga 5 still open, waits for data"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handlers.meeting.arising import accept, decline, done, show, still
from handlers.meeting.arising_steps import called
from handlers.request import RefusedError, Reply, Request
from models.meeting_states import DIGITS

_MARKS = r"[\s:,;.\u2013\u2014-]*"
_LINE = re.compile(
    rf"^\W*(?P<ref>[A-Za-z]{{1,6}}\s?-?\d{{1,6}})\b{_MARKS}(?P<words>.*)$", re.DOTALL
)
_FLAGS = re.IGNORECASE | re.DOTALL
_DONE = re.compile(
    rf"(?:is |are |was |now |all )*(?:done|completed?|finished|closed|delivered)\b{_MARKS}"
    r"(?P<rest>.*)",
    _FLAGS,
)
_ACCEPT = re.compile(r"(?:i )?(?:accept(?:ed)?|yes|ok(?:ay)?|will do|mine)\W*", re.IGNORECASE)
_DECLINE = re.compile(rf"(?:i )?(?:declined?|no|not mine|cannot)\b{_MARKS}(?P<rest>.*)", _FLAGS)
_STILL = re.compile(
    rf"(?:is )?(?:still )?(?:open|not done|in progress|ongoing)\b{_MARKS}(?P<rest>.*)", _FLAGS
)
_DIGITS = re.compile(r"(\D+)(\d+)")


def arising_typed(request: Request) -> Reply | None:
    """The reply where a line names an action from a meeting: "GA005 done"; None where it does not.

    Raises:
        RefusedError: it is somebody else's, or a word is missing.
    """
    found = _LINE.match(request.words)
    row = called(request.session, _ref(found["ref"])) if found else None
    if found is None or row is None:
        return None
    words, named = found["words"].strip(), {"arising": str(row.id)}

    def go(act: Callable[[Request], Reply], **fields: str) -> Reply:
        reply = act(_with(request, named | fields))
        if reply.errors:
            raise RefusedError(" ".join(reply.errors.values()))
        return reply

    if not words:
        return go(show)
    if said := _STILL.fullmatch(words):
        return go(still, words=said["rest"] or words)
    if said := _DONE.fullmatch(words):
        return go(done, words=said["rest"])
    if _ACCEPT.fullmatch(words):
        return go(accept)
    if said := _DECLINE.fullmatch(words):
        return go(decline, reason=said["rest"])
    return go(still, words=words)


def _with(request: Request, fields: dict[str, str]) -> Request:
    return replace(request, fields=fields, args={})


def _ref(typed: str) -> str:
    """A reference as it is stored, from how people type it: "ga 5" → "GA005"."""
    plain = "".join(each for each in typed if each.isalnum())
    found = _DIGITS.fullmatch(plain)
    return f"{found[1]}{int(found[2]):0{DIGITS}}".upper() if found else plain.upper()
