"""Reading a typed reply, by the reply contract.

A pure function of the text, of the day on which it was sent, and of the references that are open,
that are the sender's, and that are in the plan. Any text at all gives a reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from handlers.typed.answers import Answers, World
from handlers.typed.noise import noise_of
from handlers.typed.page import Page, read_page
from handlers.typed.reading import Question, QuestionKind, Reading, quoted
from handlers.typed.refs import Mentioned, ref_index
from handlers.typed.usable import is_away_note, is_question_back, sentences
from handlers.typed.whens import names_a_day
from models.workdays import ENGLAND, WorkingDays

_LIST_MARK = re.compile(
    r"^[ (]{0,9}(?:(?:\d{1,3}|[a-z])[.)]|o)[ |]{1,9}(?=\S)", re.MULTILINE | re.IGNORECASE
)


def read_reply(
    text: str,
    *,
    on: date,
    open_refs: Sequence[str],
    own_refs: Collection[str],
    plan_refs: Collection[str],
    days: WorkingDays = ENGLAND,
) -> Reading:
    """What a person said about which actions, and what must be asked back.

    `on` is the day it was sent, in London. `open_refs` are the sender's actions that are asked for,
    in the order in which they were asked; `own_refs` all for which the sender may answer (owner,
    deputy, accountable lead). Open references count as the sender's, and as the plan's.
    """
    index = ref_index(frozenset([*plan_refs, *own_refs, *open_refs]))
    world = World(index, tuple(open_refs), frozenset([*own_refs, *open_refs]), on, days)
    page = read_page(text)
    page = page.without(noise_of(page))
    page, mentioned = _without_list_marks(page, index.find(page.plain))
    if is_away_note(page.plain) or _only_asks(page.plain, world):
        return Reading((), (_nothing(page),), page.truncated)
    answers = Answers(page, world, mentioned)
    updates, questions = ((), ()) if answers.are_only_away() else answers.read()
    if not updates and not questions:
        questions = (_nothing(page),)
    return Reading(updates, questions, page.truncated)


def _nothing(page: Page) -> Question:
    return Question(QuestionKind.NOTHING_FOUND, None, quoted(page.words))


def _only_asks(plain: str, world: World) -> bool:
    """Whether a message is made of questions back and nothing else."""
    asked = list(sentences(plain))
    if not asked or not all(is_question_back(sentence) for sentence in asked):
        return False
    return not (names_a_day(plain, world.on, world.days) or world.wants_a_date(plain))


def _without_list_marks(page: Page, refs: list[Mentioned]) -> tuple[Page, list[Mentioned]]:
    """A number with a full stop at the start of a line, before a reference, is a list mark."""
    begins = {ref.start for ref in refs}
    marks = [m.span() for m in _LIST_MARK.finditer(page.plain) if m.end() in begins]
    if not marks:
        return page, refs
    kept = [ref for ref in refs if not any(s <= ref.start < e for s, e in marks)]
    return page.without(marks), kept
