"""Reading the record into the facts that the planner works from: columns only, by index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import Session

from handlers.asking.hours import hours_from
from handlers.cycles import plan_of
from models.cycle import Ask, Cycle
from models.delivery import Occasion, OccasionState, Step
from models.grants import Grant
from models.partnership import Partnership
from models.people import (
    Absence,
    Identity,
    Organisation,
    OrganisationKind,
    Person,
    RoleAssignment,
)
from models.plan import Action, Area, Plan
from models.report import Report
from models.states import Door
from models.update import Reading, ReadingState, Update, UpdateKind
from scheduler.facts import (
    ActionFact,
    AnswerFact,
    AskFact,
    Away,
    CycleFact,
    Facts,
    ReadingFact,
    ReportFact,
    Said,
    Somebody,
    Trouble,
)
from scheduler.owed import OURS, said_of

PAST = timedelta(days=14)
"""How long after its Board a cycle is still looked at: a report may be late."""
SAID = timedelta(days=30)
AHEAD = timedelta(days=60)
"""How far ahead a cycle is looked at: schools are asked before their holiday."""


_IN: BindParameter[int] = bindparam("cycles", expanding=True)
_CYCLES = (
    select(Cycle)
    .where(Cycle.board_meeting >= bindparam("since"), Cycle.collection_opens <= bindparam("until"))
    .order_by(Cycle.board_meeting, Cycle.id)
)
_ZONES = select(Plan.id, Plan.time_zone)
_AWAY = (
    select(Absence.person_id, Absence.starts, Absence.ends, Absence.deputy_id)
    .where(Absence.cancelled_at.is_(None), Absence.ends >= bindparam("since"))
    .order_by(Absence.id)
)
_PEOPLE = (
    select(
        *(Person.id, Person.name, Person.time_zone, Person.weekdays, Person.send_at),
        *(Person.quiet_from, Person.quiet_until, Person.is_vacant, Person.active_from),
        *(Person.active_until, Person.preferred_door, Organisation.kind),
    )
    .join(Organisation, Organisation.id == Person.organisation_id, isouter=True)
    .order_by(Person.id)
)
_IDENTITIES = select(Identity.person_id, Identity.platform, Identity.is_reachable).order_by(
    Identity.id
)
_ACTIONS = (
    select(
        *(Action.id, Action.ref, Action.area_id, Action.stage, Action.owner_id),
        *(Action.deputy_id, Action.start, Action.due, Action.disputed_by_id),
        func.coalesce(Action.accountable_id, Area.accountable_id).label("lead_id"),
    )
    .join(Area, Area.id == Action.area_id)
    .order_by(Action.position, Action.id)
)
_ASKS = (
    select(
        *(Ask.cycle_id, Ask.action_id, Ask.owner_id, Ask.asked_id, Ask.why_not),
        *(Ask.delivered_at, Ask.snoozed_until),
    )
    .where(Ask.cycle_id.in_(_IN))
    .order_by(Ask.id)
)
_ANSWERS = select(Update).where(
    Update.id.in_(
        select(func.max(Update.id))
        .where(Update.cycle_id.in_(_IN))
        .group_by(Update.cycle_id, Update.action_id)
    )
)
"""The newest row of each action in each cycle."""
_READINGS = select(Reading).where(Reading.state == ReadingState.WAITING).order_by(Reading.id)
_SAID = (
    select(
        *(Occasion.key, Occasion.step, Occasion.person_id, Occasion.cycle_id),
        *(Occasion.local_day, Occasion.about, Occasion.state),
    )
    .where(
        or_(
            Occasion.step.not_in((Step.NOTE, Step.REPLACE)),
            *(Occasion.key.startswith(prefix) for prefix in OURS),
        ),
        or_(
            Occasion.cycle_id.in_(_IN),
            Occasion.local_day >= bindparam("since"),
            Occasion.step == Step.FIRST_CONTACT,
        ),
    )
    .order_by(Occasion.id)
)
_SINCE = select(func.min(Occasion.local_day)).where(Occasion.step.not_in((Step.NOTE, Step.REPLACE)))
_REPORTS = (
    select(Report.id, Report.cycle_id, Report.state, Report.issue_at, Report.held_at)
    .where(Report.cycle_id.in_(_IN))
    .order_by(Report.id)
)
_ROLES = select(
    *(RoleAssignment.person_id, RoleAssignment.role, RoleAssignment.scope),
    *(RoleAssignment.scope_id, RoleAssignment.starts, RoleAssignment.ends),
).order_by(RoleAssignment.id)
_TROUBLES = (
    select(Occasion.id, Occasion.settled_at)
    .where(
        Occasion.state.in_((OccasionState.REFUSED, OccasionState.HELD)),
        Occasion.settled_at >= bindparam("since"),
    )
    .order_by(Occasion.id)
)


@dataclass(frozen=True, slots=True)
class _Look:
    session: Session
    at: datetime
    partnership: Partnership
    platforms: frozenset[str]

    @property
    def today(self) -> date:
        return self.at.astimezone(self.partnership.zone).date()


def read_facts(
    session: Session,
    at: datetime,
    *,
    partnership: Partnership,
    platforms: Collection[str],
    until: datetime | None = None,
) -> Facts:
    """The facts as they stand at an instant; `until` looks further ahead, for the forecast."""
    look = _Look(session, at, partnership, frozenset(platforms))
    rows = _cycles(look, until or at)
    cycles = [row.id for row in rows]
    zones = {plan.id: ZoneInfo(plan.time_zone) for plan in session.execute(_ZONES)}
    return Facts(
        days=partnership.days,
        sending=partnership.sending,
        channel=partnership.board_channel,
        people=_people(look),
        actions=_actions(session),
        cycles=tuple(
            CycleFact(r.id, plan_of(r, partnership), zones[r.plan_id], r.plan_id) for r in rows
        ),
        asks=_asks(session, cycles),
        answers=_answers(session, cycles),
        readings=_readings(session),
        said=_said(look, cycles),
        reports=_reports(session, cycles),
        roles=_roles(look),
        troubles=_troubles(look),
        running_since=session.scalar(_SINCE),
    )


def _cycles(look: _Look, until: datetime) -> list[Cycle]:
    days = {"since": look.today - PAST, "until": until.date() + AHEAD}
    return list(look.session.scalars(_CYCLES, days))


def _people(look: _Look) -> Mapping[int, Somebody]:
    away = defaultdict(list)
    for row in look.session.execute(_AWAY, {"since": look.today - SAID}):
        away[row.person_id].append(Away(row.starts, row.ends, row.deputy_id))
    doors = _doors(look)
    people = look.session.execute(_PEOPLE)
    return {
        person.id: Somebody(
            id=person.id,
            name=person.name,
            hours=hours_from(
                person,
                look.partnership,
                at_school=person.kind is OrganisationKind.SCHOOL,
                around=look.today,
            ),
            doors=_in_order(doors[person.id], person.preferred_door, look.platforms),
            is_vacant=person.is_vacant,
            active_from=person.active_from,
            active_until=person.active_until,
            away=tuple(away[person.id]),
        )
        for person in people
    }


def _doors(look: _Look) -> Mapping[int, list[str]]:
    doors: dict[int, list[str]] = defaultdict(list)
    for row in look.session.execute(_IDENTITIES):
        if row.platform in look.platforms and row.is_reachable is not False:
            doors[row.person_id].append(row.platform)
    return doors


def _in_order(
    doors: list[str], preferred: str | None, platforms: frozenset[str]
) -> tuple[str, ...]:
    """A person's doors, the preferred one first; the local platform reaches everybody."""
    found = [*doors, *([Door.LOCAL.value] if Door.LOCAL in platforms else [])]
    return tuple(sorted(dict.fromkeys(found), key=lambda door: door != preferred))


