"""Reading the record into the facts that the planner works from: columns only, by index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from handlers.asking.hours import hours_from
from handlers.cycles import plan_of
from models.cycle import Cycle
from models.grants import Grant
from models.partnership import Partnership
from models.people import (
    OrganisationKind,
)
from models.states import Door
from models.update import UpdateKind
from scheduler import statements
from scheduler.addresses import unmet
from scheduler.facts import (
    ActionFact,
    AnswerFact,
    AskFact,
    Away,
    CycleFact,
    Facts,
    Offer,
    ReadingFact,
    ReportFact,
    ReturnFact,
    Said,
    Somebody,
    Trouble,
)
from scheduler.meeting_record import read_arising, read_meetings
from scheduler.owed import said_of

PAST = timedelta(days=14)
"""How long after its Board a cycle is still looked at: a report may be late."""
SAID = timedelta(days=30)
AHEAD = timedelta(days=60)
"""How far ahead a cycle is looked at: schools are asked before their holiday."""


@dataclass(frozen=True, slots=True)
class _Look:
    session: Session
    at: datetime
    partnership: Partnership
    platforms: frozenset[str]

    @property
    def connection(self) -> Connection:
        """For columns alone, which need none of what a session does with rows."""
        return self.session.connection()

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
    session.flush()
    look = _Look(session, at, partnership, frozenset(platforms))
    rows = _cycles(look, until or at)
    cycles = [row.id for row in rows]
    zones = {
        plan.id: ZoneInfo(plan.time_zone) for plan in look.connection.execute(statements.ZONES)
    }
    return Facts(
        days=partnership.days,
        sending=partnership.sending,
        ladder=partnership.ladder,
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
        offers=_offers(look),
        returns=tuple(
            ReturnFact(row.id, row.evidence_due)
            for row in look.connection.execute(statements.RETURNS, {"today": look.today})
        ),
        offer_days=partnership.change.handover_reminders,
        meetings=read_meetings(session, at, partnership),
        arising=read_arising(session),
        running_since=session.scalar(statements.SINCE),
    )


def _cycles(look: _Look, until: datetime) -> list[Cycle]:
    days = {"since": look.today - PAST, "until": until.date() + AHEAD}
    return list(look.session.scalars(statements.CYCLES, days))


def _people(look: _Look) -> Mapping[int, Somebody]:
    away = defaultdict(list)
    for row in look.connection.execute(statements.AWAY, {"since": look.today - SAID}):
        away[row.person_id].append(Away(row.starts, row.ends, row.deputy_id))
    doors = _doors(look)
    people = look.connection.execute(statements.PEOPLE)
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
            doors=_in_order(doors[person.id], person, look.platforms),
            is_vacant=person.is_vacant,
            active_from=person.active_from,
            active_until=person.active_until,
            away=tuple(away[person.id]),
        )
        for person in people
    }


def _doors(look: _Look) -> Mapping[int, list[tuple[str, bool]]]:
    """By person: each platform that met them, and whether it reaches them as far as is known."""
    doors: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for row in look.connection.execute(statements.IDENTITIES):
        doors[row.person_id].append((row.platform, row.is_reachable is not False))
    return doors


def _in_order(
    doors: list[tuple[str, bool]], person: Any, platforms: frozenset[str]
) -> tuple[str, ...]:
    """A person's doors, the preferred one first; the local platform reaches everybody.

    A platform that never met them may find them by their e-mail address.
    """
    found = [platform for platform, reaches in doors if reaches and platform in platforms]
    found += [Door.LOCAL.value] if Door.LOCAL in platforms else []
    found += unmet(platforms, [platform for platform, _ in doors]) if person.email else []
    return tuple(sorted(dict.fromkeys(found), key=lambda door: door != person.preferred_door))


def _actions(session: Session) -> Mapping[int, ActionFact]:
    rows = session.connection().execute(statements.ACTIONS)
    return {
        row.id: ActionFact(
            id=row.id,
            ref=row.ref,
            area_id=row.area_id,
            stage=row.stage,
            owner_id=row.owner_id,
            plan_id=row.plan_id,
            deputy_id=row.deputy_id,
            lead_id=row.lead_id,
            start=row.start,
            due=row.due,
            is_disputed=row.disputed_by_id is not None,
            review_on=row.review_on,
        )
        for row in rows
    }


def _asks(session: Session, cycles: list[int]) -> Mapping[tuple[int, int], AskFact]:
    rows = session.connection().execute(statements.ASKS, {"cycles": cycles})
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
    rows = session.scalars(statements.ANSWERS, {"cycles": cycles})
    return {
        (row.cycle_id or 0, row.action_id): AnswerFact(row.received_at, row.awaits_words)
        for row in rows
        if row.kind is not UpdateKind.WITHDRAWN
    }


def _readings(session: Session) -> tuple[ReadingFact, ...]:
    rows = session.scalars(statements.READINGS)
    return tuple(
        ReadingFact(r.id, r.person_id, r.cycle_id, r.at, frozenset(r.action_ids)) for r in rows
    )


def _said(look: _Look, cycles: list[int]) -> tuple[Said, ...]:
    rows = look.connection.execute(statements.SAID, {"cycles": cycles, "since": look.today - SAID})
    return tuple(said_of(*row) for row in rows)


def _reports(session: Session, cycles: list[int]) -> tuple[ReportFact, ...]:
    rows = session.connection().execute(statements.REPORTS, {"cycles": cycles})
    return tuple(
        ReportFact(r.id, r.cycle_id, r.state, r.issue_at, r.held_at is not None) for r in rows
    )


def _roles(look: _Look) -> tuple[tuple[int, Grant], ...]:
    return tuple((row[0], Grant(*row[1:])) for row in look.connection.execute(statements.ROLES))


def _troubles(look: _Look) -> tuple[Trouble, ...]:
    since = datetime.combine(look.today - timedelta(days=7), time.min, UTC)
    zone = look.partnership.zone
    rows = look.connection.execute(statements.TROUBLES, {"since": since})
    return tuple(Trouble(row.id, row.settled_at.astimezone(zone).date()) for row in rows)


def _offers(look: _Look) -> tuple[Offer, ...]:
    zone = look.partnership.zone
    rows = look.connection.execute(statements.OFFERS)
    return tuple(
        Offer(row.id, row.to_id, row.at.astimezone(zone).date(), row.by_id) for row in rows
    )
