"""The demo opens in the middle of October, and its clock brings the month to a signed report."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import House, ready
from bot.config import Settings
from bot.demo.opening import Demo, open_demo
from bot.web.courier import LocalCourier
from bot.web.local import State
from bot.web.people import holder, usual_guises
from models.cycle import Ask
from models.delivery import Occasion, OccasionState, Posted, Step
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.report import Report
from models.states import Role
from models.store import transaction
from models.update import Update, UpdateKind

MIDDLE = "Tuesday 2023-10-03 10:00"
BOARD = datetime(2023, 10, 25, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo stands in the middle of October."""
    folder = tmp_path_factory.mktemp("stage")
    demo = opened(folder)
    demo.keep()
    demo.close()
    return folder


@pytest.fixture
def demo(stage: Path, tmp_path: Path) -> Iterator[Demo]:
    """A demo of the test's own, in the middle of October."""
    demo = opened(copied(stage, tmp_path / "own"))
    yield demo
    demo.close()


def opened(folder: Path, *, seed: int = 1, empty: bool = False) -> Demo:
    partnership = Partnership()
    return open_demo(
        folder,
        LocalCourier(),
        partnership=partnership,
        prepare=lambda engine, clock: ready(House(Settings(), partnership, engine, clock)),
        seed=seed,
        empty=empty,
    )


def copied(stage: Path, folder: Path) -> Path:
    shutil.copytree(stage, folder)
    return folder


def local_time(demo: Demo) -> str:
    at = demo.living.clock.now().astimezone(demo.living.partnership.zone)
    return f"{at:%A %Y-%m-%d %H:%M}"


def steps(demo: Demo) -> list[State]:
    with transaction(demo.engine) as session:
        return [step.state for step in demo.story.steps(session)]


def report(demo: Demo) -> Report | None:
    with transaction(demo.engine) as session:
        found = session.scalar(select(Report).order_by(Report.id.desc()).limit(1))
        session.expunge_all()
        return found


def chair(demo: Demo) -> int:
    today = demo.living.clock.now().date()
    with transaction(demo.engine) as session:
        person = holder(session, Role.CHAIR, today)
        assert person is not None
        return person.id


def test_it_opens_in_the_middle_of_the_story(demo: Demo) -> None:
    assert local_time(demo) == MIDDLE
    assert steps(demo) == [State.NOW, State.LATER, State.LATER]


def test_a_real_plan_of_56_actions_is_asked_for_43_of_them_open(demo: Demo) -> None:
    with transaction(demo.engine) as session:
        assert session.scalar(select(func.count(Action.id))) == 56
        assert session.scalar(select(func.count(Ask.id))) == 43


def test_some_have_answered_and_those_offered_to_the_visitor_have_not(demo: Demo) -> None:
    today = demo.living.clock.now().date()
    with transaction(demo.engine) as session:
        guises = {guise.person.id for guise in usual_guises(session, today)}
        said = select(Update.author_id).where(Update.kind != UpdateKind.IMPORT)
        authors = set(session.scalars(said))
        asked = set(session.scalars(select(Ask.asked_id)))
    assert len(authors - {None}) > 10
    assert not guises & authors
    assert len(guises & asked) >= 3


def test_the_clock_offers_what_lies_ahead(demo: Demo) -> None:
    with transaction(demo.engine) as session:
        moves = [(move.key, move.to) for move in demo.story.moves(session)]
    assert moves == [
        ("day", "Wednesday 4 October, 9 am"),
        ("cut_off", "Friday 6 October, 5 pm"),
        ("sign_off", "Monday 16 October, 9 am"),
        ("board", "Wednesday 25 October, 9 am"),
    ]


def test_nobody_answers_for_whom_the_visitor_plays(demo: Demo) -> None:
    with transaction(demo.engine) as session:
        waiting = session.scalars(
            select(Person.id)
            .join(Ask, Ask.asked_id == Person.id)
            .where(Person.id.not_in(select(Update.author_id).where(Update.author_id.is_not(None))))
        ).all()
    for person_id in waiting:
        demo.story.become(person_id)
    demo.story.move("cut_off")
    with transaction(demo.engine) as session:
        authors = set(session.scalars(select(Update.author_id)))
    assert not authors & set(waiting)
    assert steps(demo)[1] is State.DONE


def test_left_alone_the_month_ends_with_a_signed_report_in_the_boards_channel(demo: Demo) -> None:
    demo.story.move("board")
    found = report(demo)
    assert found is not None
    assert found.signed_at is not None
    assert found.issued_at is not None
    assert local_time(demo) == "Wednesday 2023-10-25 09:00"
    with transaction(demo.engine) as session:
        cards = session.scalars(select(Posted).where(Posted.conversation == "channel:board")).all()
        assert [card.kind for card in cards] == ["board_card"]
    assert steps(demo)[2] is State.DONE


def test_the_clock_stops_where_the_report_waits_for_the_visitors_own_word(demo: Demo) -> None:
    demo.story.become(chair(demo))
    demo.story.move("board")
    assert local_time(demo) == "Monday 2023-10-16 09:00"
    found = report(demo)
    assert found is None or found.signed_at is None


def test_whoever_does_not_sign_keeps_the_report_from_going_out(demo: Demo) -> None:
    demo.story.become(chair(demo))
    stops = []
    while demo.living.clock.now() < BOARD:
        demo.story.move("board")
        stops.append(local_time(demo))
    assert stops[:2] == ["Monday 2023-10-16 09:00", "Tuesday 2023-10-17 10:00"]
    assert stops[-1] == "Wednesday 2023-10-25 09:00"
    found = report(demo)
    assert found is None or found.issued_at is None


def test_a_kept_demo_goes_on_where_it_was_left(stage: Path, tmp_path: Path) -> None:
    folder = copied(stage, tmp_path / "kept")
    first = opened(folder)
    first.story.become(chair(first))
    first.story.move("day")
    first.keep()
    first.close()
    again = opened(folder)
    assert local_time(again) == "Wednesday 2023-10-04 09:00"
    assert again.living.played == first.living.played
    again.story.move("cut_off")
    with transaction(again.engine) as session:
        twice = session.execute(
            select(Occasion.person_id, Occasion.cycle_id, func.count())
            .where(Occasion.step == Step.ASK, Occasion.state == OccasionState.SENT)
            .group_by(Occasion.person_id, Occasion.cycle_id)
            .having(func.count() > 1)
        ).all()
    assert twice == []
    again.close()


def test_the_same_seed_plays_the_same_month(tmp_path: Path) -> None:
    said = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        demo = opened(tmp_path / name, seed=7)
        with transaction(demo.engine) as session:
            rows = session.scalars(select(Update).order_by(Update.id))
            said.append([(u.action_id, u.rating, u.words, u.reason) for u in rows])
        demo.close()
    assert said[0] == said[1]


def test_an_empty_demo_begins_with_bringing_the_plan_in(tmp_path: Path) -> None:
    demo = opened(tmp_path, empty=True)
    with transaction(demo.engine) as session:
        assert session.scalar(select(func.count(Action.id))) == 0
        told = [(step.title, step.state) for step in demo.story.steps(session)]
    demo.close()
    assert told == [("Bring the plan in", State.NOW), ("Say when the Board meets", State.LATER)]