def _actions(session: Session) -> Mapping[int, ActionFact]:
    rows = session.execute(_ACTIONS)
    return {
        row.id: ActionFact(
            id=row.id,
            ref=row.ref,
            area_id=row.area_id,
            stage=row.stage,
            owner_id=row.owner_id,
            deputy_id=row.deputy_id,
            lead_id=row.lead_id,
            start=row.start,
            due=row.due,
            is_disputed=row.disputed_by_id is not None,
        )
        for row in rows
    }


def _asks(session: Session, cycles: list[int]) -> Mapping[tuple[int, int], AskFact]:
    rows = session.execute(_ASKS, {"cycles": cycles})
    asks = (
        AskFact(
            row.cycle_id,
            row.action_id,
            row.owner_id,
            row.asked_id,
            row.why_not,
            row.delivered_at is not None,
            row.snoozed_until,
        )
        for row in rows
    )
    return {ask.key: ask for ask in asks}


def _answers(session: Session, cycles: list[int]) -> Mapping[tuple[int, int], AnswerFact]:
    """The newest row of each action in each cycle, where it was not taken back."""
    rows = session.scalars(_ANSWERS, {"cycles": cycles})
    return {
        (row.cycle_id or 0, row.action_id): AnswerFact(row.received_at, row.awaits_words)
        for row in rows
        if row.kind is not UpdateKind.WITHDRAWN
    }


def _readings(session: Session) -> tuple[ReadingFact, ...]:
    rows = session.scalars(_READINGS)
    return tuple(
        ReadingFact(r.id, r.person_id, r.cycle_id, r.at, frozenset(r.action_ids)) for r in rows
    )


def _said(look: _Look, cycles: list[int]) -> tuple[Said, ...]:
    rows = look.session.execute(_SAID, {"cycles": cycles, "since": look.today - SAID})
    return tuple(said_of(*row) for row in rows)


def _reports(session: Session, cycles: list[int]) -> tuple[ReportFact, ...]:
    rows = session.execute(_REPORTS, {"cycles": cycles})
    return tuple(
        ReportFact(r.id, r.cycle_id, r.state, r.issue_at, r.held_at is not None) for r in rows
    )


def _roles(look: _Look) -> tuple[tuple[int, Grant], ...]:
    return tuple((row[0], Grant(*row[1:])) for row in look.session.execute(_ROLES))


def _troubles(look: _Look) -> tuple[Trouble, ...]:
    since = datetime.combine(look.today - timedelta(days=7), time.min, UTC)
    zone = look.partnership.zone
    rows = look.session.execute(_TROUBLES, {"since": since})
    return tuple(Trouble(row.id, row.settled_at.astimezone(zone).date()) for row in rows)
