"""What stands around an answer and is no part of it (rule 10).

Greetings, thanks, signatures, quoted lines and older messages below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.typed.page import Page, Span
from handlers.typed.vocabulary import COLOURS, DONE

_LONGEST = 160
"""Characters of a line that may still be only a greeting, a closing or a header."""


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NAMES = r"(?-i:[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){0,2})"
_DIVIDER = _rule(
    r"-{2,9}\s?(?:original|forwarded)\smessage\b.*|begin\sforwarded\smessage\b.*|on\s.{5,140}\bwrote:"
)
_HEADER = _rule(r"(?:from|sent|date|to|cc|subject)\s?:\s*\S")
_HEADER_LINES = 2
_DEVICE = _rule(r"sent\sfrom\s(?:my|outlook|mail)\b.*|sent\svia\s.*|get\soutlook\sfor\b.*")
_CLOSING = _rule(
    r"(?:--|(?:with\s)?(?:kind(?:est)?\s|best\s|warm(?:est)?\s|many\s)?(?:regards|rgds)"
    r"|(?:with\s)?(?:best|kind|all\sgood)\swishes|all\sthe\sbest|yours(?:\s(?:sincerely|faithfully|truly))?"
    rf"|sincerely|best|bw|kr|br|atb)[\s,.!]{{0,4}}(?:{_NAMES})?"
)
_GRATITUDE = (
    r"(?:(?:many|with)\sthanks|thank\s?you|thanks|thx|thnx|tx|ta|cheers)"
    r"(?:\s(?:all|everyone|everybody|team|both|so\smuch|very\smuch|a\slot|again|in\sadvance|and\sregards"
    r"|for\s(?:your|the)\s(?:help|patience|reminder|nudge|message|note|e-?mail|chaser)))*"
)
_THANKS_LINE = _rule(rf"{_GRATITUDE}[\s,.!:)x-]{{0,4}}(?:{_NAMES})?[\s.!x]{{0,4}}")
_THANKS_BEHIND = _rule(
    rf"(?:^|[\s,.;!?-]{{1,6}})(?:{_GRATITUDE}|(?:kind\s|best\s|many\s)?regards)[\s,.!)x-]{{0,4}}"
    r"(?-i:[A-Z][a-z'-]+)?[\s.!x]{0,4}$"
)
_THANKS_REACH = 80
_THANKS_BEFORE = _rule(
    rf"{_GRATITUDE}(?:\sfor\s[^.!?\n,;\d]{{1,60}})?(?:\s?[.!,;:-]{{1,4}}\s{{0,4}}|\s*$|\s(?=[#\d]))"
)
_FRONT_OF_ANSWER = r"(?=\s{0,4}(?:[,.!:-]|$|[#\d]))"
_ADDRESSEE = (
    r"(?:all|team|there|both|everyone|everybody|folks|colleagues|rollcall|bot|again|sir|madam"
    rf"|(?-i:[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){{0,4}}){_FRONT_OF_ANSWER})"
)
_GREETING = _rule(
    r"(?:(?:hi|hiya|hello|hey|heya|dear|good\s(?:morning|afternoon|evening)|gm)\b"
    rf"(?:\s(?P<who>{_ADDRESSEE}))?"
    rf"|(?:morning|afternoon|evening)\b(?:\s{_ADDRESSEE})?{_FRONT_OF_ANSWER})\s?[,.!:)-]{{0,4}}\s{{0,4}}"
)
_PLEASANTRY = _rule(
    r"(?:i\s)?(?:hope|trust)\s(?:you|all|this|everyone|that)\b[^.!?\n\d]{0,40}\bwell\b[.!,]{0,3}\s{0,4}"
)
_CALLED = _rule(r"@?rollcall\b\s?[,:.!-]{0,3}\s{0,4}|@\w{1,40}\s?[,:]?\s{1,4}")
_NAME = re.compile(r"[-/]?\s?[A-Z][\w'.-]*(?:[ ,]{1,3}(?:[A-Z][\w'.-]*|of|and|for|the|&|-)){0,7}")
_SIGNED = re.compile(r"[-/]{0,2}\s?[A-Z][a-z'-]+(?:\s[A-Z][a-z'-]+){0,2}x{0,3}[.,]?")
_STATES = frozenset({*COLOURS, *DONE})
_FRONT_REF = _rule(r"(?:[-•*]\s*)?(?:action\s*|ref\s*|#)?[a-z]{0,4}\d")


def lines_of(plain: str) -> Iterator[Span]:
    """Where each line stands, without the spaces around it."""
    start = 0
    for line in plain.split("\n"):
        bare = line.strip()
        first = start + (len(line) - len(line.lstrip()) if bare else 0)
        yield first, first + len(bare)
        start += len(line) + 1


def noise_of(page: Page) -> list[Span]:
    """Where the page holds what is no part of any answer."""
    lines = [span for span in lines_of(page.plain) if span[0] < span[1]]
    texts = [page.plain[start:end] for start, end in lines]
    kept: list[Span] = []
    noise: list[Span] = []
    for at, line in enumerate(texts):
        if _begins_quote(texts, at):
            noise.append((page.plain.rfind("\n", 0, lines[at][0]) + 1, len(page.plain)))
            break
        if line.startswith(">") or (len(line) < _LONGEST and _DEVICE.fullmatch(line)):
            noise.append(lines[at])
        elif _begins_signature(texts, at, something=bool(kept)):
            answers = [_is_answer(text) for text in texts[at:]]
            rest = list(zip(lines[at:], answers, strict=True))
            noise += [span for span, answer in rest if not answer]
            kept += [span for span, answer in rest if answer]
            break
        else:
            kept.append(lines[at])
    if (name := _name_at_end(page.plain, lines)) is not None:
        noise.append(name)
        kept = [span for span in kept if span != name]
    return noise + [span for line in kept for span in _within(page.plain, *line)]


def _name_at_end(plain: str, lines: list[Span]) -> Span | None:
    """A name on the last line, behind an empty one: somebody signed."""
    if len(lines) < _HEADER_LINES:
        return None
    (_, above), (start, end) = lines[-2:]
    name = plain[start:end]
    if "\n\n" not in plain[above:start].replace(" ", "") or end - start > _LONGEST:
        return None
    return (start, end) if _SIGNED.fullmatch(name) and not _is_state(name) else None


def _begins_quote(texts: list[str], at: int) -> bool:
    """Whether an older message begins on a line: a divider, or the head of an e-mail."""
    line = texts[at]
    if len(line) > _LONGEST:
        return False
    if _DIVIDER.fullmatch(line):
        return True
    if not _HEADER.match(line):
        return False
    return sum(_HEADER.match(text) is not None for text in texts[at : at + 4]) >= _HEADER_LINES


def _begins_signature(texts: list[str], at: int, *, something: bool) -> bool:
    """Whether a line closes the message: "Kind regards", or thanks with a name below."""
    line = texts[at]
    if len(line) > _LONGEST:
        return False
    if _CLOSING.fullmatch(line):
        return True
    if not _THANKS_LINE.fullmatch(line):
        return False
    below = texts[at + 1] if at + 1 < len(texts) else ""
    is_name = len(below) < _LONGEST and _NAME.fullmatch(below) is not None
    return not below or (is_name and (something or not _is_state(below)))


def _is_state(line: str) -> bool:
    return line.strip(" .,!").lower() in _STATES


def _is_answer(line: str) -> bool:
    """Whether a line below a closing still begins like an answer."""
    low = line.lower()
    return _FRONT_REF.match(line) is not None and any(
        word in low for word in (*_STATES, "track", "risk")
    )


def _within(plain: str, start: int, end: int) -> Iterator[Span]:
    """Greetings at the front of a line and thanks at its end."""
    front = _front(plain, start, end)
    if front > start:
        yield start, front
    behind = _THANKS_BEHIND.search(plain, max(front, end - _THANKS_REACH), end)
    if behind is not None:
        yield behind.start() + _kept(behind[0]), end


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
