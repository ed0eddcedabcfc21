"""Importing a plan's file: read, compared with what is stored, and written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from sqlalchemy import func, select

from handlers.plan_import.diff import Difference, difference
from handlers.plan_import.entry import Entry
from handlers.plan_import.findings import FileRefusedError
from handlers.plan_import.grid import Book
from handlers.plan_import.history import serials_of
from handlers.plan_import.interpret import interpret
from handlers.plan_import.options import Options
from handlers.plan_import.reading import Context, PlanReading, ReadAction
from handlers.plan_import.record import Record, read_record, stored_actions
from handlers.plan_import.result import ImportResult, read_result, refusal
from handlers.plan_import.told import told
from handlers.plan_import.writing import write_actions
from handlers.request import Request
from models.audit import record as record_event
from models.plan import Plan, PlanVersion

PLAN_CODE = "PLAN"


def import_book(request: Request, book: Book, options: Options) -> ImportResult:
    """Import a file that was read; nothing is written where it is refused, dry, or has errors.

    With `skip_invalid` the rows without errors are written.
    """
    record = read_record(request.session)
    try:
        reading = interpret(book, context_of(request, record, options))
    except FileRefusedError as error:
        return refusal(error)
    changes = difference(reading, stored_actions(record), told(reading, record))
    may_write = not options.dry_run and (options.skip_invalid or not reading.has_errors)
    if may_write:
        _write(request, record, reading, changes, options)
    return read_result(reading, changes, written=may_write)


def context_of(request: Request, record: Record, options: Options) -> Context:
    """What reading may use of the record and the settings."""
    partnership = request.partnership
    return Context(
        as_of=options.as_of or request.today,
        days=partnership.days,
        scheme=partnership.scheme,
        mapped=options.mapped,
        known_people=record.known_people,
        known_domains=record.known_domains,
        known_refs=frozenset(record.actions),
        dates_have_moved=options.dates_have_moved,
    )


def _write(
    request: Request,
    record: Record,
    reading: PlanReading,
    changes: Difference,
    options: Options,
) -> None:
    """Write the rows that may be written, the version, and the events, in the caller's hands."""
    entry = Entry(
        request,
        record.plan or _add_plan(request),
        at=_effective(request, options),
        as_of=options.as_of or request.today,
        source=options.name,
        serials=serials_of(request.session),
    )
    write_actions(entry, record, _valid(reading), changes)
    _add_version(entry, changes, options)
    request.session.flush()


def _valid(reading: PlanReading) -> Sequence[ReadAction]:
    """The rows without errors; a reference that stands twice counts once."""
    return list({a.key: a for a in reversed(reading.actions) if a.valid}.values())[::-1]


def _effective(request: Request, options: Options) -> datetime:
    """The instant from which the file is true: the start of its day, no later than now."""
    if options.as_of is None:
        return request.now
    zone = request.partnership.zone
    return min(datetime.combine(options.as_of, time(0), zone).astimezone(UTC), request.now)


def _add_plan(request: Request) -> Plan:
    plan = Plan(
        code=PLAN_CODE,
        title=request.partnership.bodies.plan,
        time_zone=request.partnership.time_zone,
    )
    request.session.add(plan)
    request.session.flush()
    record_event(
        request.session,
        request.actor,
        "plan_added",
        at=request.now,
        entity="plan",
        entity_id=plan.code,
        after={"title": plan.title},
    )
    return plan


def _add_version(entry: Entry, changes: Difference, options: Options) -> None:
    """A version of the plan: the first, and whenever somebody agreed one."""
    session = entry.session
    of_plan = PlanVersion.plan_id == entry.plan.id
    last = session.scalar(select(func.max(PlanVersion.number)).where(of_plan)) or 0
    agreed = options.agreed
    if last and (agreed is None or _is_known(entry, options)):
        return
    version = PlanVersion(
        plan_id=entry.plan.id,
        number=last + 1,
        agreed_by=agreed.by if agreed else None,
        agreed_on=agreed.on if agreed else None,
        source=agreed.source if agreed else None,
        summary=_summary(changes, options.name),
        made_at=entry.at,
    )
    session.add(version)
    session.flush()
    after = {
        "agreed_by": version.agreed_by,
        "agreed_on": version.agreed_on,
        "source": version.source,
        "summary": version.summary,
    }
    entry.event("plan_version_added", "plan_version", version.number, None, after)


def _is_known(entry: Entry, options: Options) -> bool:
    """Whether this agreement is recorded already."""
    agreed = options.agreed
    assert agreed is not None
    rows = select(PlanVersion.id).where(
        PlanVersion.plan_id == entry.plan.id,
        PlanVersion.agreed_by == agreed.by,
        PlanVersion.agreed_on == agreed.on,
    )
    return entry.session.scalar(rows.limit(1)) is not None


def _summary(changes: Difference, name: str) -> str:
    applied = sum(1 for change in changes.changed if not change.waits)
    return f"{len(changes.added)} added, {applied} changed, from {name}"
