"""Whatever anybody tries in any order: nothing forbidden, nobody approves their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import select

from handlers.changing.weighing import who_asked
from models.audit import AuditEvent, first_fault
from models.change import ChangeRequest, ChangeStep, Handover, HandoverState
from models.change_rules import may_follow
from models.change_states import APPROVALS, SETTLED
from models.people import Person
from models.plan import Action, ActionChange, ChangeKind, PlanVersion
from models.states import Role
from tests.handlers.changing.desk import Desk

TOPICS = ("due", "due", "due", "owner", "suspend", "resume", "withdraw", "scope", "monitoring")
VERBS = ("recommend", "return", "resubmit", "withdraw", *("external",) * 3, *("decide",) * 8)
DECISIONS = ("approve", "approve", "approve", "refuse")
ACTS = 300
ENDS = frozenset({"agreed", "refused", "withdrawn"})


class Crowd:
    """People who try everything, many of whom hold several roles."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, Random(seed)  # noqa: S311 - a story, no secret
        desk.world.role(desk.lead, Role.CHAIR)
        desk.world.role(desk.owner, Role.PROGRAMME_OFFICE)
        desk.locally("5.1")
        self.people: tuple[Person, ...] = (
            *(desk.owner, desk.deputy, desk.other, desk.lead, desk.chair, desk.second),
            *(desk.office, desk.secretary, desk.colleague, desk.nurse),
            *(desk.chair, desk.second, desk.secretary, desk.office, desk.owner),
        )

        self.deciders = (
            *(("area_lead", desk.lead), ("chair", desk.chair), ("pdg", desk.second)),
            *(("pdg", desk.chair), ("board", desk.secretary), ("board", desk.secretary)),
        )

    def live(self) -> None:
        """One act after the other, with hours between them."""
        for _ in range(ACTS):
            self.desk.now += timedelta(hours=self.chance.choice((1, 1, 24)))
            self.chance.choice((self.ask, self.ask, self.step, self.step, self.step, self.answer))()

    def somebody(self) -> Person:
        """Anybody at all."""
        return self.chance.choice(self.people)

    def ask(self) -> None:
        """Somebody asks for something."""
        ref = self.chance.choice(("5.1", "6.1", "7.4"))
        coming = date(2024, 1, 31) + timedelta(days=self.chance.randrange(300))
        topic = self.chance.choice(TOPICS)
        to = self.chance.choice(("local", "formal")) if topic == "monitoring" else coming
        self.desk.change(
            "save", self.somebody(), topic=topic, ref=ref, to=to, review_on=coming,
            person=self.somebody().email, title=f"Title {coming}", reason="so", impact="some",
        )  # fmt: skip

    def step(self) -> None:
        """Somebody does something with some request, whatever its state; mostly an open one."""
        rows = self.desk.session.execute(select(ChangeRequest.id, ChangeRequest.state)).all()
        open_ones = [row.id for row in rows if row.state not in ENDS]
        ids = open_ones or [row.id for row in rows]
        if not ids:
            return
        verb = self.chance.choice(VERBS)
        later = date(2024, 1, 31) + timedelta(days=self.chance.randrange(300))
        level, by = self.chance.choice(self.deciders)
        who = self.chance.choice((by, by, self.somebody()))
        self.desk.change(
            verb, who, request=self.chance.choice(ids), reason="so", minute="item 4",
            level=level,
            decision="agree" if verb == "external" else self.chance.choice(DECISIONS),
            source="letter", body="Department", on="2023-09-28", to=later, review_on=later,
            person=self.somebody().email, title=f"Title {later}", impact="some",
        )  # fmt: skip

    def answer(self) -> None:
        """Somebody answers some offer."""
        ids = self.desk.session.scalars(select(Handover.id)).all()
        if ids:
            verb = self.chance.choice(("accept", "accept", "decline"))
            by = self.chance.choice((self.desk.offered().to, self.somebody()))
            self.desk.change(verb, by, handover=ids[-1], reason="so")


@pytest.mark.parametrize("seed", range(6))
def test_no_forbidden_state_is_reached_and_nobody_approves_their_own(desk: Desk, seed: int) -> None:
    first = {a.id: a.original_due for a in desk.session.scalars(select(Action))}
    Crowd(desk, seed).live()
    requests = desk.session.scalars(select(ChangeRequest)).all()
    for asked in requests:
        _require_lawful(desk, asked)
    assert any(asked.state == "agreed" for asked in requests)
    actions = desk.session.scalars(select(Action)).all()
    assert {action.id: action.original_due for action in actions} == first
    _require_counts(desk, requests)
    events = desk.session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
    assert first_fault(events) is None


def _require_lawful(desk: Desk, asked: ChangeRequest) -> None:
    desk.session.refresh(asked)
    steps = desk.session.scalars(
        select(ChangeStep).where(ChangeStep.request_id == asked.id).order_by(ChangeStep.id)
    ).all()
    states = [step.state for step in steps]
    assert states[0] == "submitted"
    assert all(may_follow(before, after) for before, after in pairwise(states))
    assert asked.state is states[-1]
    assert (asked.settled_at is not None) == (asked.state in SETTLED)
    own = who_asked(desk.session, asked)
    for step in steps:
        if step.state in APPROVALS or step.external_body:
            assert step.by_id not in own


def _require_counts(desk: Desk, requests: Sequence[ChangeRequest]) -> None:
    agreed = [r for r in requests if r.state == "agreed"]
    rows = desk.session.scalars(select(ActionChange)).all()
    moves = [r for r in rows if r.kind is ChangeKind.MOVE]
    assert len(moves) == sum(r.topic == "due" for r in agreed)
    direct = select(Handover).where(
        Handover.request_id.is_(None), Handover.state == HandoverState.ACCEPTED
    )
    versions = len(desk.session.scalars(select(PlanVersion)).all())
    assert versions == 1 + len(agreed) + len(desk.session.scalars(direct).all())
    open_ones = [(r.action_id, r.topic) for r in requests if r.state not in SETTLED]
    assert len(open_ones) == len(set(open_ones))
