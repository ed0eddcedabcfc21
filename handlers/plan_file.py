"""A plan that the programme office drops on the bot: seen as a difference, settled, confirmed.

The file is kept, with its hash, until it is imported or put away. At the confirmation it is read
and compared again; where the plan has changed since it was shown, the new difference is shown
instead and nothing is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sqlalchemy import select

from handlers.allowed import require
from handlers.asking.the_person import asker
from handlers.fields import day_of, given, wanted
from handlers.plan_import.findings import FileRefusedError, Finding
from handlers.plan_import.grid import Book
from handlers.plan_import.importing import import_book
from handlers.plan_import.options import Agreed
from handlers.plan_import.reader_seam import book_from
from handlers.plan_import.result import ImportResult
from handlers.plan_import.settled import (
    Settled,
    corrected,
    likely_value,
    place_of,
    settled_from,
    to_settle,
)
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from handlers.wording.plan_files import (
    Shown,
    agreed_form,
    correct_form,
    plan_card,
    written_message,
)
from models.audit import record
from models.canonical import canonical
from models.intake import PlanFile
from models.permissions import Act

WAITING, APPLIED, PUT_AWAY = "waiting", "applied", "put_away"


@verb("plan.file", "Bring a plan in by dropping its spreadsheet", act=Act.IMPORT_PLAN)
def receive(request: Request) -> Reply:
    """Show what a dropped file would change; keep it until it is confirmed or put away."""
    require(request, Act.IMPORT_PLAN)
    dropped, person = request.dropped, asker(request)
    if dropped is None:
        return said("Drop the plan's spreadsheet here, as .xlsx or .csv, and I show what differs.")
    book = _book(dropped.name, dropped.content)
    sha256 = hashlib.sha256(dropped.content).hexdigest()
    file = request.session.scalar(
        select(PlanFile).where(PlanFile.sha256 == sha256, PlanFile.state == WAITING).limit(1)
    )
    if file is None:
        file = PlanFile(
            name=dropped.name,
            sha256=sha256,
            content=dropped.content,
            by_id=person.id,
            at=request.now,
            state=WAITING,
            settled={},
        )
        request.session.add(file)
        request.session.flush()
        _event(request, file, "plan_file_received")
    return Reply(say=(plan_card(_shown(request, file, book)),))


def _book(name: str, content: bytes) -> Book:
    try:
        return book_from(name, content)
    except FileRefusedError as error:
        raise RefusedError(error.sentence) from None


def _shown(request: Request, file: PlanFile, book: Book | None = None) -> Shown:
    """The file as it reads now, with what was settled."""
    settled = settled_from(file.settled)
    result = _import(request, file, settled, book, dry_run=True)
    return Shown(file, result, settled, _mark(result, settled))


def _import(
    request: Request,
    file: PlanFile,
    settled: Settled,
    book: Book | None = None,
    *,
    dry_run: bool,
    skip_invalid: bool = False,
) -> ImportResult:
    book = corrected(book or _book(file.name, file.content or b""), settled.cells)
    options = settled.options(file.name, dry_run=dry_run, skip_invalid=skip_invalid)
    result = import_book(request, book, options)
    if result.reading is None:
        raise RefusedError(result.findings[0].message)
    return result


def _mark(result: ImportResult, settled: Settled) -> str:
    """What is shown, as a short mark: a button confirms this and nothing else."""
    findings = [each.as_json() for each in to_settle(result.findings, settled).values()]
    shown = canonical({"diff": result.difference.as_json(), "findings": findings})
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _file(request: Request) -> PlanFile:
    """The file that a button is about.

    Raises:
        RefusedError: it is imported or put away already, or never was.
    """
    require(request, Act.IMPORT_PLAN)
    number = given(request, "file")
    file = request.session.get(PlanFile, int(number)) if number.isdecimal() else None
    if file is None or file.content is None:
        raise RefusedError(
            "That file is not waiting any more: it was imported or put away. Drop it again to see"
            " what differs now."
        )
    return file


def _settle(request: Request, file: PlanFile, settled: Settled) -> Reply:
    before = file.settled
    file.settled = settled.as_json()
    request.session.flush()
    _event(request, file, "plan_file_settled", before=before, after=file.settled)
    return Reply(instead=plan_card(_shown(request, file)))


@verb("plan.take", "Take the likely reading of a finding", act=Act.IMPORT_PLAN)
def take(request: Request) -> Reply:
    """Settle one finding by what is likely, or all that have something likely."""
    file = _file(request)
    shown = _shown(request, file)
    settled = shown.settled
    if given(request, "at"):
        chosen = [_finding(request, shown)[1]]
    else:
        left = to_settle(shown.result.findings, settled).values()
        chosen = [finding for finding in left if finding.likely]
    for finding in chosen:
        place, value = place_of(finding), likely_value(finding)
        if place is not None and value is not None:
            settled = settled.with_cell(place, value)
    return _settle(request, file, settled)


@verb("plan.correct", "Correct a cell of a dropped plan", act=Act.IMPORT_PLAN)
def correct(request: Request) -> Reply:
    """Open the form of one finding, or keep what it says the cell should hold."""
    file = _file(request)
    shown = _shown(request, file)
    key, finding = _finding(request, shown)
    if "value" not in request.fields:
        return Reply(form=correct_form(shown, key, finding))
    place = place_of(finding)
    assert place is not None
    return _settle(request, file, shown.settled.with_cell(place, given(request, "value")))


def _finding(request: Request, shown: Shown) -> tuple[str, Finding]:
    """The finding that a button names, with its key.

    Raises:
        RefusedError: it is settled already.
    """
    key = given(request, "at")
    finding = to_settle(shown.result.findings, shown.settled).get(key)
    if finding is None or place_of(finding) is None:
        raise RefusedError("That is settled already. The newest card shows what is left.")
    return key, finding


@verb("plan.moved", "Say that dates of a dropped plan have moved before", act=Act.IMPORT_PLAN)
def moved(request: Request) -> Reply:
    """Leave the dates first agreed unknown rather than wrong."""
    file = _file(request)
    settled = settled_from(file.settled)
    return _settle(request, file, replace(settled, dates_have_moved=True))


@verb("plan.agreed", "Say who agreed a dropped plan", act=Act.IMPORT_PLAN)
def agreed(request: Request) -> Reply:
    """Open the form, or keep who agreed this version, when, and where that is written."""
    file = _file(request)
    if "by" not in request.fields:
        return Reply(form=agreed_form(file.id))
    errors: dict[str, str] = {}
    by = wanted(request, "by", errors, "the body that agreed it")
    on = day_of(request, "on", errors, "the day on which it was agreed")
    if errors or on is None:
        return Reply(errors=errors)
    agreement = Agreed(by, on, given(request, "source") or None)
    return _settle(request, file, replace(settled_from(file.settled), agreed=agreement))


@verb("plan.confirm", "Import a dropped plan", act=Act.IMPORT_PLAN)
def confirm(request: Request) -> Reply:
    """Import the file as it was shown; where the plan changed meanwhile, show it anew."""
    file = _file(request)
    shown = _shown(request, file)
    skip = given(request, "skip") == "yes"
    reading = shown.result.reading
    assert reading is not None
    if shown.mark != given(request, "mark") or (reading.has_errors and not skip):
        return Reply(
            say=said("The plan has changed since that card was shown. Nothing is written yet.").say,
            instead=plan_card(shown),
        )
    result = _import(request, file, shown.settled, dry_run=False, skip_invalid=skip)
    file.state, file.content = APPLIED, None
    request.session.flush()
    _event(request, file, "plan_file_applied", after={"skipped": skip})
    return Reply(instead=written_message(replace(shown, result=result)))


@verb("plan.put_away", "Put a dropped plan away", act=Act.IMPORT_PLAN)
def put_away(request: Request) -> Reply:
    """Forget the file; nothing is written."""
    file = _file(request)
    file.state, file.content = PUT_AWAY, None
    request.session.flush()
    _event(request, file, "plan_file_put_away")
    sentence = f"{file.name[:80]} is put away; nothing was written."
    (message,) = said(sentence).say
    return Reply(instead=message)


def _event(
    request: Request,
    file: PlanFile,
    act: str,
    *,
    before: object = None,
    after: object = None,
) -> None:
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity="plan_file",
        entity_id=file.id,
        before=before,
        after=after or {"name": file.name, "sha256": file.sha256},
    )
