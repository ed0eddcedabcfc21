"""All actions, both, or the others: who is meant without a reference (rule 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from handlers.typed.page import REF, Span
from handlers.typed.phrases import BOTH, DONE_STATE, GROUP, GROUP_WANTS, STATE_GROUP, WISH_GROUP


class Group(Enum):
    """Several actions at once."""

    ALL = auto()
    BOTH = auto()
    REST = auto()


@dataclass(frozen=True, slots=True)
class GroupFound:
    """A group with what is said of it."""

    start: int
    end: int
    group: Group
    says_done: bool
    named: Span
    """The words that name the group."""


_FRONTS = re.compile(
    r"^|\n|;|(?<![.!?])[.!?]+(?=\s)|,|\(|(?<=\s)-(?=\s)|:(?=\s)"
    r"|(?=\b(?:and|but|while|whereas|plus|with)\b)",
    re.IGNORECASE,
)
_SAID_END = re.compile(
    r"[\n;]|[.!?](?=\s|$)|\b(?:except|excepting|apart|aside|other\sthan|excluding|bar|save|but)\b|$",
    re.IGNORECASE,
)

_LONGEST = 80
"""Characters behind a group's state that are looked at; the clock must not be spent on more."""


def groups_of(plain: str, has_state: Callable[[str, bool], bool]) -> Iterator[GroupFound]:
    """Every group of which something is said, where a clause begins.

    `has_state` tells whether words state something; what is only wished for counts where it is a
    date ("both need until 15 Jan").
    """
    for front in _FRONTS.finditer(plain):
        at = front.end()
        found = STATE_GROUP.match(plain, at)
        for rule, dates in ((GROUP, False), (GROUP_WANTS, True), (WISH_GROUP, True)):
            if found is None and (match := rule.match(plain, at)):
                found = match if has_state(_said(plain, match), dates) else None
        if found is not None:
            yield _group(found)


def _said(plain: str, found: re.Match[str]) -> str:
    """What is said of a group: "all red tape is gone" says nothing of any action."""
    ends = _SAID_END.search(plain, found.end(), found.end() + _LONGEST)
    ends_at = ends.start() if ends else found.end() + _LONGEST
    words = plain[found.start("state") : ends_at]
    return f"{REF} {words}"


def _group(found: re.Match[str]) -> GroupFound:
    group = Group.ALL if found["all"] else Group.REST
    if group is Group.ALL and BOTH.search(found["all"]):
        group = Group.BOTH
    named = found.span("all" if found["all"] else "rest")
    start = min(named[0], found.start("state"))
    done = DONE_STATE.fullmatch(found["state"]) is not None
    return GroupFound(start, found.end(), group, done, named)
