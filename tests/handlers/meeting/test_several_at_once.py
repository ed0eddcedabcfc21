"""Several people at the same moment: one meeting, one decision, each number once, a whole chain."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.audit import AuditEvent, first_fault
from models.meeting import Decision, Meeting, MeetingAction
from models.people import Person
from models.store import transaction
from tests.handlers.doing import do
from tests.handlers.meeting.room import Room

Ask = tuple[int, str, dict[str, str]]


@pytest.fixture
def room(engine: Engine) -> Room:
    """A room whose plan is committed."""
    with Session(engine, expire_on_commit=False) as session:
        made = Room(session)
        session.commit()
    return made


def all_at_once(engine: Engine, room: Room, asks: list[Ask]) -> list[str]:
    """What each of them is told, who all press at one moment, each in a transaction."""
    barrier = Barrier(len(asks))

    def press(ask: Ask) -> str:
        person_id, verb, fields = ask
        barrier.wait()
        with transaction(engine) as session:
            by = session.get_one(Person, person_id)
            press: Callable[..., object] = do
            reply = press(session, verb, by=by, at=room.now, **fields)
            return str(reply)

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(press, asks))


def chain_is_whole(engine: Engine) -> bool:
    with transaction(engine) as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
        return first_fault(events) is None


def opened(engine: Engine, room: Room) -> dict[str, str]:
    """The open meeting, and its first item, as a form names them."""
    all_at_once(engine, room, [(room.chair.id, "meeting.open", {"body": "pdg"})])
    with transaction(engine) as session:
        meeting = session.scalars(select(Meeting)).one()
        return {"meeting": str(meeting.id), "item": str(meeting.items[0].id)}


def test_two_chairs_open_one_meeting(engine: Engine, room: Room) -> None:
    asks = [(who.id, "meeting.open", {"body": "pdg"}) for who in (room.chair, room.second)]
    told = all_at_once(engine, room, asks)
    assert sum("is open already" in words for words in told) == 1
    with transaction(engine) as session:
        assert len(session.scalars(select(Meeting)).all()) == 1
    assert chain_is_whole(engine)


def test_of_two_who_decide_one_item_one_is_told_what_stands(engine: Engine, room: Room) -> None:
    item = opened(engine, room)
    told = all_at_once(
        engine,
        room,
        [
            (room.chair.id, "meeting.decide", {**item, "words": "Cover until March."}),
            (room.second.id, "meeting.decide", {**item, "words": "Cover until May."}),
        ],
    )
    assert sum("Nothing of yours is recorded." in words for words in told) == 1
    with transaction(engine) as session:
        (decision,) = session.scalars(select(Decision)).all()
        assert decision.number == 1
    assert chain_is_whole(engine)


def test_actions_that_are_minuted_at_once_have_each_their_own_reference(
    engine: Engine, room: Room
) -> None:
    item = opened(engine, room)
    fields = {**item, "owner": room.colleague.email or "", "due": "2023-11-10"}
    asks = [
        (who.id, "meeting.minute", {**fields, "words": f"Number {n}."})
        for n, who in enumerate((room.chair, room.second) * 3)
    ]
    all_at_once(engine, room, asks)
    with transaction(engine) as session:
        refs = session.scalars(select(MeetingAction.ref).order_by(MeetingAction.ref)).all()
        assert refs == [f"GA{n:03}" for n in range(1, 7)]
    assert chain_is_whole(engine)
