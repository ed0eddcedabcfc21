"""Recording an answer: one new row, numbered within its cycle, with all that follows from it.

A correction is a new row that replaces the one before. The same answer said twice (a double click)
is one row. Everything happens in the caller's transaction, with its audit events.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from handlers.answering.answers import Answer, answer_of, columns_of, newest
from handlers.answering.held import settle_about
from handlers.answering.progress import move, move_back
from handlers.changes import change
from handlers.changing.requests import take_step
from handlers.cycle_of import cut_off_of
from handlers.request import RefusedError, Request
from models.audit import Actor, record
from models.change import ChangeRequest, RequestState
from models.cycle import Cycle
from models.delivery import Heard
from models.evidence import EvidenceItem
from models.people import Person
from models.plan import Action, ChangeKind
from models.states import Stage
from models.update import ReadingState, Update, UpdateKind

CLOSED_WORDS = {
    Stage.VERIFIED: "proven: its evidence has been accepted",
    Stage.EMBEDDED: "proven and embedded",
    Stage.WITHDRAWN: "withdrawn from the plan",
    Stage.SUPERSEDED: "replaced by other actions",
    Stage.DRAFT: "a draft that has not been agreed yet",
}


@dataclass(frozen=True, slots=True)
class Behalf:
    """For whom somebody else answers, where they heard it (phone, e-mail, meeting), and when."""

    person: Person | None
    source: str
    on: date


def refuse_closed(action: Action) -> None:
    """Refuse an answer for an action that takes none.

    Raises:
        RefusedError: it is proven, withdrawn, replaced or a draft.
    """
    if action.stage in CLOSED_WORDS:
        raise RefusedError(
            f"{action.ref} is {CLOSED_WORDS[action.stage]}, so there is nothing to update."
            " If that looks wrong, the programme office can help."
        )


def record_answer(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    answer: Answer,
    *,
    behalf: Behalf | None = None,
    settles: bool = True,
) -> Update:
    """Record what was said of an action in a cycle (None: news between cycles).

    Gives the row that stands: the new one, or the one that says the same already. It `settles`
    what waits for the person's word about the action, unless it says only words beside it.

    Raises:
        RefusedError: the action takes no answers.
    """
    refuse_closed(action)
    lock_series(request.session, cycle, action)
    standing = newest(request.session, action.id, cycle.id if cycle else None)
    is_claimed_again = answer.delivered and action.stage is not Stage.DELIVERED
    is_said = standing is not None and _is_the_same(request, standing, answer, behalf)
    if standing is not None and is_said and not is_claimed_again:
        return standing
    kind = UpdateKind.ANSWER
    if standing is not None and standing.kind is not UpdateKind.WITHDRAWN:
        kind = UpdateKind.CORRECTION
    update = _append(request, action, cycle, answer, kind, replaces=standing, behalf=behalf)
    move(request, action, answer)
    _end_own_dispute(request, action)
    keep_evidence(request, action, update)
    if request.person is not None and settles:
        settle_about(request, request.person, cycle, action, ReadingState.CHANGED)
    return update


def _end_own_dispute(request: Request, action: Action) -> None:
    """Who said "not mine" and then answers has taken it back."""
    if action.disputed_by_id is not None and action.disputed_by_id == request.actor.person_id:
        reason = "who said that it was not theirs has answered"
        change(request, action, "disputed_by_id", None, reason, kind=ChangeKind.REASSIGN)
        action.disputed_at = None


def undo_answer(request: Request, action: Action, cycle: Cycle | None, undone: Update) -> Update:
    """Bring back what stood before an answer; "taken back" where nothing did."""
    lock_series(request.session, cycle, action)
    before = request.session.get(Update, undone.replaces_id) if undone.replaces_id else None
    answer = answer_of(before)
    kind = UpdateKind.WITHDRAWN if answer.says_nothing else UpdateKind.UNDO
    update = _append(request, action, cycle, answer, kind, replaces=undone)
    move(request, action, answer, undone=undone.delivered)
    if kind is UpdateKind.WITHDRAWN:
        move_back(request, action, undone.received_at)
    _withdraw_request(request, undone)
    return update


def lock_series(session: Session, cycle: Cycle | None, action: Action) -> None:
    """Queue for the numbers of a cycle until the transaction ends.

    SQLite has one writer at a time already, since each transaction begins IMMEDIATE.
    """
    if session.get_bind().dialect.name == "postgresql":
        table, row = ("cycle", cycle.id) if cycle else ("plan", action.plan_id)
        session.execute(text(f"SELECT id FROM {table} WHERE id = :row FOR UPDATE"), {"row": row})  # noqa: S608 - two names of our own


def series_of(cycle: Cycle | None, today: date) -> str:
    """The name of a cycle's numbers: "2023-10"; of news, its month: "news-2023-11"."""
    return cycle.code if cycle else f"news-{today:%Y-%m}"


