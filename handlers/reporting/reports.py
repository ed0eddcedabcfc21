"""Finding and making a cycle's reports: the newest, the one that is meant, a draft, the next."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.cycles import cycle_by_code
from handlers.fields import given
from handlers.paper.freeze import freeze
from handlers.paper.view import view_of
from handlers.request import RefusedError, Request
from models.audit import record
from models.cycle import Cycle
from models.report import Report, ReportState
from models.snapshot import Snapshot, dump, load, sha256


def newest(session: Session, cycle: Cycle) -> Report | None:
    """The newest version of a cycle's report."""
    return session.scalar(
        select(Report).where(Report.cycle_id == cycle.id).order_by(Report.version.desc()).limit(1)
    )


def issued_before(session: Session, cycle: Cycle) -> Report | None:
    """The report that the Board had last before this cycle's."""
    return session.scalar(
        select(Report)
        .join(Cycle, Cycle.id == Report.cycle_id)
        .where(
            Cycle.plan_id == cycle.plan_id,
            Cycle.board_meeting < cycle.board_meeting,
            Report.issued_at.is_not(None),
        )
        .order_by(Cycle.board_meeting.desc(), Report.version.desc())
        .limit(1)
    )


def report_called(session: Session, words: str) -> Report:
    """The report that is meant: "2023-10" (its newest version), "2023-10 v1", or its number.

    Raises:
        RefusedError: there is none.
    """
    name = words.strip().lower()
    if name.isdigit():
        found = session.get(Report, int(name))
    else:
        code, _, version = name.partition(" ")
        code, version = code.removesuffix("-"), version or ""
        cycle = cycle_by_code(session, code)
        if version.lstrip("v").isdigit():
            found = session.scalar(
                select(Report).where(
                    Report.cycle_id == cycle.id, Report.version == int(version.lstrip("v"))
                )
            )
        else:
            found = newest(session, cycle)
    if found is None:
        raise RefusedError(
            f"There is no report {words.strip()[:40]!r} yet. Write a cycle such as 2023-10,"
            " or 2023-10 v1; rollcall report draft 2023-10 makes the first."
        )
    return found


def draft(request: Request, cycle: Cycle) -> Report:
    """The draft of a cycle's report as the record stands now; an older draft is frozen anew.

    Raises:
        RefusedError: the newest version is signed; it has to be reopened first.
    """
    session = request.session
    last = newest(session, cycle)
    if last is not None and last.state is not ReportState.DRAFT:
        raise RefusedError(
            f"Version {last.version} of {cycle.code} is {last.state.value} and stays as it is."
            " The programme office can reopen it from the desk, which makes the next version."
        )
    report = last or _new(session, cycle)
    snapshot = _frozen(request, cycle, report.version, replaces=_replaced(session, report))
    report.snapshot = dump(snapshot)
    report.sha256 = sha256(snapshot)
    report.made_at = request.now
    session.add(report)
    session.flush()
    note(request, report, "report_drafted", {"sha256": report.sha256})
    return report


def is_closed(report: Report) -> bool:
    """Whether the figures had closed when the report was frozen."""
    snapshot = load(report.snapshot)
    return snapshot["closed_at"] < snapshot["frozen_at"]


def following(request: Request, report: Report) -> Report:
    """The next version of a signed report, as a draft frozen now."""
    made = _new(request.session, report.cycle)
    snapshot = _frozen(request, report.cycle, made.version, replaces=report)
    made.snapshot, made.sha256 = dump(snapshot), sha256(snapshot)
    made.made_at = request.now
    request.session.add(made)
    request.session.flush()
    note(request, made, "report_drafted", {"sha256": made.sha256})
    return made


def _frozen(request: Request, cycle: Cycle, version: int, *, replaces: Report | None) -> Snapshot:
    view = view_of(
        request.session,
        cycle,
        now=request.now,
        partnership=request.partnership,
        before=issued_before(request.session, cycle),
    )
    return freeze(view, version=version, replaces=replaces)


def _replaced(session: Session, report: Report) -> Report | None:
    """The version that a draft replaces: the one before it."""
    return session.scalar(
        select(Report).where(
            Report.cycle_id == report.cycle.id, Report.version == report.version - 1
        )
    )


def _new(session: Session, cycle: Cycle) -> Report:
    version = session.scalar(
        select(func.coalesce(func.max(Report.version), 0) + 1).where(Report.cycle_id == cycle.id)
    )
    return Report(cycle=cycle, version=version or 1, state=ReportState.DRAFT)


def note(
    request: Request, report: Report, act: str, after: dict[str, Any], reason: str | None = None
) -> None:
    """Write an act on a report into the record."""
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity="report",
        entity_id=report.name,
        after=after,
        reason=reason,
    )


def cycle_meant(request: Request) -> Cycle:
    """The cycle that is named, else the one whose Board meets next among those open.

    Raises:
        RefusedError: none is open, or none has that name.
    """
    if code := given(request, "cycle"):
        return cycle_by_code(request.session, code)
    found = request.session.scalar(
        select(Cycle)
        .where(Cycle.collection_opens <= request.today, Cycle.board_meeting >= request.today)
        .order_by(Cycle.board_meeting)
        .limit(1)
    )
    if found is None:
        raise RefusedError("No cycle is open now; name one, such as 2023-10.")
    return found


def report_meant(request: Request) -> Report:
    """The report that is named, else the newest of the cycle that is meant.

    Raises:
        RefusedError: there is none yet.
    """
    if number := given(request, "report"):
        return report_called(request.session, number)
    found = newest(request.session, cycle_meant(request))
    if found is None:
        raise RefusedError("There is no report for that cycle yet; ask for a draft first.")
    return found
