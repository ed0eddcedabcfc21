"""Nudges: shown first, who is left out and why, and what becomes of them when they leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.verbs import call
from models.challenge import Nudge
from models.cycle import Ask, WhyNotAsked
from models.delivery import Heard, Occasion, OccasionState, Step
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from scheduler.compose import compose
from scheduler.verdict import Cancel, Say, Wait
from tests.handlers.doing import asking, notice
from tests.handlers.moderating.desk import Desk, buttons, press, type_line, words

HERE = Partnership()
MORNING = datetime.fromisoformat("2023-10-04T08:30:00+00:00")
"""Wednesday 4 October 2023, 9.30 am in London: collection is open."""


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def nudge(desk: Desk, line: str = "nudge silent", *, by: Person | None = None,
          at: datetime = MORNING) -> Message:  # fmt: skip
    (message,) = type_line(desk.session, line, by=by or desk.chair, at=at).say
    return message


def send(desk: Desk, shown: Message, *, at: datetime = MORNING) -> Message:
    (pressed,) = [b for b in buttons(shown) if b.verb == "nudge.send"]
    (message,) = press(desk.session, pressed, by=desk.chair, at=at).say
    return message


def owed(desk: Desk) -> list[Occasion]:
    rows = select(Occasion).where(Occasion.step == Step.NUDGE).order_by(Occasion.id)
    return list(desk.session.scalars(rows))


def said_today(desk: Desk, person: Person, step: Step, **columns: Any) -> None:
    """Something that a person was sent on that day."""
    desk.session.add(
        Occasion(
            **{"key": f"test:{step}:{person.id}:{columns.get('key', '')}", "step": step,
               "person_id": person.id, "opaque": f"{step}{person.id}{columns.get('key', '')}",
               "local_day": date(2023, 10, 4), "due_at": MORNING, "made_at": MORNING,
               "state": OccasionState.SENT, "settled_at": MORNING}
            | {k: v for k, v in columns.items() if k != "key"}
        )
    )  # fmt: skip
    desk.session.flush()


def test_a_nudge_shows_first_who_would_get_what_and_sends_nothing(desk: Desk) -> None:
    desk.asked("6.1", "amber", words="Two left.", recovery="Two start.")
    desk.asked("6.2")
    desk.asked("6.3")
    desk.asked("7.1", owner=desk.person("Commissioning Director"))
    shown = nudge(desk)
    assert shown.notice == (
        "Two people would be nudged about three actions: silent. Nothing is sent yet."
    )
    said = words(shown)
    assert "Annual Review Manager: 6.2 and 6.3, now" in said
    assert "Answered already: 6.1" in said
    assert owed(desk) == []
    assert desk.session.scalars(select(Nudge)).all() == []


def test_it_reaches_only_the_group(desk: Desk) -> None:
    desk.asked("6.1", due=date(2023, 9, 29))
    desk.asked("6.2", owner=desk.person("Second"), due=date(2023, 7, 3))
    desk.asked("7.1", owner=desk.person("Third"), due=date(2023, 7, 3))
    said = words(nudge(desk, "nudge red and silent in area 6"))
    assert "Second: 6.2" in said
    assert "6.1" not in said
    assert "7.1" not in said


def test_left_out_are_the_asked_the_away_the_answered_and_the_full(desk: Desk) -> None:
    asked, away, full, put_off = (
        desk.person(name) for name in ("Asked", "Away", "Full", "Put Off")
    )
    for ref, owner in (("6.1", asked), ("6.2", away), ("6.3", full), ("6.4", put_off)):
        desk.asked(ref, owner=owner)
    desk.asked("6.5", owner=desk.person("Vacant", is_vacant=True))
    said_today(desk, asked, Step.REMINDER)
    desk.away(away, date(2023, 10, 2), date(2023, 10, 13))
    said_today(desk, full, Step.DUE_SOON, key="a")
    said_today(desk, full, Step.VACANT, key="b")
    row = desk.session.scalars(select(Ask).where(Ask.asked_id == put_off.id)).one()
    row.snoozed_until = date(2023, 10, 5)
    vacant = desk.session.scalars(select(Ask).where(Ask.action_id == ref_id(desk, "6.5"))).one()
    vacant.why_not, vacant.asked_id = WhyNotAsked.VACANT, None
    desk.session.flush()
    shown = nudge(desk)
    assert shown.notice == "Nobody is left to nudge: silent."
    said = words(shown)
    for line in (
        "Asked today: 6.1",
        "Away, and nobody stands in: 6.2",
        "Had the day's messages already: 6.3",
        "Asked to be asked on Thursday 5 October: 6.4",
        "The post is vacant: 6.5",
    ):
        assert line in said, said


def ref_id(desk: Desk, ref: str) -> int:
    return desk.session.scalars(select(Action.id).where(Action.ref == ref)).one()


def test_sending_owes_each_one_and_keeps_whom_it_was_for(desk: Desk) -> None:
    desk.asked("6.2")
    desk.asked("6.3")
    sent = send(desk, nudge(desk, "nudge silent in area 6"))
    assert sent.notice == "One nudge is on the way: silent in area 6."
    (occasion,) = owed(desk)
    assert occasion.person_id == desk.owner.id
    row = desk.session.scalars(select(Nudge)).one()
    assert row.group == {"ratings": [], "areas": ["6"], "refs": []}
    assert row.reaches == {str(desk.owner.id): [ref_id(desk, "6.2"), ref_id(desk, "6.3")]}


def test_a_second_nudge_on_the_same_day_reaches_nobody(desk: Desk) -> None:
    desk.asked("6.2")
    shown = nudge(desk)
    send(desk, shown)
    again = send(desk, shown)
    assert again.notice == "Nobody is left to nudge, so nothing was sent."
    assert "Asked today: 6.2" in words(again)
    assert len(owed(desk)) == 1


def test_it_is_made_when_it_leaves_and_none_goes_to_who_answered_meanwhile(desk: Desk) -> None:
    first, second = desk.asked("6.2"), desk.asked("6.3")
    send(desk, nudge(desk))
    (occasion,) = owed(desk)
    desk.says(first, "green", words="Fine.", received_at=MORNING)
    verdict = compose(desk.session, occasion, now=MORNING, partnership=HERE)
    assert isinstance(verdict, Say)
    assert verdict.message.notice == "6.3 is still open: by Friday 6 October, 5 pm."
    assert "The chair asks how it stands." in words(verdict.message)
    desk.says(second, "green", words="Fine.", received_at=MORNING)
    verdict = compose(desk.session, occasion, now=MORNING, partnership=HERE)
    assert isinstance(verdict, Cancel)


def test_it_counts_among_the_messages_of_the_day(desk: Desk) -> None:
    desk.asked("6.2")
    send(desk, nudge(desk))
    (occasion,) = owed(desk)
    said_today(desk, desk.owner, Step.DUE_SOON, key="a")
    said_today(desk, desk.owner, Step.OVERDUE, key="b")
    verdict = compose(desk.session, occasion, now=MORNING, partnership=HERE)
    assert isinstance(verdict, Wait)
    assert verdict.day == date(2023, 10, 5)


def test_out_of_hours_it_waits_for_their_next_hour(desk: Desk) -> None:
    desk.asked("6.2")
    saturday = datetime.fromisoformat("2023-10-07T10:00:00+00:00")
    shown = nudge(desk, at=saturday)
    assert "6.2, on Monday 9 October, 9 am" in words(shown)
    send(desk, shown, at=saturday)
    assert owed(desk)[0].local_day == date(2023, 10, 9)


def test_words_of_the_sender_go_along(desk: Desk) -> None:
    desk.asked("6.2")
    line = "nudge silent: The Board meets early this month."
    heard = Heard(key="k", platform="local", conversation="person:1", kind="line",
                  person_id=desk.chair.id, body={"words": line}, at=MORNING)  # fmt: skip
    desk.session.add(heard)
    desk.session.flush()
    request = replace(asking(desk.session, desk.chair, at=MORNING), words=line, heard_id=heard.id)
    (shown,) = call("typed", request).say
    assert 'You say to them: "The Board meets early this month."' in words(shown)
    send(desk, shown)
    verdict = compose(desk.session, owed(desk)[0], now=MORNING, partnership=HERE)
    assert isinstance(verdict, Say)
    assert 'The chair writes: "The Board meets early this month."' in words(verdict.message)


def test_an_area_lead_nudges_in_their_own_areas_only(desk: Desk) -> None:
    desk.asked("6.2")
    desk.asked("7.1", owner=desk.person("Commissioning Director"))
    said = words(nudge(desk, by=desk.lead))
    assert "6.2" in said
    assert "7.1" not in said
    assert nudge(desk, by=desk.owner).notice.startswith("Only the area lead, the programme office")


def test_what_is_not_understood_prepares_nothing(desk: Desk) -> None:
    desk.asked("6.2")
    assert nudge(desk, "nudge purple ones").notice.startswith("I could not place “purple”")


def test_between_two_cycles_nobody_is_asked_for_anything(desk: Desk) -> None:
    reply = type_line(desk.session, "nudge silent", by=desk.chair,
                      at=datetime.fromisoformat("2023-11-20T10:00:00+00:00"))  # fmt: skip
    assert notice(reply) == "No cycle is open now, so nobody is asked for an update."


@pytest.mark.parametrize(
    "line",
    ["2.4 amber, we chase the supplier", "chase the supplier for 6.2", "6.2 the prod is out"],
)
def test_an_owner_who_writes_of_chasing_nudges_nobody(desk: Desk, line: str) -> None:
    desk.asked("6.2")
    replies = type_line(desk.session, line, by=desk.owner, at=MORNING).say
    assert not any("nudge" in message.notice for message in replies)
