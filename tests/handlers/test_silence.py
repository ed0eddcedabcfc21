"""The ledger in chat: who may see it, what it says, and that it is no league table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.silence import ledger
from handlers.silence_lists import rates
from handlers.wording.escalations import STATE_WORDS
from models.calendar import plan_cycle
from models.cycle import Ask, Cycle, WhyNotAsked
from models.delivery import Occasion, OccasionState, Posted, Step
from models.people import Person
from models.states import Role, Silence
from models.store import transaction
from models.update import Update, UpdateKind
from tests.handlers.doing import HERE, do, notice
from tests.world import World

ASKED = datetime(2023, 9, 29, 8, tzinfo=UTC)
AFTER = datetime(2023, 10, 9, 9, tzinfo=UTC)


class Told:
    """A cycle after its cut-off, with an ask in each state."""

    def __init__(self, session: Session) -> None:
        world = World(session)
        self.session = session
        self.officer = world.person("Programme Officer")
        world.role(self.officer, Role.PROGRAMME_OFFICE)
        self.lead = world.person("Area Lead")
        self.other_lead = world.person("Other Lead")
        world.area("6", lead=self.lead)
        world.area("7", lead=self.other_lead)
        self.owner = world.person("Assessment Manager")
        nhs = world.person("Nurse Lead", at=world.organisation("NHS"))
        planned = plan_cycle(date(2023, 10, 25))
        self.cycle: Cycle = world.cycle(planned.days(), planned.code)
        self._ask(world, "6.1", self.owner, delivered=True)
        self._ask(world, "6.2", self.owner, delivered=True, opened=True)
        self._ask(world, "6.3", nhs, answered=timedelta(days=2))
        self._ask(world, "6.4", nhs, answered=timedelta(days=9))
        self._ask(world, "6.5", self.owner, answered=timedelta(days=2), rating="red")
        self._ask(world, "7.1", self.owner)
        self._ask(world, "7.2", self.owner, why_not=WhyNotAsked.VACANT)
        self._ask(world, "7.3", self.owner, why_not=WhyNotAsked.ABSENT)
        session.flush()

    def _ask(
        self,
        world: World,
        ref: str,
        owner: Person,
        *,
        delivered: bool = False,
        opened: bool = False,
        answered: timedelta | None = None,
        rating: str = "green",
        why_not: WhyNotAsked | None = None,
    ) -> None:
        action = world.action(ref, owner=owner)
        has_arrived = delivered or answered is not None
        self.session.add(
            Ask(
                cycle_id=self.cycle.id,
                action_id=action.id,
                owner_id=owner.id,
                asked_id=None if why_not else owner.id,
                why_not=why_not,
                made_at=ASKED,
                delivered_at=ASKED if has_arrived else None,
                opened_at=ASKED + timedelta(hours=2) if opened else None,
            )
        )
        if answered is not None:
            at = ASKED + answered
            self.session.add(
                Update(
                    action_id=action.id, cycle_id=self.cycle.id, series="2023-10",
                    serial=action.position, kind=UpdateKind.ANSWER, author_id=owner.id,
                    door="local", rating=rating, received_at=at, late=answered.days > 7,
                )
            )  # fmt: skip


@pytest.fixture
def session(engine: Engine) -> object:
    with transaction(engine) as opened:
        yield opened


@pytest.fixture
def told(session: Session) -> Told:
    return Told(session)


def test_each_action_has_its_state(told: Told) -> None:
    entries = ledger(told.session, told.cycle, now=AFTER, partnership=HERE)
    assert {e.action.ref: e.state for e in entries} == {
        "6.1": Silence.DELIVERED,
        "6.2": Silence.OPENED,
        "6.3": Silence.ANSWERED,
        "6.4": Silence.LATE,
        "6.5": Silence.WORDS_AWAITED,
        "7.1": Silence.NOT_DELIVERED,
        "7.2": Silence.VACANT,
        "7.3": Silence.ABSENT,
    }
    assert [e.action.ref for e in entries if e.is_silent] == ["6.1", "6.2"]


def test_rates_are_of_organisations_and_leave_out_who_could_not_be_asked(told: Told) -> None:
    entries = ledger(told.session, told.cycle, now=AFTER, partnership=HERE)
    assert [(r.organisation, r.answered, r.asked) for r in rates(entries)] == [
        ("County Council", 1, 4),
        ("NHS", 2, 2),
    ]


def test_the_programme_office_sees_all_and_no_names(told: Told) -> None:
    reply = do(told.session, "silence", by=told.officer, at=AFTER)
    assert notice(reply) == "2023-10: 3 of 8 answers are in."
    said = str(reply.say[0])
    assert "7.2" in said
    assert told.owner.name not in said
    assert "Nurse Lead" not in said


def test_an_area_lead_sees_their_own_areas_only(told: Told) -> None:
    said = str(do(told.session, "silence", by=told.other_lead, at=AFTER).say[0])
    assert "7.1" in said
    assert "6.1" not in said


def test_an_owner_does_not_see_who_has_not_answered(told: Told) -> None:
    reply = do(told.session, "silence", by=told.owner, at=AFTER)
    assert "programme office" in notice(reply)
    assert "6.1" not in str(reply.say[0])


def test_every_state_has_its_words() -> None:
    assert set(STATE_WORDS) == set(Silence)


def test_the_ledger_says_by_which_way_an_ask_came_and_why_not_by_another(told: Told) -> None:
    ask = told.session.scalars(select(Ask).where(Ask.delivered_at.is_not(None))).first()
    assert ask is not None
    posted = Posted(
        platform="teams",
        conversation="19:a",
        platform_id="1",
        person_id=ask.asked_id,
        cycle_id=told.cycle.id,
        kind="ask",
        message={},
        at=ask.delivered_at,
    )
    told.session.add(posted)
    told.session.flush()
    asked = select(Occasion).where(Occasion.person_id == ask.asked_id, Occasion.step == Step.ASK)
    occasion = told.session.scalar(asked) or Occasion(
        key="ask:x", opaque="x", step=Step.ASK, person_id=ask.asked_id, cycle_id=told.cycle.id,
        about={}, local_day=AFTER.date(), due_at=ask.delivered_at, made_at=ask.delivered_at,
    )  # fmt: skip
    occasion.state, occasion.settled_at = OccasionState.SENT, ask.delivered_at
    occasion.posted_id, occasion.why = posted.id, "Reached by Teams, since Slack refused."
    told.session.add(occasion)
    told.session.flush()
    entries = ledger(told.session, told.cycle, now=AFTER, partnership=HERE)
    (entry,) = [e for e in entries if e.action.id == ask.action_id]
    assert (entry.reached_by, entry.why) == ("teams", "Reached by Teams, since Slack refused.")