def _append(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    answer: Answer,
    kind: UpdateKind,
    *,
    replaces: Update | None,
    behalf: Behalf | None = None,
) -> Update:
    session = request.session
    series = series_of(cycle, request.today)
    last = session.scalar(select(func.max(Update.serial)).where(Update.series == series)) or 0
    update = Update(
        action_id=action.id,
        cycle_id=cycle.id if cycle else None,
        series=series,
        serial=last + 1,
        kind=kind,
        replaces_id=replaces.id if replaces else None,
        author_id=request.actor.person_id,
        on_behalf_of_id=behalf.person.id if behalf and behalf.person else None,
        source=behalf.source if behalf else None,
        source_on=behalf.on if behalf else None,
        door=request.door,
        late=is_late(request, cycle),
        received_at=request.now,
        **columns_of(answer),
    )
    session.add(update)
    session.flush()
    record(
        session,
        _actor(request, behalf),
        f"update_{kind.value}",
        at=request.now,
        entity="status_update",
        entity_id=update.number,
        before=columns_of(answer_of(replaces)) if replaces else None,
        after={**columns_of(answer), "action": action.ref, "late": update.late},
        reason=f"{behalf.source}, {behalf.on.isoformat()}" if behalf else None,
    )
    return update


def is_late(request: Request, cycle: Cycle | None) -> bool:
    """Whether it was said after the cycle's cut-off, however long it then lay in the inbox."""
    if cycle is None:
        return False
    heard = request.session.get(Heard, request.heard_id or 0)
    said_at = heard.at if heard is not None else request.now
    return said_at >= cut_off_of(request.session, cycle, request.partnership)


def _is_the_same(request: Request, standing: Update, answer: Answer, behalf: Behalf | None) -> bool:
    return (
        standing.kind is not UpdateKind.WITHDRAWN
        and answer_of(standing) == answer
        and standing.author_id == request.actor.person_id
        and standing.source == (behalf.source if behalf else None)
    )


def _actor(request: Request, behalf: Behalf | None) -> Actor:
    actor = request.actor
    if behalf is None or behalf.person is None:
        return actor
    return Actor(actor.name, actor.door, actor.person_id, behalf.person.id)


def keep_evidence(request: Request, action: Action, update: Update) -> None:
    """Keep each link once for the action; the verifier works from these."""
    session = request.session
    kept = set(
        session.scalars(select(EvidenceItem.link).where(EvidenceItem.action_id == action.id))
    )
    for link in dict.fromkeys(update.evidence):
        if link in kept:
            continue
        item = EvidenceItem(
            action_id=action.id,
            update_id=update.id,
            link=link,
            by_id=request.actor.person_id,
            at=request.now,
        )
        session.add(item)
        session.flush()
        record(
            session,
            request.actor,
            "evidence_added",
            at=request.now,
            entity="evidence_item",
            entity_id=item.id,
            after={"action": action.ref, "link": link},
        )


UNDECIDED = frozenset({RequestState.SUBMITTED, RequestState.RETURNED, RequestState.RECOMMENDED})
"""What a body has approved is taken back by its own button, never beside an answer."""


def _withdraw_request(request: Request, undone: Update) -> None:
    asked = request.session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.update_id == undone.id, *ChangeRequest.open_moves()
        )
    )
    if asked is not None and asked.state in UNDECIDED:
        take_step(request, asked, RequestState.WITHDRAWN, reason="the answer was taken back")
