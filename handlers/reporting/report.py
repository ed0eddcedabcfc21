"""The Board's report: drafted, signed by the chair, issued by the clock; held, hurried or reopened.

What is signed is one frozen snapshot, named by its hash. Nothing goes out without a signature; an
issued version never changes, and reopening makes the next one.
"""

from __future__ import annotations

from datetime import datetime

from handlers.allowed import may_do, require
from handlers.audience import holders
from handlers.challenging.asked import open_challenges
from handlers.cycles import plan_of
from handlers.fields import given
from handlers.reporting.reports import cycle_meant, draft, following, is_closed, note, report_meant
from handlers.request import RefusedError, Reply, Request
from handlers.staffing.roles import roles_in_force
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.reopened import reopened_message
from handlers.wording.report import (
    draft_message,
    held_message,
    issued_message,
    report_in_words,
    signed_message,
)
from models.message import Message
from models.people import Person
from models.permissions import Act
from models.report import Report, ReportState
from models.snapshot import load
from models.spoken import moment_in_words
from models.states import Role


@verb(
    "report.draft",
    "Draft the Board's report",
    act=Act.DRAFT_REPORT,
    examples=("draft the board report",),
)
def make_draft(request: Request) -> Reply:
    """Freeze the record as it stands, say what is missing, and offer what may be done."""
    require(request, Act.DRAFT_REPORT)
    report = draft(request, cycle_meant(request))
    questions = len(open_challenges(request.session, report.cycle.plan_id))
    card = draft_message(
        report, request.partnership, may_sign=_may_sign(request), questions=questions
    )
    return Reply(say=(card,))


@verb("report.sign", "Sign off the Board's report", act=Act.SIGN_OFF)
def sign(request: Request) -> Reply:
    """Sign what was shown: the button carries the report and the hash that the chair read."""
    require(request, Act.SIGN_OFF)
    report = report_meant(request)
    if report.state is not ReportState.DRAFT:
        raise RefusedError(
            f"{report_in_words(report)}, is {report.state.value} already; nothing is changed."
        )
    if given(request, "sha256") != report.sha256:
        raise RefusedError(
            "The report was drafted anew after this was shown to you. Ask for the draft again"
            " and sign what it shows."
        )
    planned = plan_of(report.cycle, request.partnership)
    if not is_closed(report):
        zone = request.partnership.zone
        closes = moment_in_words(planned.cut_off_instant(zone), zone)
        raise RefusedError(
            f"The figures had not closed when this was drafted. They close on {closes};"
            " ask for the draft again after that."
        )
    with request.session.no_autoflush:
        _sign(request, report)
        report.issue_at = max(request.now, planned.papers_instant(request.partnership.zone))
    request.session.flush()
    signed = {"sha256": report.sha256, "as": report.signed_as, "issue_at": report.issue_at,
              "unmoderated": load(report.snapshot)["unmoderated"]}  # fmt: skip
    note(request, report, "report_signed", signed)
    message = signed_message(report, request.partnership.zone)
    _tell(request, report, message_key="signed", message=message)
    read = draft_message(report, request.partnership, may_sign=False)
    return Reply(say=(message,), instead=read if _is_on_its_card(request) else None)


def _sign(request: Request, report: Report) -> None:
    """Put the signature beside the snapshot, which stays as it was shown."""
    assert request.person is not None
    report.state = ReportState.SIGNED
    report.signed_by = request.person
    report.signed_name = request.person.name
    report.signed_as = _capacity(request, request.person).value
    report.signed_at = request.now


def _may_sign(request: Request) -> bool:
    return may_do(request, Act.SIGN_OFF).allowed


def _capacity(request: Request, person: Person) -> Role:
    """As chair, or as the named and dated acting chair."""
    held = roles_in_force(request.session, person.id, request.today)
    is_chair = any(assignment.role is Role.CHAIR for assignment in held)
    return Role.CHAIR if is_chair else Role.ACTING_CHAIR


OFFICE = (Role.PROGRAMME_OFFICE, Role.BOARD_SECRETARY)
SIGNERS = (Role.CHAIR, Role.ACTING_CHAIR)


