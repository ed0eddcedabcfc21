"""Brief me: first what came since the paper, then each red with its words and last question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.challenge import Challenge, ChallengeReply
from models.meeting import Body, Decision, Meeting
from models.message import Buttons
from models.states import Rating
from tests.handlers.inquiring.asks import answer_at, buttons, only, press, read, refs, typed
from tests.handlers.inquiring.published import ISSUED, publish
from tests.handlers.inquiring.worlds import RandomPlan

TODAY = datetime(2023, 10, 20, 9, tzinfo=UTC)
"""Friday 20 October 2023: the paper is out, the Board meets on Wednesday."""
LATE = datetime(2023, 10, 9, 9, tzinfo=UTC)
"""Monday 9 October: after the figures closed, before the paper went out."""


@pytest.fixture
def plan(asked: Session) -> RandomPlan:
    """A plan whose October report is out, with one action that is red."""
    made = RandomPlan(asked, 0, actions=0)
    made.red = made.world.action("1.1", owner=made.owners[0], due=TODAY.date())
    made.other = made.world.action("2.1", owner=made.owners[1], due=TODAY.date())
    made.said(made.red, LATE, rating=Rating.RED, words="Two officers left in August")
    publish(made)
    made.said(made.other, TODAY - timedelta(days=1), rating=Rating.AMBER, words="It slipped")
    made.actions = [made.red, made.other]
    return made


def test_it_begins_with_what_came_since_the_figures_closed(plan: RandomPlan) -> None:
    plan.move(plan.other, TODAY - timedelta(days=1))
    card = only(typed(plan.session, plan.chair, "brief me", now=TODAY))
    assert card.notice == (
        "Since the paper was issued: 2 late answers and 1 date moved. Now 1 action off track."
    )
    said = read(card, TODAY)
    assert "The figures of 2023-10 v1 closed on Friday 6 October, 5 pm" in said
    assert "the paper was issued on Tuesday 17 October, 10 am" in said
    found = answer_at(plan.session, plan.chair, "brief", TODAY)
    assert refs(found, "late") == {"1.1", "2.1"}
    assert refs(found, "dates") == {"2.1"}
    assert refs(found, "red") == {"1.1"}
    late = found.number("late")
    assert late is not None
    after = ["".join(str(getattr(r, "text", "")) for r in e.body) for e in late.entries]
    assert ["after the paper was issued" in said for said in after] == [True, False]


def test_each_red_has_its_owner_s_last_words_and_the_last_question(plan: RandomPlan) -> None:
    ask(plan, "What stops the recruitment?", ISSUED, answer="The bank")
    said = read(only(typed(plan.session, plan.chair, "brief me", now=TODAY)), TODAY)
    assert "“Two officers left in August”" in said or '"Two officers left in August"' in said
    assert "The Independent Chair asked" in said
    assert "What stops the recruitment?" in said
    assert "The bank" in said


def test_the_board_s_word_counts_where_it_came_later(plan: RandomPlan) -> None:
    ask(plan, "What stops the recruitment?", LATE)
    meeting = Meeting(
        plan_id=plan.world.plan.id, body=Body.BOARD, held_on=TODAY.date(),
        opened_by_id=plan.chair.id, opened_at=ISSUED,
    )  # fmt: skip
    plan.session.add(meeting)
    plan.session.flush()
    decided = Decision(
        meeting_id=meeting.id, number=1, action_id=plan.red.id, by_id=plan.chair.id, at=ISSUED,
        words="Bring it back in December",
    )  # fmt: skip
    plan.session.add(decided)
    plan.session.flush()
    card = only(typed(plan.session, plan.chair, "brief me", now=TODAY))
    assert "1 decision" in card.notice
    said = read(card, TODAY)
    assert "The Board decided" in said
    assert "Bring it back in December" in said
    assert "What stops" not in said


def test_an_open_question_says_that_it_waits(plan: RandomPlan) -> None:
    ask(plan, "What stops the recruitment?", ISSUED)
    said = read(only(typed(plan.session, plan.chair, "brief me", now=TODAY)), TODAY)
    assert "Not answered yet." in said


def ask(plan: RandomPlan, words: str, at: datetime, *, answer: str = "") -> None:
    """The chair asks about the red action."""
    asked = Challenge(
        action_id=plan.red.id, by_id=plan.chair.id, to_id=plan.red.owner_id, question=words, at=at
    )
    plan.session.add(asked)
    plan.session.flush()
    if answer:
        plan.session.add(ChallengeReply(challenge_id=asked.id, words=answer, door="local", at=at))
        plan.session.flush()


def test_one_tap_gives_it_as_plain_text_with_nothing_to_press(plan: RandomPlan) -> None:
    for n in range(12):
        action = plan.world.action(f"3.{n + 1}", owner=plan.owners[2])
        plan.said(action, LATE, rating=Rating.RED, words=f"Reason number {n}")
    card = only(typed(plan.session, plan.chair, "brief me", now=TODAY))
    (plain,) = buttons(card, "brief.text")
    copied = only(press(plan.session, plan.chair, plain, now=TODAY))
    assert not any(isinstance(block, Buttons) for block in copied.blocks)
    said = read(copied, TODAY)
    assert all(f"Reason number {n}" in said for n in range(12))
    assert said.startswith(card.notice)


def test_before_the_paper_is_out_it_says_so(asked: Session) -> None:
    plan = RandomPlan(asked, 4, actions=6)
    card = only(typed(asked, plan.chair, "brief me", now=LATE))
    assert card.notice.startswith("Since the figures closed:")
    assert "the paper is not issued yet" in read(card, LATE)
