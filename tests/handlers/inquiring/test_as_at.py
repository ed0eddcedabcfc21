"""What was answered on a day is answered later as at that day: every question, every word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answering.disputes import dispute
from handlers.inquiring.answering import QUESTIONS
from handlers.verbs import call
from models.challenge import Challenge, ChallengeReply
from models.cycle import Ask
from models.kpi import Kpi, KpiObservation
from models.meeting import Body, Decision, Meeting, MeetingState
from models.message import Block, Button, Buttons, Message
from models.people import Absence
from models.states import Rating
from models.update import UpdateKind
from tests.handlers.inquiring.asks import answer as answer_of
from tests.handlers.inquiring.asks import asking, only, press, read, refs, typed
from tests.handlers.inquiring.worlds import NOW, THEN, RandomPlan

LATER = NOW + timedelta(days=9)
"""Sunday 19 November 2023."""
NOT_ABOUT_A_DAY = {"waiting"}
"""What waits is told as it stands now."""


@pytest.fixture(params=range(4))
def plan(asked: Session, request: pytest.FixtureRequest) -> RandomPlan:
    """A plan with all that can be asked about."""
    made = RandomPlan(asked, request.param)
    made.ask_all()
    made.measure_all()
    made.go_on(NOW - timedelta(days=2))
    question_reds(made, NOW - timedelta(days=1))
    return made


def question_reds(plan: RandomPlan, at: datetime) -> None:
    """The chair asks about some actions, and one of the Board's meetings decides about others."""
    meeting = Meeting(
        plan_id=plan.world.plan.id, body=Body.BOARD, held_on=at.date(), opened_by_id=plan.chair.id,
        opened_at=at, closed_at=at, state=MeetingState.CLOSED,
    )  # fmt: skip
    plan.session.add(meeting)
    plan.session.flush()
    for n, action in enumerate(plan.actions):
        asked = Challenge(
            action_id=action.id, by_id=plan.chair.id, to_id=action.owner_id, at=at,
            question="What stops the recruitment?",
        )  # fmt: skip
        plan.session.add(asked)
        plan.session.flush()
        if n % 2:
            plan.session.add(
                ChallengeReply(challenge_id=asked.id, words="The bank", door="local", at=at)
            )
        if n % 3 == 0:
            plan.session.add(
                Decision(
                    meeting_id=meeting.id, number=n + 1, action_id=action.id,
                    words=f"Bring {action.ref} back in December", by_id=plan.chair.id, at=at,
                )
            )  # fmt: skip
    plan.session.flush()


def everything_goes_on(plan: RandomPlan) -> None:
    """All that can happen afterwards: none of it was known then."""
    session = plan.session
    for ask in session.scalars(select(Ask)):
        action = next(a for a in plan.actions if a.id == ask.action_id)
        match plan.random.randrange(4):
            case 0:
                plan.said(
                    action, LATER, cycle_id=plan.cycle.id, rating=Rating.RED, words="It got worse",
                    kind=UpdateKind.ANSWER,
                )  # fmt: skip
            case 1:
                ask.opened_at = ask.opened_at or LATER
                ask.delivered_at = ask.delivered_at or LATER
            case 2:
                dispute(asking(session, plan.office, now=LATER), action, None)
            case _:
                pass
    plan.go_on(LATER)
    question_reds(plan, LATER)
    for owner in plan.owners:
        session.add(
            Absence(person_id=owner.id, starts=NOW.date(), ends=LATER.date(), recorded_at=LATER)
        )
    for kpi in session.scalars(select(Kpi)):
        session.add(
            KpiObservation(
                kpi_id=kpi.id, period_start=date(2023, 10, 1), period_end=date(2023, 10, 31),
                value=Decimal(1), entered_at=LATER,
            )
        )  # fmt: skip
    session.flush()


def shown(message: Message) -> Message:
    """The message without the way from the past to the present."""
    return replace(message, blocks=tuple(filter(None, map(_block, message.blocks))))


def _block(block: Block) -> Block | None:
    if not isinstance(block, Buttons):
        return block
    kept = tuple(b for b in block.buttons if b.label != "As it stands now")
    return Buttons(kept) if kept else None


