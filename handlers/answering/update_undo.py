"""Changing and taking back an answer, and putting an ask off until another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from handlers.answering.answers import answer_in, newest
from handlers.answering.old_buttons import past_cycle
from handlers.answering.pressed import Pressed, about_action, look
from handlers.answering.recording import is_late, undo_answer
from handlers.answering.settled import in_place, restate
from handlers.answering.update_form import form_for
from handlers.answering.update_more import delivered
from handlers.asking.asked import asked_of
from handlers.asking.lines_of import receipt_of
from handlers.asking.snoozing import snooze_day
from handlers.asking.the_person import asker
from handlers.cycle_of import cycle_pressed, open_for, takes_answers
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from handlers.wording.receipts import taken_back
from models.audit import record
from models.cycle import Ask, Cycle
from models.permissions import Act
from models.spoken import WEEKDAYS, day_in_words
from models.update import Update, UpdateKind


@verb("update.change", "Change an answer", act=Act.SEND_UPDATE)
@about_action()
def change_answer(request: Request, pressed: Pressed) -> Reply:
    """Open the form with what stands; saving it is a new version."""
    standing = answer_in(request.session, pressed.action.id, pressed.cycle_id)
    if standing is not None and standing.delivered:
        return delivered(request)
    return Reply(form=form_for(request, pressed))


@verb("update.undo", "Take an answer back", act=Act.SEND_UPDATE)
@about_action()
def undo(request: Request, pressed: Pressed) -> Reply:
    """Bring back what stood before, until the cut-off; pressed twice it is done once."""
    session, action = request.session, pressed.action
    update = session.get(Update, int(request.args.get("update", "0") or 0))
    if update is None or update.action_id != action.id:
        raise RefusedError(f"There is no such answer of {action.ref} to take back.")
    cycle = session.get(Cycle, update.cycle_id) if update.cycle_id else None
    last = newest(session, action.id, update.cycle_id)
    done_already = last is not None and last.replaces_id == update.id and last.kind in UNDONE
    if not done_already:
        _refuse_undo(request, cycle, update, last)
        last = undo_answer(request, action, cycle, update)
        restate(request, cycle, [action.id])
    assert last is not None
    seen = look(request, cycle, action.plan_id)
    stands = None if last.kind is UpdateKind.WITHDRAWN else receipt_of(seen, last)
    message = taken_back(action.ref, now=stands, action_id=action.id, place=pressed.place)
    return in_place(request, cycle, message)


@verb("update.undo_last", "Take your last answer back", examples=("undo",))
def undo_last(request: Request) -> Reply:
    """Take back what the person said last in the cycle that is open.

    Raises:
        RefusedError: they have said nothing there.
    """
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    place = Update.cycle_id.is_(None) if cycle is None else Update.cycle_id == cycle.id
    said_last = request.session.scalar(
        select(Update)
        .where(Update.author_id == person.id, place)
        .order_by(Update.id.desc())
        .limit(1)
    )
    if said_last is None or said_last.kind in UNDONE:
        raise RefusedError("You have no answer here that I could take back.")
    about = {
        "action": said_last.action_id,
        "cycle": said_last.cycle_id or "",
        "update": said_last.id,
    }
    return undo(replace(request, args={name: str(value) for name, value in about.items()}))


said_as("update.undo_last", r"undo(?: (?:that|it|this|the last(?: one)?))?|take (?:that|it) back")
UNDONE = frozenset({UpdateKind.UNDO, UpdateKind.WITHDRAWN})


def _refuse_undo(
    request: Request, cycle: Cycle | None, update: Update, last: Update | None
) -> None:
    ref = update.action.ref
    if last is None or last.id != update.id:
        raise RefusedError(
            f"{ref} has been answered again since, so that version cannot be taken back."
            " Press Change on what stands now."
        )
    if is_late(request, cycle) and not update.late:
        raise RefusedError(
            f"Answers have closed, so {ref} stays as it stood then."
            " You can still change it: that is recorded as a late answer."
        )


@verb("update.snooze", "Be asked again on another day")
def snooze(request: Request) -> Reply:
    """Ask again on a working day that is not after the cut-off's day."""
    person, cycle = asker(request), cycle_pressed(request)
    if cycle is None and "cycle" not in request.args:
        cycle = open_for(request.session, person, request.today)
        if cycle is None:
            return said("No answer is asked for at present, so there is nothing to put off.")
    if cycle is None or not takes_answers(cycle, request.today):
        return past_cycle(request, cycle)
    wanted = snooze_day(
        request.session,
        person,
        cycle,
        request.partnership,
        today=request.today,
        wanted=_wanted_day(request),
    )
    if wanted is None:
        closes = day_in_words(cycle.update_cut_off, seen_from=request.today)
        raise RefusedError(f"Answers close on {closes}, so I cannot wait longer than that.")
    seen = look(request, cycle, cycle.plan_id)
    asked = asked_of(seen, person)
    ids = {*asked.open, *(u.action_id for u in asked.wanting)}
    ids |= {i for reading in asked.waiting for i in reading.action_ids}
    if not ids:
        return said("Nothing is open for you, so there is nothing to put off. Thank you.")
    for ask in request.session.scalars(
        select(Ask).where(Ask.cycle_id == cycle.id, Ask.action_id.in_(ids))
    ):
        _put_off(request, ask, wanted)
    day = day_in_words(wanted, seen_from=request.today)
    return said(f"I ask again on {day}. You can answer at any time before.", kind="snoozed")


said_as(
    "update.snooze",
    r"snooze|(?:please )?(?:ask|remind) me (?:again )?"
    rf"(?:later|(?:on )?(?P<day>tomorrow|{'|'.join(WEEKDAYS).lower()}))(?:,? please)?",
)


def _wanted_day(request: Request) -> date | None:
    named = request.args.get("day", "")
    if named == "tomorrow":
        return request.today + timedelta(days=1)
    if (weekday := named.capitalize()) in WEEKDAYS:
        ahead = (WEEKDAYS.index(weekday) - request.today.weekday() - 1) % 7 + 1
        return request.today + timedelta(days=ahead)
    try:
        return date.fromisoformat(request.args.get("until", ""))
    except ValueError:
        return None


def _put_off(request: Request, ask: Ask, until: date) -> None:
    before, ask.snoozed_until = ask.snoozed_until, until
    ask.opened_at = ask.opened_at or request.now
    record(
        request.session,
        request.actor,
        "ask_put_off",
        at=request.now,
        entity="ask",
        entity_id=ask.id,
        before={"until": before},
        after={"until": until},
    )
