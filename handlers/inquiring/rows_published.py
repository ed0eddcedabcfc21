"""Actions as rows to count and list, from a report that has gone to the Board."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from handlers.inquiring.rows_working import rule_reasons
from models.plan import Action
from models.rating import Whose
from models.snapshot import ActionFacts, BeforeFacts, Snapshot
from models.states import Mark, MonitoringLevel, Rating, Stage
from models.tally import Before, Row, Rows

_IDS = select(Action.ref, Action.id).where(Action.plan_id == bindparam("plan"))


def published_rows(session: Session, plan_id: int, snapshot: Snapshot) -> Rows:
    """Every action that the report tells of, in its order."""
    ids = {row.ref: row.id for row in session.execute(_IDS, {"plan": plan_id})}
    zone = ZoneInfo(snapshot["zone"])
    return tuple(_row(action, ids.get(action["ref"], 0), zone) for action in snapshot["actions"])


def _row(action: ActionFacts, action_id: int, zone: ZoneInfo) -> Row:
    answer, rated = action["answer"], action["ratings"]["reported"]
    said = (answer["reason"] or answer["words"] or answer["recovery"]) if answer else ""
    return Row(
        action_id=action_id,
        ref=action["ref"],
        title=action["title"],
        area=action["area"],
        stage=Stage(action["stage"]),
        rating=Rating(rated["value"]) if rated else None,
        reasons=why_published(action),
        due=_day(action["due"]),
        due_words=action["due_words"] or "",
        original_due=_day(action["original_due"]),
        moves=action["moves"],
        forecast=_day(action["forecast"]),
        delivered_on=_day(action["delivered_on"]),
        marks=frozenset(Mark(mark) for mark in action["marks"]),
        needs=tuple(action["depends_on"]),
        monitoring=MonitoringLevel(action["monitoring"]),
        owner=action["owner"] or "",
        organisation=action["organisation"] or "",
        words=said,
        said_on=datetime.fromisoformat(answer["at"]).astimezone(zone).date() if answer else None,
        said_by=_by(answer["by"]) if answer else "",
        evidence_expected=action["evidence_expected"],
        before=_before(action["before"]),
    )


def why_published(action: ActionFacts) -> tuple[str, ...]:
    """The reasons of the rating that was reported."""
    moderated, computed = action["ratings"].get("moderated"), action["ratings"].get("computed")
    if action["reported_is"] == Whose.MODERATED and moderated:
        return (" ".join(moderated["reasons"]),)
    rated = computed or action["ratings"]["reported"]
    return rule_reasons(rated["reasons"]) if rated else ()


def _by(name: str) -> str:
    return name if name.startswith("the ") else f"the {name}"


def _before(before: BeforeFacts | None) -> Before | None:
    if before is None:
        return None
    rating = Rating(before["rating"]) if before["rating"] else None
    return Before(rating, Stage(before["stage"]), _day(before["due"]))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def published_before(snapshot: Snapshot) -> dict[str, Before]:
    """How each action stood in a report, by reference."""
    found: dict[str, Before] = {}
    for action in snapshot["actions"]:
        rated = action["ratings"]["reported"]
        rating = Rating(rated["value"]) if rated else None
        found[action["ref"]] = Before(rating, Stage(action["stage"]), _day(action["due"]))
    return found
