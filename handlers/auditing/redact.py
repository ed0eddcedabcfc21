"""Taking words out of the record: everywhere they stand, under two roles, with a reason.

Named are the words themselves, or the answer, the event or the item of evidence that holds them. An
issued report is not changed, since it is signed; it is listed as affected. The message that a
platform shows is replaced as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import may_do
from handlers.auditing.what_goes import Goes, what_goes
from handlers.evidence.files import forget_file
from handlers.fields import wanted
from handlers.inquiring.intents import said_as
from handlers.request import NeedsSecondError, RefusedError, Reply, Request
from handlers.tell import put_instead
from handlers.verbs import verb
from handlers.wording.auditing import redact_form, redacted_card
from models import snapshot as frozen
from models.audit import record
from models.delivery import Posted
from models.message import Message
from models.message_json import message_from
from models.permissions import Act
from models.redacting import blanked, texts_in
from models.redaction import Redaction
from models.redaction_walk import Found, apply, find, in_rows, named_by
from models.report import Report, ReportState

said_as("audit.redact", r"redact(?: words| something)?")


@dataclass(frozen=True, slots=True)
class Stands:
    """Where the words stand: places that are blanked, drafts made anew, reports that stay."""

    places: list[Found]
    drafts: list[Report]
    reports: list[Report]


@verb("audit.redact", "Take words out of the record", act=Act.REDACT, examples=("redact",))
def redact(request: Request) -> Reply:
    """Blank `text`, or what answer `update`, event `event` or evidence `item` says, with `reason`.

    Raises:
        NeedsSecondError: the second person has not confirmed it yet.
        RefusedError: they may not, the words stand nowhere, or they name a thing of the plan.
    """
    verdict = may_do(request, Act.REDACT)
    if not (verdict.allowed or verdict.wants_second):
        raise RefusedError(verdict.sentence, act=Act.REDACT.value)
    if not request.fields:
        return Reply(form=redact_form())
    errors: dict[str, str] = {}
    reason = wanted(request, "reason", errors, "why; it stays in the record")
    goes = what_goes(request, errors)
    if errors or goes is None:
        return Reply(errors=errors)
    if goes.secret.parts and goes.secret.stands_in(reason):
        return Reply(errors={"reason": "The reason holds the words themselves; say it without."})
    stands = _where(request.session, goes)
    if verdict.wants_second:
        raise NeedsSecondError(verdict.sentence, act=Act.REDACT.value)
    return Reply(say=(_blank(request, goes, stands, reason),))


def _where(session: Session, goes: Goes) -> Stands:
    """Where it stands.

    Raises:
        RefusedError: nowhere, or it is a name of the plan.
    """
    if goes.secret.parts and (bearer := named_by(session, goes.secret)):
        raise RefusedError(
            f"That is, or stands in, the name of a thing of the plan ({bearer}). Correct it there"
            " first; then the earlier texts can be redacted."
        )
    found = {(p.table, p.column, p.id): p for p in _rows(session, goes)}
    if goes.secret.parts:
        found = {(p.table, p.column, p.id): p for p in find(session, goes.secret)} | found
    holding = [
        report
        for report in session.scalars(select(Report).order_by(Report.id))
        if goes.secret.parts
        and any(goes.secret.stands_in(t) for t in texts_in(frozen.load(report.snapshot)))
    ]
    drafts = [r for r in holding if r.state is ReportState.DRAFT]
    reports = [r for r in holding if r.state is not ReportState.DRAFT]
    if not (found or holding):
        raise RefusedError("Those words stand nowhere in the record; nothing is changed.")
    return Stands(list(found.values()), drafts, reports)


def _rows(session: Session, goes: Goes) -> list[Found]:
    return [place for table, row_id in goes.rows for place in in_rows(session, table, row_id)]


def _blank(request: Request, goes: Goes, stands: Stands, reason: str) -> Message:
    session, second = request.session, request.second
    assert second is not None
    names = [report.name for report in stands.reports]
    row = Redaction(
        by_id=request.actor.person_id,
        second_id=second.id,
        reason=reason,
        places=[place.as_json() for place in stands.places],
        reports=[report.id for report in stands.reports],
        at=request.now,
    )
    session.add(row)
    session.flush()
    apply(session, stands.places)
    for report in stands.drafts:
        _blank_draft(request, goes, report)
    for sha256 in goes.files:
        forget_file(session, sha256)
    counts = Counter(place.table for place in stands.places)
    record(
        session,
        request.actor,
        "redacted",
        at=request.now,
        entity="redaction",
        entity_id=row.id,
        after={"second": second.name, "places": dict(counts), "reports": names},
        reason=reason,
    )
    _replace_posted(request, stands.places, row.id)
    return redacted_card(
        row.id, counts, names, by=request.actor.name, second=second.name, reason=reason
    )


def _blank_draft(request: Request, goes: Goes, report: Report) -> None:
    """A draft is nobody's word yet: its snapshot is blanked, and bears another hash."""
    made = blanked(frozen.load(report.snapshot), goes.secret)
    before, report.snapshot = report.sha256, frozen.dump(made)
    report.sha256 = frozen.sha256_of(report.snapshot)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "report_redacted",
        at=request.now,
        entity="report",
        entity_id=report.name,
        before={"sha256": before},
        after={"sha256": report.sha256},
    )


def _replace_posted(request: Request, places: list[Found], redaction_id: int) -> None:
    """What stands on a platform is replaced there too."""
    for place in places:
        if (place.table, place.column) == (Posted.__tablename__, "message"):
            posted = request.session.get_one(Posted, place.id)
            message = message_from(posted.message)
            key = f"redacted:{redaction_id}"
            put_instead(request.session, posted, message, key=key, now=request.now)
