"""What follows from a message's arrival, however it is known: the platform says so, or a person."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.tell import replace
from models.audit import TIME, record
from models.cycle import Ask
from models.delivery import Occasion, OccasionState, Posted, Step
from models.report import Report, ReportState

NAMES_ACTIONS = frozenset(
    {Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.NUDGE, Step.NOTE, Step.REPLACE}
)
"""The steps whose arrival is the delivery of the asks that they name."""

CARD = "board_card"
"""The kind of the card that stands in the Board's channel."""


def arrived(session: Session, occasion: Occasion, now: datetime, *, why: str = "") -> None:
    """Settle an occasion as sent, with what follows: asks are delivered, a report is issued."""
    occasion.state = OccasionState.SENT
    occasion.settled_at = now
    occasion.lease_until = None
    occasion.why = why
    if occasion.person is not None:
        # What left days late was said on the day that it left: nobody is reminded of it at once.
        today = now.astimezone(ZoneInfo(occasion.person.time_zone)).date()
        occasion.local_day = max(occasion.local_day, today)
    if occasion.step in NAMES_ACTIONS:
        _mark_delivered(session, occasion, now)
    if occasion.step is Step.BOARD:
        _mark_issued(session, occasion, now)


def _mark_delivered(session: Session, occasion: Occasion, now: datetime) -> None:
    """The asks that the message names have reached whom they were for."""
    action_ids = occasion.about.get("action_ids")
    if occasion.cycle_id is None or not action_ids:
        return
    asks = session.scalars(
        select(Ask).where(
            Ask.cycle_id == occasion.cycle_id,
            Ask.asked_id == occasion.person_id,
            Ask.action_id.in_(action_ids),
            Ask.delivered_at.is_(None),
        )
    )
    for ask in asks:
        ask.delivered_at = now


def _mark_issued(session: Session, occasion: Occasion, now: datetime) -> None:
    report = session.get_one(Report, int(occasion.about["report_id"]))
    if report.issued_at is not None:
        return
    report.state = ReportState.ISSUED
    report.issued_at = now
    before = session.scalars(
        select(Report).where(
            Report.cycle_id == report.cycle_id,
            Report.version < report.version,
            Report.state == ReportState.ISSUED,
        )
    ).all()
    for older in before:
        older.state = ReportState.REPLACED
    _edit_card(session, report, now)
    record(
        session,
        TIME,
        "report_issued",
        at=now,
        entity="report",
        entity_id=report.name,
        after={"sha256": report.sha256, "channel": occasion.channel},
    )


def _edit_card(session: Session, report: Report, now: datetime) -> None:
    """The card of an earlier version reads as this one from now on, where it stands."""
    cards = session.scalars(
        select(Posted)
        .join(Occasion, Occasion.posted_id == Posted.id)
        .where(
            Occasion.step == Step.BOARD,
            Occasion.cycle_id == report.cycle_id,
            Posted.kind == CARD,
        )
    ).all()
    for card in cards:
        replace(session, card, about={"report_id": report.id}, now=now)
