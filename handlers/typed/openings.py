"""Whether a reference opens an answer, or is only part of the words of one (rules 1 and 2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from handlers.typed.page import REF, Span
from handlers.typed.phrases import (
    ALL_BUT,
    CONNECTOR,
    CORRECTS,
    DEPENDENCY,
    DIRECT_STATE,
    EXCEPT,
    EXCEPT_STATE,
    LEAD_IN,
    ONLY_STATE,
    REQUEST_BEFORE,
    STATE_AT,
    STATE_BEFORE,
    STATED,
)
from handlers.typed.runs import Lead, Place, Run, clause_behind, punctuation_end
from handlers.typed.signs import CIRCLES


class Except(Enum):
    """How a reference is taken out of a group."""

    FROM_OPEN_GROUP = auto()
    """ "all green except 7.4"."""
    FROM_STATE = auto()
    """ "green except 7.4": the state before is said of all others."""
    STATE_BEHIND = auto()
    """ "all but 7.4 are green"."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An answer begins: where, what is cut from its words, and whether it is an exception."""

    start: int
    cuts: tuple[Span, ...] = ()
    exception: Except | None = None
    state_first: bool = False
    weak: bool = False
    """Somebody else's reference in the middle of words: perhaps only mentioned."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an opening is judged by: the text, and what is open already."""

    plain: str
    has_state: Callable[[str, bool], bool]
    """Whether words behind a reference state something; dates count too where asked."""
    is_own: bool
    ceiling: int
    """Where the next reference begins."""
    part_start: int | None
    """Where the answer that is open now begins; None before the first."""
    in_group: bool
    state_first: bool
    in_list: bool = False
    """Whether the answer that is open is for several references, this one among them."""

    def behind(self, run: Run, *, whole_sentence: bool = False) -> bool:
        """Whether something is stated in the clause behind a reference."""
        words = clause_behind(self.plain, run.end, self.ceiling, whole_sentence=whole_sentence)
        if STATED.search(words) is None:
            return False
        return self.has_state(REF + " " + words, self.is_own)

    def directly(self, run: Run) -> bool:
        """Whether a state stands right behind a reference."""
        return DIRECT_STATE.match(self.plain, punctuation_end(self.plain, run.end)) is not None


_SEPARATOR = re.compile(r"[ ]*(?:[:)=]|-(?=\s)|$)", re.MULTILINE)
_CLOCK_OR_DATE = re.compile(r"\d{1,2}\.\d\d")


def opening_of(run: Run, lead: Lead, scene: Scene) -> Opening | None:
    """How a reference opens an answer; None where it is only mentioned."""
    if not _may_be_meant(run, lead, scene):
        return None
    found = (
        _exception(run, lead, scene)
        or _at_front(run, lead, scene)
        or _state_before(run, lead, scene)
    )
    if found is None and scene.part_start is None:
        found = _first(run, lead, scene)
    return found or _later(run, lead, scene)


def _may_be_meant(run: Run, lead: Lead, scene: Scene) -> bool:
    """Whether numbers and unknown references stand where only a reference can be meant."""
    first = run.refs[0]
    if first.known and not first.is_bare_number:
        return True
    if first.introduced or scene.directly(run) or (scene.in_group and EXCEPT.search(lead.sentence)):
        return True
    before = STATE_BEFORE.fullmatch(lead.words)
    if before is not None and (before["to"] or not first.is_bare_number):
        return True
    at_front = lead.place is not Place.REF and not _has_words(lead.words)
    if first.is_bare_number:
        return at_front and _SEPARATOR.match(scene.plain, run.end) is not None
    return at_front and _CLOCK_OR_DATE.fullmatch(first.ref) is None


def _has_words(words: str) -> bool:
    return any(c.isalnum() for c in words)


