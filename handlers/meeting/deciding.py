"""Deciding, noting and putting off: numbered rows that bind, and are corrected by a later row."""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.answering.update_form import words_of
from handlers.changing.deciding import MEETS
from handlers.changing.deciding import decide as decide_request
from handlers.changing.summaries import decision_of
from handlers.fields import given
from handlers.meeting.details import action_of
from handlers.meeting.news import tell_owner
from handlers.meeting.opening import note as record_act
from handlers.meeting.permitted import require_lead, require_writer
from handlers.meeting.records import (
    decisions_of,
    item_pressed,
    meeting_name,
    meeting_pressed,
    name_of,
)
from handlers.meeting.settling import answer_ask, become
from handlers.meeting.showing import in_its_place, item_message
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from handlers.wording.changing import STATES as REQUEST_STATES
from handlers.wording.meeting_forms import (
    correct_form,
    decide_form,
    earlier_form,
    note_form,
    request_form,
)
from handlers.wording.meetings import STATES
from models.change import ChangeRequest
from models.meeting import AgendaItem, Decision, ItemKind, ItemState, Meeting, MeetingState
from models.meeting_states import decision_name
from models.message import Button, args

SETTLED = frozenset({ItemState.DECIDED, ItemState.NOTED})
BECOMES = frozenset({"", "stays", "done", "dropped"})


def _open_item(request: Request, *, held: bool = False) -> tuple[Meeting, AgendaItem]:
    """The meeting and its open item that were pressed, by somebody who may write there.

    Raises:
        RefusedError: they may not, or the item or the meeting is settled.
    """
    meeting = meeting_pressed(request, held=held)
    require_writer(request, meeting)
    item = item_pressed(request, meeting)
    refuse_settled(request, meeting, item)
    return meeting, item


@verb("meeting.decide_form", "Decide an item of a meeting")
def decide_first(request: Request) -> Reply:
    """Open the form that fits the item."""
    meeting, item = _open_item(request)
    about = args(meeting=meeting.id, item=item.id)
    match item.kind:
        case ItemKind.CHANGE_REQUEST:
            return Reply(form=request_form(about, item.title))
        case ItemKind.EARLIER_ACTION:
            return Reply(form=earlier_form(about, item.title))
        case _:
            return Reply(form=decide_form(about, item.title))


@verb("meeting.decide", "Record a meeting's decision")
def decide(request: Request) -> Reply:
    """Record the decision on `item` in `words`; on a request it binds (`decision`)."""
    meeting, item = _open_item(request, held=True)
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if item.kind is ItemKind.CHANGE_REQUEST:
        return _decide_request(request, meeting, item, words, errors)
    if not words and not errors:
        errors["words"] = "Write what was decided; it is empty."
    if given(request, "becomes") not in BECOMES:
        errors["becomes"] = "Choose whether it stays, is done, or is not wanted any more."
    if errors:
        return Reply(errors=errors)
    decision = keep(request, meeting, item, words)
    if item.kind is ItemKind.BOARD_ASK:
        answer_ask(request, item, decision)
    elif item.kind is ItemKind.EARLIER_ACTION:
        become(request, item, given(request, "becomes"), words)
    else:
        tell_owner(request, meeting, decision)
    return _shown(request, meeting, item, decision)


def _decide_request(
    request: Request, meeting: Meeting, item: AgendaItem, words: str, errors: dict[str, str]
) -> Reply:
    """Approve or refuse: the plan changes in this transaction, or it goes on to who is next."""
    choice = given(request, "decision")
    if choice not in {"approve", "refuse"}:
        errors["decision"] = "Choose whether it is approved or refused; nothing is chosen."
    if choice == "refuse" and not words:
        errors.setdefault("words", "Write why it is refused; who asked will read it.")
    if errors:
        return Reply(errors=errors)
    asked = request.session.get_one(ChangeRequest, int(item.about["request_id"]))
    what = decision_of(request.session, asked)
    said_so = f"Approved. {what}" if choice == "approve" else f"Refused. {what}"
    name = _next_name(request, meeting)
    level, _ = MEETS[meeting.body]
    is_approved = choice == "approve"
    state = decide_request(
        request, asked, is_approved, level, meeting=meeting, minute=name, reason=words
    )
    keep(request, meeting, item, f"{said_so} {words}".strip())
    stands = f"{name} is recorded. The request is {REQUEST_STATES[state]}."
    return in_its_place(request, item_message(request, meeting, item, lead=stands))


@verb("meeting.note_form", "Note something of an item of a meeting")
def note_first(request: Request) -> Reply:
    """Open one field of words."""
    meeting, item = _open_item(request)
    return Reply(form=note_form(args(meeting=meeting.id, item=item.id), item.title))


@verb("meeting.note", "Record what a meeting noted")
def note_it(request: Request) -> Reply:
    """Record that `item` was noted, in `words`; an ask of the Board is answered by it too."""
    meeting, item = _open_item(request, held=True)
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not words and not errors:
        errors["words"] = "Write what was noted; it is empty."
    if errors:
        return Reply(errors=errors)
    decision = keep(request, meeting, item, words, is_note=True)
    if item.kind is ItemKind.BOARD_ASK:
        answer_ask(request, item, decision)
    return _shown(request, meeting, item, decision)