def _tell(
    request: Request,
    report: Report,
    *,
    message_key: str,
    message: Message,
    roles: tuple[Role, ...] = OFFICE,
) -> None:
    for person in holders(request.session, *roles, on=request.today):
        if request.person is None or person.id != request.person.id:
            tell(
                request.session,
                person,
                message,
                key=f"{message_key}:{report.id}:{request.now.isoformat()}:{person.id}",
                now=request.now,
                cycle_id=report.cycle_id,
            )


@verb("report.hold", "Hold the Board's report back", act=Act.HOLD_OR_ISSUE)
def hold(request: Request) -> Reply:
    """Keep a signed report from being issued until it is released."""
    require(request, Act.HOLD_OR_ISSUE)
    report = _signed(request, "held")
    if report.held_at is not None:
        return said(f"{report_in_words(report)}, is held already.")
    report.held_at = request.now
    report.held_by_id = request.actor.person_id
    report.hold_reason = given(request, "reason")
    note(request, report, "report_held", {}, report.hold_reason or None)
    message = held_message(report, request.actor.name)
    _tell(request, report, message_key="held", message=message)
    return _in_place(request, message)


def _is_on_its_card(request: Request) -> bool:
    """Whether a report's own message was pressed; the buttons of the desk name no report."""
    return request.posted_id is not None and "report" in request.args


def _in_place(request: Request, message: Message) -> Reply:
    """The report's message as it stands now: where it stood, so that no old button is left."""
    return Reply(instead=message) if _is_on_its_card(request) else Reply(say=(message,))


def _signed(request: Request, done: str) -> Report:
    report = report_meant(request)
    if report.state is not ReportState.SIGNED:
        now = "is not signed yet" if report.state is ReportState.DRAFT else "has gone to the Board"
        raise RefusedError(
            f"{report_in_words(report)}, {now}; only a signed report that has not"
            f" gone can be {done}."
        )
    return report


@verb("report.release", "Release a report that is held", act=Act.HOLD_OR_ISSUE)
def release(request: Request) -> Reply:
    """Let a held report go at its time, or at once where that has passed."""
    require(request, Act.HOLD_OR_ISSUE)
    report = _signed(request, "released")
    if report.held_at is None:
        return said(f"{report_in_words(report)}, is not held.")
    report.held_at = None
    report.held_by_id = None
    report.issue_at = _later(report.issue_at, request.now)
    note(request, report, "report_released", {"issue_at": report.issue_at})
    return _in_place(request, signed_message(report, request.partnership.zone))


def _later(at: datetime | None, now: datetime) -> datetime:
    return now if at is None else max(at, now)


@verb("report.issue", "Issue the signed report now", act=Act.HOLD_OR_ISSUE)
def issue(request: Request) -> Reply:
    """Bring the time of issue forward to now; a hold is lifted by it."""
    require(request, Act.HOLD_OR_ISSUE)
    report = _signed(request, "issued")
    report.issue_at = request.now
    report.held_at = None
    report.held_by_id = None
    note(request, report, "report_issue_now", {"issue_at": report.issue_at})
    return _in_place(request, issued_message(report))


@verb("report.reopen", "Reopen a signed report", act=Act.REOPEN_REPORT)
def reopen(request: Request) -> Reply:
    """Make the next version as a draft; the signed one stays readable for ever."""
    require(request, Act.REOPEN_REPORT)
    report = report_meant(request)
    reason = given(request, "reason")
    if report.state is ReportState.DRAFT:
        raise RefusedError(
            f"{report_in_words(report)}, is not signed yet, so it can simply be drafted again."
        )
    if report.state is ReportState.REPLACED:
        raise RefusedError(
            f"{report_in_words(report)}, is replaced already; reopen the newest version."
        )
    if report.issued_at is None:
        report.state = ReportState.REPLACED
    report.reopened_at = request.now
    report.reopened_by_id = request.actor.person_id
    report.reopen_reason = reason
    note(request, report, "report_reopened", {}, reason or None)
    request.session.flush()
    made = following(request, report)
    to_sign = reopened_message(report, made, may_sign=True)
    _tell(request, made, message_key="reopened", message=to_sign, roles=SIGNERS)
    return Reply(say=(reopened_message(report, made, may_sign=_may_sign(request)),))
