"""The three steps that a newcomer follows, each as far as the record shows it done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.moves import under_way
from bot.web.local import State, Step
from bot.web.people import channel_reader, holder, usual_guises
from handlers.cycle_of import cut_off_of
from models.cycle import Cycle
from models.partnership import Partnership
from models.people import OrganisationKind
from models.plan import Action
from models.report import Report
from models.spoken import moment_in_words
from models.states import Role
from models.update import Update, UpdateKind


def steps(
    session: Session,
    *,
    now: datetime,
    partnership: Partnership,
    played: Collection[int],
    began_at: datetime,
) -> list[Step]:
    """Answer, let the cut-off come, sign and read what the Board gets; before that, a plan.

    Args:
        session: the record.
        now: the instant by the demo's clock.
        partnership: its words and rules.
        played: whose place the visitor has taken.
        began_at: when the visitor came; the story is that of the cycle under way then.
    """
    cycle = under_way(session, began_at.astimezone(partnership.zone).date())
    if cycle is None:
        return _in_turn(_beginning(session, now, partnership))
    told = (
        _answer(session, now, partnership, played, began_at),
        _cut_off(session, now, partnership, cycle),
        _report(session, now, partnership, cycle),
    )
    return _in_turn(told)


def _beginning(session: Session, now: datetime, partnership: Partnership) -> tuple[Step, ...]:
    """Where there is no plan yet, or no Board in the calendar."""
    office = holder(session, Role.PROGRAMME_OFFICE, now.astimezone(partnership.zone).date())
    href = f"/as/{office.id}" if office else "/"
    has_plan = session.scalar(select(Action.id).limit(1)) is not None
    return (
        Step(
            "Bring the plan in",
            "Be the programme office, and bring the plan's spreadsheet. You see what it holds"
            " before anything is written.",
            href,
            "Be the programme office",
            _state(done=has_plan),
        ),
        Step(
            f"Say when {partnership.bodies.board_short} meets",
            "Type desk, and add a Board. The days that lead to it are planned backwards.",
            href,
            "Be the programme office",
            State.LATER,
        ),
    )


def _in_turn(told: tuple[Step, ...]) -> list[Step]:
    """The first step that is not done is the one to do now."""
    first = next((n for n, step in enumerate(told) if step.state is not State.DONE), None)
    return [
        Step(s.title, s.words, s.href, s.link, State.NOW) if n == first else s
        for n, s in enumerate(told)
    ]


def _state(*, done: bool) -> State:
    return State.DONE if done else State.LATER


def _answer(
    session: Session,
    now: datetime,
    partnership: Partnership,
    played: Collection[int],
    began_at: datetime,
) -> Step:
    answered = session.scalar(
        select(Update.id)
        .where(
            Update.author_id.in_(played),
            Update.received_at >= began_at,
            Update.kind != UpdateKind.IMPORT,
        )
        .limit(1)
    )
    guises = usual_guises(session, now.astimezone(partnership.zone).date())
    owner = next(
        (
            guise.person
            for guise in guises
            if guise.person.organisation is not None
            and guise.person.organisation.kind is OrganisationKind.NHS
        ),
        None,
    )
    return Step(
        "Answer as an owner",
        "Every owner was asked on the day that collection opened. Press a button, write it in"
        " full, or type a line.",
        f"/as/{owner.id}" if owner else "/",
        "Be an owner in the NHS" if owner else "Choose an owner",
        _state(done=answered is not None),
    )


def _cut_off(session: Session, now: datetime, partnership: Partnership, cycle: Cycle) -> Step:
    closes = cut_off_of(session, cycle, partnership)
    said = moment_in_words(closes, partnership.zone, seen_from=cycle.update_cut_off)
    return Step(
        "Let the cut-off come",
        f"Move the clock below to {said}. Who has not answered is reminded once; after that the"
        " leads hear what is missing.",
        "#move",
        "To the clock",
        _state(done=now >= closes),
    )


def _report(session: Session, now: datetime, partnership: Partnership, cycle: Cycle) -> Step:
    """Sign as the chair; then the papers day brings it to the Board's channel."""
    today = now.astimezone(partnership.zone).date()
    report = session.scalar(
        select(Report).where(Report.cycle_id == cycle.id).order_by(Report.version.desc()).limit(1)
    )
    board = partnership.bodies.board_short
    title = f"Sign as the chair, and read what {board} gets"
    reader = channel_reader(session, today)
    channel = f"/as/{reader.id}/channel/{partnership.board_channel}" if reader else "/"
    if report is not None and report.issued_at is not None:
        words = f"The signed report is in the channel of {board}, with its papers."
        link = f"Read it as the {reader.name}" if reader else "Read it"
        return Step(title, words, channel, link, State.DONE)
    if report is not None and report.signed_at is not None:
        words = "It is signed. Move the clock to the Board: the report goes out on the way there."
        return Step(title, words, channel, f"To the channel of {board}", State.LATER)
    chair = holder(session, Role.CHAIR, today)
    words = "Be the chair, and move the clock to the sign-off: the report waits for your word."
    return Step(title, words, f"/as/{chair.id}" if chair else "/", "Be the chair", State.LATER)
