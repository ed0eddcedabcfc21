"""How actions stand at an instant, read from the record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.calendar import plan_cycle
from models.cycle import Ask
from models.partnership import Partnership
from models.people import Person
from models.plan import Action, ActionChange, ChangeKind
from models.standing import standings
from models.states import Mark, Rating, Stage
from models.update import Update, UpdateKind
from tests.world import LONG_AGO, World

NOW = datetime(2023, 10, 12, 9, tzinfo=UTC)
HERE = Partnership()
OCTOBER = plan_cycle(date(2023, 10, 25))


def update(
    world: World, action: Action, author: Person, *, at: datetime, serial: int = 1, **columns: Any
) -> Update:
    row = Update(
        action_id=action.id,
        series="2023-10",
        serial=serial,
        kind=columns.pop("kind", UpdateKind.ANSWER),
        author_id=author.id,
        door="local",
        received_at=at,
        **columns,
    )
    world.session.add(row)
    world.session.flush()
    return row


def test_an_action_is_rated_by_what_its_owner_said_last(session: Session) -> None:
    world = World(session)
    owner = world.person("Annual Review Manager")
    action = world.action("6.3", owner=owner, due=date(2024, 12, 20))
    update(world, action, owner, at=datetime(2023, 10, 2, 9, tzinfo=UTC), rating=Rating.AMBER)
    standing = standings(session, world.plan.id, NOW, HERE)[action.id]
    assert standing.ratings.owner.value is Rating.AMBER
    assert standing.ratings.value is Rating.AMBER


def test_a_correction_takes_the_place_of_what_it_corrects(session: Session) -> None:
    world = World(session)
    owner = world.person("Annual Review Manager")
    action = world.action("6.3", owner=owner)
    first = update(world, action, owner, at=datetime(2023, 10, 2, 9, tzinfo=UTC), rating=Rating.RED)
    update(
        world,
        action,
        owner,
        at=datetime(2023, 10, 3, 9, tzinfo=UTC),
        rating=Rating.GREEN,
        serial=2,
        kind=UpdateKind.CORRECTION,
        replaces_id=first.id,
    )
    then = standings(session, world.plan.id, datetime(2023, 10, 2, 12, tzinfo=UTC), HERE)
    assert then[action.id].ratings.value is Rating.RED
    assert standings(session, world.plan.id, NOW, HERE)[action.id].ratings.value is Rating.GREEN


def test_silence_after_the_cut_off_makes_an_action_stale(session: Session) -> None:
    world = World(session)
    owner = world.person("Annual Review Manager")
    action = world.action("6.3", owner=owner)
    cycle = world.cycle(OCTOBER.days())
    session.add(
        Ask(
            cycle_id=cycle.id,
            action_id=action.id,
            owner_id=owner.id,
            asked_id=owner.id,
            made_at=NOW,
            delivered_at=datetime(2023, 9, 29, 8, tzinfo=UTC),
        )
    )
    session.flush()
    standing = standings(session, world.plan.id, NOW, HERE)[action.id]
    assert Mark.STALE in standing.ratings.marks
    assert standing.ratings.value is Rating.AMBER


def test_a_past_day_is_read_with_later_changes_taken_back(session: Session) -> None:
    world = World(session)
    owner = world.person("Annual Review Manager")
    action = world.action("6.3", owner=owner, due=date(2024, 3, 28), stage=Stage.DELIVERED)
    session.add_all(
        [
            ActionChange(
                action_id=action.id,
                at=datetime(2023, 10, 10, 9, tzinfo=UTC),
                kind=ChangeKind.PROGRESS,
                field="stage",
                before="in_progress",
                after="delivered",
            ),
            ActionChange(
                action_id=action.id,
                at=datetime(2023, 10, 11, 9, tzinfo=UTC),
                kind=ChangeKind.MOVE,
                field="due",
                before="2024-01-31",
                after="2024-03-28",
            ),
        ]
    )
    session.flush()
    then = standings(session, world.plan.id, datetime(2023, 10, 9, tzinfo=UTC), HERE)[action.id]
    now = standings(session, world.plan.id, NOW, HERE)[action.id]
    assert (then.action.stage, then.action.due, then.action.moves) == (
        Stage.IN_PROGRESS,
        date(2024, 1, 31),
        0,
    )
    assert (now.action.stage, now.action.moves) == (Stage.DELIVERED, 1)
    assert now.action.original_due == date(2024, 3, 28)


def test_an_action_that_was_added_later_was_not_there_before(session: Session) -> None:
    world = World(session)
    action = world.action("6.3", owner=None)
    session.add(
        ActionChange(
            action_id=action.id,
            at=datetime(2023, 10, 10, 9, tzinfo=UTC),
            kind=ChangeKind.IMPORT,
            field="stage",
            before=None,
            after="in_progress",
        )
    )
    session.flush()
    assert standings(session, world.plan.id, datetime(2023, 10, 9, tzinfo=UTC), HERE) == {}
    assert set(standings(session, world.plan.id, NOW, HERE)) == {action.id}


def test_of_a_day_before_the_record_began_the_plan_is_told_as_it_came_in(
    session: Session,
) -> None:
    world = World(session)
    owner = world.person("Annual Review Manager")
    action = world.action("6.3", owner=owner)
    session.add(
        ActionChange(
            action_id=action.id,
            at=LONG_AGO,
            kind=ChangeKind.IMPORT,
            field="stage",
            before=None,
            after="in_progress",
        )
    )
    update(world, action, owner, at=LONG_AGO, rating=Rating.AMBER, kind=UpdateKind.IMPORT, serial=9)
    before = datetime(2023, 8, 1, tzinfo=UTC)
    standing = standings(session, world.plan.id, before, HERE)[action.id]
    assert standing.ratings.value is Rating.AMBER
