"""Random plans in a real database, in which what is counted can be counted by SQL as well.

Nobody is asked for updates here (so silence rates nothing), and an action that needs another is
moderated (so that being held up rates nothing): then a rating is the moderated one, else the worst
of the owner's, of how late it is, and of how late it is expected.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from models.base import Base
from models.calendar import plan_cycle
from models.change import ChangeRequest, ChangeTopic, RequestState
from models.cycle import Ask, WhyNotAsked
from models.evidence import EvidenceItem, EvidenceReview
from models.kpi import ActionKpi, Kpi, KpiObservation, KpiTarget
from models.people import Person
from models.plan import Action, ActionChange, ChangeKind
from models.states import EvidenceDecision, Level, Rating, Role, Stage
from models.update import Moderation, Update, UpdateKind
from tests.world import World

NOW = datetime(2023, 11, 10, 14, 15, tzinfo=UTC)
"""Friday 10 November 2023, a quarter past two in London."""
THEN = datetime(2023, 10, 25, 20, tzinfo=UTC)
"""Wednesday 25 October 2023, the evening of the Board."""
BOARD, NEXT = date(2023, 10, 25), date(2023, 11, 22)
STAGES = (
    *(Stage.IN_PROGRESS,) * 8,
    *(Stage.NOT_STARTED,) * 2,
    *(Stage.DELIVERED,) * 3,
    *(Stage.VERIFIED,) * 2,
    Stage.EMBEDDED,
    Stage.SUSPENDED,
    Stage.WITHDRAWN,
    Stage.SUPERSEDED,
)
RATINGS = (Rating.GREEN, Rating.AMBER, Rating.RED)
AREAS = ("1", "2", "3", "4")


class RandomPlan:
    """A plan that a seed decides, and ways to go on with it."""

    red: Action
    other: Action
    """Two that a test may name."""

    def __init__(self, session: Session, seed: int, *, actions: int = 24) -> None:
        self.session, self.random = session, random.Random(seed)  # noqa: S311 - no secret
        self.world = World(session)
        self.chair = self._office("Independent Chair", Role.CHAIR)
        self.office = self._office("Programme Office Co-ordinator", Role.PROGRAMME_OFFICE)
        self.verifier = self._office("Evidence Verifier", Role.VERIFIER)
        self.member = self._office("Board Member", Role.BOARD_MEMBER)
        leads = [self.world.person(f"Director {area}") for area in AREAS]
        for area, lead in zip(AREAS, leads, strict=True):
            self.world.area(area, lead=lead)
        self.owners = [self.world.person(f"Manager {n}") for n in range(7)]
        for board in (BOARD, NEXT):
            planned = plan_cycle(board)
            self.cycle = self.world.cycle(planned.days(), code=planned.code)
        self.serial = 0
        self.actions = [self._action(n) for n in range(actions)]
        self._needs()

    def _office(self, name: str, role: Role) -> Person:
        person = self.world.person(name)
        self.world.role(person, role)
        return person

    def _add(self, row: Base) -> None:
        self.session.add(row)
        self.session.flush()

    def _action(self, n: int) -> Action:
        pick = self.random
        stage = pick.choice(STAGES)
        due = pick.choice((None, *(THEN.date() + timedelta(pick.randint(-70, 120)),) * 9))
        is_done = stage.is_done
        action = self.world.action(
            f"{AREAS[n % len(AREAS)]}.{n // len(AREAS) + 1}",
            owner=pick.choice((None, *self.owners)),
            due=due,
            start=pick.choice((date(2023, 9, 4), date(2024, 2, 1))),
            stage=stage,
            delivered_on=THEN.date() - timedelta(pick.randint(0, 60)) if is_done else None,
            verified_on=THEN.date() if stage.is_proven else None,
        )
        self._history(action)
        return action

    def _history(self, action: Action) -> None:
        pick = self.random
        at = THEN - timedelta(days=pick.randint(10, 40))
        if action.stage.is_live:
            for _ in range(pick.randint(0, 2)):
                at += timedelta(hours=5)
                self.answer(action, at)
        elif action.stage is Stage.DELIVERED:
            self.say_delivered(action, at)
        if action.due is not None:
            for _ in range(pick.choice((0, 0, 0, 1, 2))):
                self.move(action, at)
        if action.stage.is_live and pick.random() < 0.3:
            self.moderate(action, THEN - timedelta(days=1))

    def answer(self, action: Action, at: datetime) -> None:
        """Its owner answers with some rating, and perhaps a forecast and words."""
        pick, due = self.random, action.due or date(2024, 1, 31)
        forecast = pick.choice((None, due + timedelta(pick.randint(-20, 70))))
        words = pick.choice(("", "the data is outstanding"))
        self.said(action, at, rating=pick.choice(RATINGS), forecast=forecast, words=words)

    def say_delivered(self, action: Action, at: datetime) -> None:
        """Its owner says that it is delivered, with or without evidence."""
        self.said(action, at, delivered=True, delivered_on=action.delivered_on)
        for n in range(self.random.randint(0, 2)):
            link = f"https://example.org/{action.ref}/{n}"
            item = EvidenceItem(action_id=action.id, link=link, by_id=action.owner_id, at=at)
            self._add(item)
            if self.random.random() < 0.5:
                decision = self.random.choice(list(EvidenceDecision))
                review = EvidenceReview(
                    item_id=item.id, by_id=self.verifier.id, decision=decision, reason="See page 2",
                    at=at + timedelta(days=1),
                )  # fmt: skip
                self._add(review)

    def said(self, action: Action, at: datetime, **columns: object) -> None:
        """One update, with these columns."""
        self.serial += 1
        update = {
            "action_id": action.id, "series": "news", "serial": self.serial, "door": "local",
            "kind": UpdateKind.ANSWER, "author_id": action.owner_id, "received_at": at,
        }  # fmt: skip
        self._add(Update(**{**update, **columns}))

    def move(self, action: Action, at: datetime) -> None:
        """Its due date is moved by decision."""
        assert action.due is not None
        after = action.due + timedelta(days=self.random.randint(5, 60))
        before = action.due
        self._change(action, at, ChangeKind.MOVE, due=after)
        if self.random.random() < 0.5:
            asked = ChangeRequest(
                plan_id=action.plan_id, action_id=action.id, topic=ChangeTopic.DUE,
                by_id=action.owner_id, before=before.isoformat(), reason="The supplier is late",
                after=(after + timedelta(days=30)).isoformat(), at=at,
                state=RequestState.AGREED, settled_at=at,
            )  # fmt: skip
            self._add(asked)

    def deliver(self, action: Action, at: datetime) -> None:
        """It is delivered, as its owner says."""
        self._change(action, at, ChangeKind.PROGRESS, stage=Stage.DELIVERED)
        self._change(action, at, ChangeKind.PROGRESS, delivered_on=at.date())
        self.say_delivered(action, at)

    def _change(self, action: Action, at: datetime, kind: ChangeKind, **to: Stage | date) -> None:
        """One field becomes another value, with its change on record."""
        ((field, after),) = to.items()
        before = getattr(action, field)
        said = [v.isoformat() if isinstance(v, date) else v for v in (before, after)]
        row = ActionChange(
            action_id=action.id, at=at, kind=kind, field=field, before=said[0], after=said[1],
            reason="As decided",
        )  # fmt: skip
        self._add(row)
        setattr(action, field, after)
        self.session.flush()

    def moderate(self, action: Action, at: datetime) -> None:
        """The chair sets a rating."""
        self._add(
            Moderation(
                action_id=action.id, level=Level.CHAIR, rating=self.random.choice(RATINGS),
                reason="Said at the meeting", by_id=self.chair.id, at=at,
            )
        )  # fmt: skip

    def _needs(self) -> None:
        live = [action for action in self.actions if action.stage.is_live]
        for action in self.random.sample(live, k=min(4, len(live))):
            other = self.random.choice(self.actions)
            if other.position < action.position:
                self.world.needs(action, other)
                self.moderate(action, THEN - timedelta(minutes=30))

    def go_on(self, at: datetime) -> None:
        """Some of it goes on: answers, moves, deliveries, another word of the chair."""
        for action in self.actions:
            needs_another = any(d.action_id == action.id for d in action.dependencies)
            if not action.stage.is_live or needs_another:
                continue
            match self.random.randrange(6):
                case 0 if action.due is not None:
                    self.move(action, at)
                case 1:
                    self.answer(action, at)
                case 2 if not action.dependencies:
                    self.deliver(action, at)
                case 3:
                    self.moderate(action, at)
                case _:
                    pass

    def ask_all(self) -> None:
        """Everybody is asked in the cycle that is open; some answer, some cannot."""
        opened = NOW - timedelta(days=14)
        for action in self.actions:
            if not action.stage.is_live:
                continue
            why = self.random.choice((None, None, None, *WhyNotAsked))
            why = None if why in {WhyNotAsked.UNREACHABLE, WhyNotAsked.DISPUTED} else why
            arrives = why is None and self.random.random() < 0.8
            self._add(
                Ask(
                    cycle_id=self.cycle.id, action_id=action.id, owner_id=action.owner_id,
                    asked_id=action.owner_id if why is None else None, why_not=why,
                    made_at=opened, delivered_at=opened if arrives else None,
                    opened_at=opened if arrives and self.random.random() < 0.3 else None,
                )
            )  # fmt: skip
            if self.random.random() < 0.4:
                self.said(
                    action, opened + timedelta(days=2), cycle_id=self.cycle.id,
                    rating=Rating.GREEN, words="All is well with it",
                )  # fmt: skip

    def measure_all(self) -> None:
        """A few measures with targets, floors and figures."""
        pick = self.random
        for n in range(8):
            lower = pick.random() < 0.5
            kpi = Kpi(
                plan_id=self.world.plan.id, ref=f"K{n}", position=n, name=f"Measure {n}",
                unit="count", area_id=self.world.area(pick.choice(AREAS)).id,
                direction="lower_is_better" if lower else "higher_is_better",
            )  # fmt: skip
            self._add(kpi)
            target = pick.randint(20, 80)
            floor = target + (15 if lower else -15)
            self._add(
                KpiTarget(
                    kpi_id=kpi.id, value=Decimal(target), floor=Decimal(floor),
                    known_from=date(2023, 9, 1),
                )
            )  # fmt: skip
            for month in range(8, 8 + pick.randint(0, 4)):
                ends = date(2023, month + 1, 1) - timedelta(days=1)
                self._add(
                    KpiObservation(
                        kpi_id=kpi.id, period_start=ends.replace(day=1), period_end=ends,
                        value=Decimal(pick.randint(0, 100)), entered_at=THEN,
                    )
                )  # fmt: skip
            for action in pick.sample(self.actions, k=2):
                self._add(ActionKpi(action_id=action.id, kpi_ref=kpi.ref))