def ask_everything(plan: RandomPlan, now: datetime, **about: str) -> dict[str, Message]:
    """Every question's card, as the chair and an owner get it."""
    named = {"waits_on": {"ref": "2.1"}, "moved": {"ref": "1.1"}}
    found = {}
    for person in (plan.chair, plan.owners[0]):
        for question in sorted(set(QUESTIONS) - NOT_ABOUT_A_DAY):
            wanted = {**about, **named.get(question, {})}
            request = asking(plan.session, person, wanted, now=now)
            (message,) = call(question, request).say
            found[f"{question} by {person.name}"] = message
    return found


def test_every_question_is_answered_later_as_it_was_answered_then(plan: RandomPlan) -> None:
    then = {name: shown(card) for name, card in ask_everything(plan, NOW).items()}
    everything_goes_on(plan)
    later = ask_everything(plan, LATER + timedelta(days=1), at=NOW.isoformat())
    for name, card in then.items():
        assert shown(later[name]) == card, name
    today = ask_everything(plan, LATER + timedelta(days=1))
    assert any(today[name].notice != card.notice for name, card in then.items())


def test_a_list_opened_later_has_as_many_lines_as_its_number_said(plan: RandomPlan) -> None:
    (card,) = typed(plan.session, plan.chair, "summary").say
    said = {b.label: b for b in _numbers(card)}
    everything_goes_on(plan)
    for label, button in said.items():
        (listed,) = press(plan.session, plan.chair, button, now=LATER).say
        count = label.split()[0]
        assert f": {count} action" in listed.notice, label


def _numbers(card: Message) -> list[Button]:
    blocks = [block for block in card.blocks if isinstance(block, Buttons)]
    return [b for block in blocks for b in block.buttons if b.verb == "inquiry.list"]


def test_a_day_is_said_in_words_and_each_answer_says_as_at_when(asked: Session) -> None:
    plan = RandomPlan(asked, 1)
    plan.go_on(NOW - timedelta(days=2))
    today = only(typed(asked, plan.chair, "summary"))
    assert "As at Friday 10 November, 2.15 pm." in read(today)
    past = only(typed(asked, plan.chair, "summary as at 25 october"))
    assert "As at Wednesday 25 October, 11.59 pm." in read(past)
    timed = only(typed(asked, plan.chair, "what was red on 25 october at 9.30 pm"))
    assert "As at Wednesday 25 October, 9.30 pm." in read(timed)
    at = datetime(2023, 10, 25, 20, 30, tzinfo=UTC)
    found = answer_of(asked, plan.chair, "rated", at=at.isoformat())
    assert refs(found, "rated") == refs(
        answer_of(asked, plan.chair, "rated", when="25 Oct"), "rated"
    )


def test_the_last_board_is_a_day_and_what_came_before_the_record_says_so(asked: Session) -> None:
    plan = RandomPlan(asked, 1)
    last = only(typed(asked, plan.chair, "summary as at the last board"))
    assert "As at Wednesday 25 October, 11.59 pm." in read(last)
    early = read(only(typed(asked, plan.chair, "summary as at 1 august")))
    assert "The record begins on Friday 1 September, 9 am; this is the plan as it came in." in early
    before = only(typed(asked, plan.chair, "summary as at the last board", now=THEN))
    assert before.notice == "No Board has met yet, so there is no such day to look back to."


@pytest.mark.parametrize("words", ["30 february", "the day before", "31/31", "20 november 2025"])
def test_a_day_that_is_none_or_to_come_is_refused_in_a_sentence(asked: Session, words: str) -> None:
    plan = RandomPlan(asked, 1, actions=4)
    reply = call("summary", asking(asked, plan.chair, {"when": words}))
    assert only(reply).notice.startswith("A past day was wanted, such as 6 October")


def test_a_line_of_a_past_list_opens_its_action_as_at_that_day(asked: Session) -> None:
    plan = RandomPlan(asked, 3)
    card = only(typed(asked, plan.chair, "what was red on 25 october"))
    opens = [b for block in card.blocks for b in _opens(block)]
    assert opens
    about = only(press(asked, plan.chair, opens[0]))
    assert about.kind == "about"
    assert "As at Wednesday 25 October, 11.59 pm." in read(about)
    assert "On track" not in [b.label for b in _labels(about)]
    assert THEN < NOW


def _opens(block: Block) -> list[Button]:
    items = getattr(block, "items", ())
    return [b for item in items for b in item.buttons if b.verb == "about"]


def _labels(message: Message) -> list[Button]:
    return [b for block in message.blocks if isinstance(block, Buttons) for b in block.buttons]
