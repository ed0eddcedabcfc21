"""What stands around an answer and is no part of it (rule 10): greetings, thanks, signatures, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.typed.page import Page, Span
from handlers.typed.vocabulary import COLOURS, DONE

_QUOTED = re.compile(r"\s*>")
_DIVIDERS = re.compile(
    r"\s*(?:-{2,}\s*(?:original|forwarded)\s+message\b.*|begin\s+forwarded\s+message\b.*"
    r"|on\s.{5,160}\bwrote:\s*)$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"\s*(?:from|sent|date|to|cc|subject)\s?:\s*\S", re.IGNORECASE)
_HEADER_LINES = 2
_DEVICE = re.compile(
    r"\s*(?:sent\s+from\s+(?:my|outlook|mail)\b.*|sent\s+via\s.*|get\s+outlook\s+for\b.*)$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:--|(?:with\s+)?(?:kind(?:est)?|best|warm(?:est)?|many)?\s*regards|(?:with\s+)?(?:best|kind|all\s+good)\s+wishes"
    r"|all\s+the\s+best|yours(?:\s+(?:sincerely|faithfully|truly))?|sincerely|best|bw|kr|br|rgds|kind\s+rgds|atb)"
    r"\s*[,.!]*\s*(?-i:[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,2})?\s*$",
    re.IGNORECASE,
)
_GRATITUDE = (
    r"(?:(?:many|with)\s+thanks|thank\s?you|thanks|thx|thnx|tx|ta|cheers)"
    r"(?:\s+(?:all|everyone|everybody|team|both|so\s+much|very\s+much|a\s+lot|again|in\s+advance|and\s+regards"
    r"|for\s+(?:your|the)\s+(?:help|patience|reminder|nudge|message|note|email|e-mail|chaser)))*"
)
_THANKS_LINE = re.compile(
    rf"\s*{_GRATITUDE}\s*[,.!:)x-]*\s*(?-i:[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){{0,2}})?[\s.!x]*$",
    re.IGNORECASE,
)
_THANKS_BEHIND = re.compile(
    rf"(?:^|[\s,.;!?-]+)(?:{_GRATITUDE}|(?:kind\s+|best\s+|many\s+)?regards)\s*[,.!)x-]*\s*"
    r"(?-i:[A-Z][a-z'-]+)?[\s.!x]*$",
    re.IGNORECASE,
)
_THANKS_BEFORE = re.compile(
    rf"\s*(?:{_GRATITUDE}(?:\s+for\s+[^.!?\n,;\d]{{1,60}})?)(?:\s*[.!,;:-]+\s*|\s*$|\s+(?=[#\d]))",
    re.IGNORECASE,
)
_ADDRESSEE = (
    r"(?:all|team|there|both|everyone|everybody|folks|colleagues|rollcall|bot|again|sir|madam"
    r"|(?-i:[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,4})(?=\s*(?:[,.!:-]|$|[#\d])))"
)
_GREETING = re.compile(
    rf"\s*(?:(?:hi|hiya|hello|hey|heya|dear|good\s+(?:morning|afternoon|evening)|gm)\b(?:[ ]+(?P<who>{_ADDRESSEE}))?"
    rf"|(?:morning|afternoon|evening)\b(?:[ ]+{_ADDRESSEE})?(?=\s*(?:[,.!:-]|$|[#\d])))\s*[,.!:)-]*\s*",
    re.IGNORECASE,
)
_PLEASANTRY = re.compile(
    r"\s*(?:i\s+)?(?:hope|trust)\s+(?:you|all|this|everyone|that)\b[^.!?\n\d]{0,40}\bwell\b[.!,]*\s*",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*@?rollcall\b\s*[,:.!-]*\s*|\s*@\w+\s*[,:]?\s+", re.IGNORECASE)
_NAME = re.compile(
    r"\s*[-/]?\s*[A-Z][\w'.-]*(?:[ ,]+(?:[A-Z][\w'.-]*|of|and|for|the|&|-)){0,7}\s*$"
)
_STATES = frozenset({*COLOURS, *DONE})
_FRONT_REF = re.compile(r"\s*(?:[-•*]\s*)?(?:action\s*|ref\s*|#)?[a-z]{0,4}\d", re.IGNORECASE)


def lines_of(plain: str) -> Iterator[Span]:
    """Where each line stands."""
    start = 0
    for line in plain.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def noise_of(page: Page) -> list[Span]:
    """Where the page holds what is no part of any answer."""
    lines = list(lines_of(page.plain))
    kept: list[Span] = []
    noise: list[Span] = []
    for at, (start, end) in enumerate(lines):
        line = page.plain[start:end]
        if _begins_quote(page.plain, lines, at):
            noise.append((start, len(page.plain)))
            break
        if _QUOTED.match(line) or _DEVICE.match(line):
            noise.append((start, end))
        elif _begins_signature(page.plain, lines, at, something=bool(kept)):
            noise += [(s, e) for s, e in lines[at:] if not _is_answer(page.plain[s:e])]
            kept += [(s, e) for s, e in lines[at:] if _is_answer(page.plain[s:e])]
            break
        else:
            kept.append((start, end))
    return noise + [span for line in kept for span in _within(page.plain, *line)]


def _begins_quote(plain: str, lines: list[Span], at: int) -> bool:
    """Whether an older message, or a signature behind two dashes, begins on a line."""
    start, end = lines[at]
    if _DIVIDERS.match(plain, start, end):
        return True
    head = [_HEADER.match(plain, s, e) is not None for s, e in lines[at : at + 4]]
    return head[0] and sum(head) >= _HEADER_LINES


def _begins_signature(plain: str, lines: list[Span], at: int, *, something: bool) -> bool:
    """Whether a line closes the message: "Kind regards", or thanks with a name below."""
    line = plain[slice(*lines[at])]
    if _CLOSING.match(line) and not _is_state(line):
        return True
    if not _THANKS_LINE.match(line):
        return False
    below = next((plain[s:e] for s, e in lines[at + 1 :] if plain[s:e].strip()), "")
    is_name = _NAME.match(below) is not None
    return not below or (is_name and (something or not _is_state(below)))


def _is_state(line: str) -> bool:
    return line.strip(" .,!").lower() in _STATES


def _is_answer(line: str) -> bool:
    """Whether a line below a closing still begins like an answer."""
    found = _FRONT_REF.match(line)
    return found is not None and any(word in line.lower() for word in (*_STATES, "track", "risk"))


def _within(plain: str, start: int, end: int) -> Iterator[Span]:
    """Greetings at the front of a line and thanks at its end."""
    front = _front(plain, start, end)
    if front > start:
        yield start, front
    behind = _THANKS_BEHIND.search(plain, max(front, end - _THANKS_REACH), end)
    if behind is not None:
        yield behind.start() + _kept(behind[0]), end


_THANKS_REACH = 80


def _kept(thanks: str) -> int:
    """How much of the sign before thanks ends the sentence before, and stays."""
    return len(thanks) - len(thanks.lstrip(".!?"))


def _front(plain: str, start: int, end: int) -> int:
    """Where a line's own words begin, behind what only greets."""
    front = start
    for rule in (_CALLED, _GREETING, _CALLED, _PLEASANTRY, _THANKS_BEFORE):
        found = rule.match(plain, front, end)
        if found is not None and not _names_state(found):
            front = found.end()
    return front


def _names_state(found: re.Match[str]) -> bool:
    """Whether what looks like a name is a state: "Hi Green"."""
    who = found.groupdict().get("who") or ""
    return who.lower() in _STATES