@verb("meeting.defer", "Put an item off to the next meeting")
def defer(request: Request) -> Reply:
    """Put `item` off: what is still open comes back on the next agenda by itself."""
    meeting, item = _open_item(request, held=True)
    item.state = ItemState.DEFERRED
    record_act(request, meeting, "item_deferred", {"item": item.position, "title": item.title})
    lead = f"Item {item.position} is put off to the next meeting."
    return in_its_place(request, item_message(request, meeting, item, lead=lead))


@verb("meeting.correct_form", "Correct a decision of a meeting")
def correct_first(request: Request) -> Reply:
    """Open the decision's words again."""
    meeting, decision = _to_correct(request)
    name = decision_name(meeting_name(request.session, meeting, request.partnership),
                         decision.number)  # fmt: skip
    about = args(meeting=meeting.id, decision=decision.id)
    return Reply(form=correct_form(about, name, decision.words, binds=_binds(request, decision)))


@verb("meeting.correct", "Record a decision's correction")
def correct(request: Request) -> Reply:
    """Append the decision in its right `words`; the earlier row stays, marked as replaced."""
    meeting, decision = _to_correct(request)
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not words and not errors:
        errors["words"] = "Write what was really decided; it is empty."
    if errors:
        return Reply(errors=errors)
    if words == decision.words:
        return said("It says so already; nothing is changed.")
    item = request.session.get(AgendaItem, decision.item_id or 0)
    made = keep(request, meeting, item, words, is_note=decision.is_note, replaces=decision)
    if item is not None and item.kind is ItemKind.BOARD_ASK:
        answer_ask(request, item, made)
    elif not made.is_note and not _binds(request, decision):
        tell_owner(request, meeting, made)
    if item is None:
        return said("The correction is recorded.")
    return _shown(request, meeting, item, made)


def _to_correct(request: Request) -> tuple[Meeting, Decision]:
    """The decision that is named: after the meeting only who leads it corrects it.

    Raises:
        RefusedError: it is not theirs to write, or a later row has replaced it.
    """
    meeting = meeting_pressed(request, held=True)
    if meeting.state is MeetingState.OPEN:
        require_writer(request, meeting)
    else:
        require_lead(request, meeting.body)
    everything = decisions_of(request.session, meeting)
    found = next((d for d in everything if str(d.id) == given(request, "decision")), None)
    log = (Button("Show its decisions", "meeting.log", args(meeting=meeting.id)),)
    if found is None:
        raise RefusedError("That decision is not this meeting's.", ways=log)
    later = next((d for d in everything if d.replaces_id == found.id), None)
    if later is not None:
        by = name_of(request.session, later.by_id)
        raise RefusedError(
            f"The {by} has corrected it already, as number {later.number}: “{later.words[:200]}”."
            " Correct that one.",
            ways=log,
        )
    return meeting, found


def _binds(request: Request, decision: Decision) -> bool:
    item = request.session.get(AgendaItem, decision.item_id or 0)
    return item is not None and item.kind is ItemKind.CHANGE_REQUEST and not decision.is_note


def refuse_settled(request: Request, meeting: Meeting, item: AgendaItem) -> None:
    """Refuse to decide twice: somebody was quicker, or it was decided before.

    Raises:
        RefusedError: says who recorded what, and offers to correct it.
    """
    if item.state not in SETTLED:
        return
    about = [d for d in decisions_of(request.session, meeting) if d.item_id == item.id]
    last = about[-1]
    by = name_of(request.session, last.by_id)
    raise RefusedError(
        f"Item {item.position} is {STATES[item.state]} already: the {by} recorded"
        f" “{last.words[:200]}”. Nothing of yours is recorded.",
        ways=(
            Button("Show the item", "meeting.item", args(meeting=meeting.id, at=item.position)),
            Button("Correct it", "meeting.correct_form", args(meeting=meeting.id,
                                                              decision=last.id)),
        ),
    )  # fmt: skip


def _next_number(request: Request, meeting: Meeting) -> int:
    last = select(func.max(Decision.number)).where(Decision.meeting_id == meeting.id)
    return (request.session.scalar(last) or 0) + 1


def _next_name(request: Request, meeting: Meeting) -> str:
    name = meeting_name(request.session, meeting, request.partnership)
    return decision_name(name, _next_number(request, meeting))


def keep(
    request: Request,
    meeting: Meeting,
    item: AgendaItem | None,
    words: str,
    *,
    is_note: bool = False,
    replaces: Decision | None = None,
) -> Decision:
    """Append a decision or a note under the next number; the meeting is held by the caller."""
    assert request.person is not None
    action = action_of(request, item) if item is not None else None
    row = Decision(
        meeting_id=meeting.id,
        number=_next_number(request, meeting),
        item_id=item.id if item else None,
        action_id=action.id if action else None,
        is_note=is_note,
        words=words,
        by_id=request.person.id,
        replaces_id=replaces.id if replaces else None,
        at=request.now,
    )
    request.session.add(row)
    if item is not None:
        item.state = ItemState.NOTED if is_note else ItemState.DECIDED
    request.session.flush()
    act = "decision_corrected" if replaces else "meeting_noted" if is_note else "meeting_decided"
    after = {"number": row.number, "words": words, "action": action.ref if action else None}
    record_act(request, meeting, act, after | ({"replaces": replaces.number} if replaces else {}))
    return row


def _shown(request: Request, meeting: Meeting, item: AgendaItem, decision: Decision) -> Reply:
    name = decision_name(meeting_name(request.session, meeting, request.partnership),
                         decision.number)  # fmt: skip
    lead = f"{name} is recorded."
    return in_its_place(request, item_message(request, meeting, item, lead=lead))
