"""The notices that the clock causes, made from the record at the moment they leave.

Each gives None where nothing is left to be said: then the occasion is cancelled.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.asking.asked import asked_of
from handlers.asking.lines_of import line_of, see
from handlers.asking.the_person import contact_of
from handlers.asking.what_next import next_steps
from handlers.cycle_of import cut_off_of, zone_of
from handlers.cycles import plan_of
from handlers.paper.card import board_card, replaced_line
from handlers.silence import ledger
from handlers.wording.report import papers
from handlers.wording.time_notices import (
    STEP_WORDS,
    Signing,
    Unsent,
    not_signed,
    now_yours,
    sign_off_due,
    unsent,
)
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.report import Report, ReportState
from models.silence import IN
from models.snapshot import load
from models.spoken import MONTHS, moment_in_words

SIGNED = (ReportState.SIGNED, ReportState.ISSUED)


def sign_off_message(
    session: Session, cycle: Cycle, *, now: datetime, partnership: Partnership
) -> Message | None:
    """The report waits for its signature; None where it has it."""
    facts = _signing(session, cycle, now=now, partnership=partnership)
    return None if facts is None else sign_off_due(facts)


def not_signed_message(
    session: Session, cycle: Cycle, *, now: datetime, partnership: Partnership
) -> Message | None:
    """Nothing went to the Board, since nobody signed; None where it is signed by now."""
    facts = _signing(session, cycle, now=now, partnership=partnership)
    return None if facts is None else not_signed(facts)


def _signing(
    session: Session, cycle: Cycle, *, now: datetime, partnership: Partnership
) -> Signing | None:
    signed = select(Report.id).where(Report.cycle_id == cycle.id, Report.state.in_(SIGNED))
    if session.scalar(signed.limit(1)) is not None:
        return None
    entries = ledger(session, cycle, now=now, partnership=partnership)
    planned = plan_of(cycle, partnership)
    return Signing(
        code=cycle.code,
        month=MONTHS[cycle.board_meeting.month - 1],
        by=cycle.chair_sign_off,
        posts_at=planned.papers_instant(zone_of(session, cycle, partnership)),
        answered=sum(entry.state in IN for entry in entries),
        asked=len(entries),
    )


def unsent_message(session: Session, occasion_ids: Collection[int]) -> Message | None:
    """What could not be delivered and still is not; None where all of it was settled since."""
    failed = session.scalars(
        select(Occasion)
        .where(
            Occasion.id.in_(occasion_ids),
            Occasion.state.in_((OccasionState.REFUSED, OccasionState.HELD)),
        )
        .order_by(Occasion.id)
    ).all()
    if not failed:
        return None
    return unsent(
        [
            Unsent(
                to=o.person.name if o.person else f"the channel {o.channel}",
                what=STEP_WORDS[o.step.value],
                why=o.why or "The platform gave no reason.",
            )
            for o in failed
        ]
    )


def now_yours_message(
    session: Session,
    person: Person,
    cycle: Cycle,
    action_ids: Collection[int],
    *,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """Actions that came to somebody after their ask had left; None where all are answered."""
    seen = see(session, cycle.plan_id, person=person, cycle=cycle, now=now, partnership=partnership)
    asked = asked_of(seen, person)
    asked = replace(asked, open=tuple(i for i in asked.open if i in set(action_ids)))
    if not asked.open:
        return None
    zone: ZoneInfo = zone_of(session, cycle, partnership)
    cut_off = cut_off_of(session, cycle, partnership)
    return now_yours(
        [line_of(seen, action_id) for action_id in asked.open],
        until=moment_in_words(cut_off, zone, seen_from=seen.today),
        next_steps=next_steps(seen, person, cycle, asked, reminded=True),
        contact=contact_of(session, person, seen.today, partnership),
        today=seen.today,
        scheme=partnership.scheme,
    )


def board_message(report: Report, *, partnership: Partnership) -> Message:
    """The Board's card of a signed report."""
    return board_card(load(report.snapshot), papers(report), signed=_signed(report, partnership))


def replaced_message(report: Report, *, partnership: Partnership) -> Message:
    """What differs in a version that replaces one which the Board has already."""
    signed = _signed(report, partnership)
    return replaced_line(
        load(report.snapshot), papers(report), version=report.version, signed=signed
    )


def issued_earlier(session: Session, report: Report) -> Report | None:
    """The version of the same report that the Board has already, the newest of them."""
    return session.scalar(
        select(Report)
        .where(
            Report.cycle_id == report.cycle_id,
            Report.version < report.version,
            Report.issued_at.is_not(None),
        )
        .order_by(Report.version.desc())
        .limit(1)
    )


def _signed(report: Report, partnership: Partnership) -> str:
    """Who signed a report, in which office, and when."""
    signature = report.signature
    if signature is None:
        return ""
    at = moment_in_words(signature.at, partnership.zone, seen_from=report.cycle.board_meeting)
    return f"Signed off by {signature.who}, on {at}."