def _exception(run: Run, lead: Lead, scene: Scene) -> Opening | None:
    found = EXCEPT.search(lead.sentence)
    if found is None:
        return None
    head = lead.sentence[: found.start()]
    at = lead.sentence_start + found.start()
    cuts = ((at, run.start),)
    if scene.in_group or _is_from_list(found[0], run, scene):
        return Opening(at, cuts, Except.FROM_OPEN_GROUP)
    if scene.part_start is None and not _has_words(head) and scene.behind(run):
        return Opening(lead.sentence_start, cuts, Except.FROM_OPEN_GROUP)
    if not lead.follows_ref and EXCEPT_STATE.fullmatch(head):
        return Opening(lead.sentence_start, cuts, Except.FROM_STATE)
    if ALL_BUT.fullmatch(head) and STATE_AT.match(
        scene.plain, punctuation_end(scene.plain, run.end)
    ):
        return Opening(lead.sentence_start, (), Except.STATE_BEHIND)
    return None


def _is_from_list(word: str, run: Run, scene: Scene) -> bool:
    """Whether one of a list is taken out again ("2.4, 2.5 green except 2.5 amber")."""
    if scene.directly(run):
        return scene.in_list or (scene.part_start is not None and scene.is_own)
    return scene.in_list and word.strip(" ,;(-").lower() != "but"


def _at_front(run: Run, lead: Lead, scene: Scene) -> Opening | None:
    """A reference at the front of a line or a sentence, or behind a comma with a state behind."""
    if lead.place is Place.REF or _has_words(lead.words):
        return None
    if lead.place is Place.COMMA and not _is_front_of_line(lead):
        return Opening(lead.start) if scene.behind(run, whole_sentence=scene.is_own) else None
    circle = any(sign in CIRCLES for sign in lead.words)
    signed = STATE_BEFORE.fullmatch(lead.words) is not None
    return Opening(lead.sentence_start, state_first=signed and (circle or not scene.directly(run)))


def _is_front_of_line(lead: Lead) -> bool:
    """Whether only signs stand before it on its line, as in "- 2.4" or "(2.4)"."""
    return lead.is_line and not _has_words(lead.sentence)


def _state_before(run: Run, lead: Lead, scene: Scene) -> Opening | None:
    """A state in front belongs to the reference: "Green for 1.2", "done 3.3"."""
    found = STATE_BEFORE.fullmatch(lead.words)
    if found is None:
        return None
    if lead.place is Place.REF and not (found["link"] or found["to"]) and not scene.state_first:
        return None
    if lead.place is Place.REF and not found["link"] and scene.directly(run):
        return None
    start = lead.start + (found.end("link") if found["link"] else 0)
    return Opening(lead.start, ((lead.start, start),), state_first=True)


def _first(run: Run, lead: Lead, scene: Scene) -> Opening | None:
    """The first reference may stand anywhere, unless it is only what the action waits for."""
    if DEPENDENCY.search(lead.words):
        return None
    weak = not scene.is_own and not run.refs[0].introduced and not scene.directly(run)
    return Opening(0, weak=weak)


def _later(run: Run, lead: Lead, scene: Scene) -> Opening | None:
    """A reference among words that still begins the next answer."""
    link = CONNECTOR.search(lead.words)
    if scene.directly(run) and _follows_state(lead, scene, linked=link is not None):
        cut = lead.start + link.start() if link else run.start
        return Opening(cut, ((cut, run.start),))
    if lead.place is Place.REF:
        return None
    if scene.is_own and REQUEST_BEFORE.fullmatch(lead.words):
        return Opening(lead.start)
    if lead.place is Place.COMMA and CORRECTS.fullmatch(lead.words) and scene.directly(run):
        return Opening(lead.start)
    if lead.place is Place.COMMA or LEAD_IN.fullmatch(lead.words) is None:
        return None
    return Opening(lead.start) if scene.behind(run, whole_sentence=True) else None


def _follows_state(lead: Lead, scene: Scene, *, linked: bool) -> bool:
    """Whether the answer that is open has its own state, so that this one is the next."""
    if ONLY_STATE.fullmatch(lead.words):
        return True
    if not linked or scene.part_start is None:
        return False
    words = CONNECTOR.sub("", lead.words)
    return not _has_words(words) or scene.has_state(REF + " " + words, False)
