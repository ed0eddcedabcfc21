"""Settling what could not be delivered: it arrived, send it again, cancel it, open the way again.

Each is an event of the record. A message that may have arrived is sent again only by this word.
"""

from __future__ import annotations

from sqlalchemy import select, update

from handlers.allowed import require
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.running.arrival import arrived
from handlers.running.deliveries import lists, receiver_of
from handlers.running.ways import let_go
from handlers.verbs import said, verb
from handlers.wording.deliveries import delivery_card
from handlers.wording.phrases import begun
from handlers.wording.time_notices import STEP_WORDS
from models.audit import record
from models.delivery import Heard, Occasion, OccasionState, Posted, Step
from models.message_json import message_from
from models.people import Identity
from models.permissions import Act
from models.running import Pace

OPEN = frozenset({OccasionState.HELD, OccasionState.REFUSED})
UNKNOWN_ID = ""
"""The platform's id of a message of which only a person knows that it arrived."""
said_as("delivery", r"(?:what|who) could not be (?:sent|delivered|reached)|undelivered|deliveries")


@verb(
    "delivery",
    "See what waits to be sent and what could not be delivered",
    act=Act.SETTLE_DELIVERY,
    examples=("delivery",),
)
def show(request: Request) -> Reply:
    """The lists, what needs a person first."""
    require(request, Act.SETTLE_DELIVERY)
    page = given(request, "page")
    card = delivery_card(lists(request.session), page=int(page) if page.isdigit() else 0)
    return Reply(say=(card,))


@verb("delivery.arrived", "Say that a message arrived", act=Act.SETTLE_DELIVERY)
def it_arrived(request: Request) -> Reply:
    """Settle a held message as sent: the asks that it names are delivered by it."""
    occasion = _meant(request)
    if occasion.state is not OccasionState.HELD:
        raise RefusedError(f"{_name(occasion)} is {occasion.state.value}, not held; look again.")
    tried = occasion.about.get("tried")
    if occasion.message is None or tried is None:
        raise RefusedError(f"{_name(occasion)} was never sent; send it again or cancel it.")
    if occasion.step is Step.REPLACE:
        _stands_so(request, occasion)
    else:
        _stands_there(request, occasion, tried)
    why = f"{request.actor.name} says that it arrived."
    arrived(request.session, occasion, request.now, why=why)
    return _done(request, occasion, "arrived", f"{_name(occasion)} counts as arrived.")


def _stands_there(request: Request, occasion: Occasion, tried: dict[str, object]) -> None:
    """Our row of the message, whose id on the platform nobody knows: it is never edited."""
    message = message_from(occasion.message or {})
    thread = tried.get("thread_id")
    posted = Posted(
        platform=str(tried["platform"]),
        conversation=str(tried["conversation"]),
        thread_id=thread if isinstance(thread, int) else None,
        platform_id=UNKNOWN_ID,
        person_id=occasion.person_id,
        cycle_id=occasion.cycle_id,
        kind=message.kind,
        message=occasion.message,
        at=request.now,
    )
    request.session.add(posted)
    request.session.flush()
    occasion.posted_id = posted.id


def _stands_so(request: Request, occasion: Occasion) -> None:
    stands = request.session.get_one(Posted, occasion.posted_id)
    stands.message = occasion.message or {}
    stands.kind = message_from(stands.message).kind
    stands.replaced_at = request.now


@verb("delivery.again", "Send a message again", act=Act.SETTLE_DELIVERY)
def send_again(request: Request) -> Reply:
    """Owe it once more, made from the record as it stands when it leaves."""
    occasion = _meant(request)
    if occasion.state not in OPEN:
        raise RefusedError(
            f"{_name(occasion)} is {occasion.state.value}; only what was refused or may have"
            " arrived can be sent again."
        )
    about = {**occasion.about, "again": occasion.attempts}
    about.pop("with", None)
    if about.pop("tried", None) is not None and about.pop("made", False):
        occasion.message = None
    occasion.about = about
    occasion.state = OccasionState.OWED
    occasion.due_at = request.now
    occasion.settled_at = None
    occasion.lease_until = None
    occasion.why = ""
    _try_every_way(request, occasion)
    return _done(request, occasion, "sent_again", f"{_name(occasion)} goes again now.")


def _try_every_way(request: Request, occasion: Occasion) -> None:
    """A way that was left out after a refusal is tried again: somebody has mended it."""
    request.session.execute(
        update(Identity)
        .where(Identity.person_id == occasion.person_id, Identity.is_reachable.is_(False))
        .values(is_reachable=None, why_not=None)
    )


@verb("delivery.cancel", "Cancel a message that waits or failed", act=Act.SETTLE_DELIVERY)
def cancel(request: Request) -> Reply:
    """It is not sent; what is being sent at this moment cannot be called back."""
    occasion = _meant(request)
    if occasion.state not in {*OPEN, OccasionState.OWED}:
        raise RefusedError(f"{_name(occasion)} is {occasion.state.value}; nothing is changed.")
    occasion.state = OccasionState.CANCELLED
    occasion.settled_at = request.now
    reason = given(request, "reason")
    occasion.why = f"Cancelled by {request.actor.name}{f': {reason}' if reason else ''}."
    return _done(request, occasion, "cancelled", f"{_name(occasion)} is cancelled.")


@verb("delivery.retry", "Work again on what came in", act=Act.SETTLE_DELIVERY)
def retry(request: Request) -> Reply:
    """Let what was put aside be tried once more, from the start."""
    heard = _came_in(request)
    if heard.body is None:
        raise RefusedError(
            f"The words of no. {heard.id} were dropped after their days; ask who sent it to"
            " say it again."
        )
    heard.attempts, heard.dead_at = 0, None
    _note(request, "heard", heard.id, "heard_tried_again")
    return said(f"No. {heard.id} is worked on again now.")


@verb("delivery.leave", "Leave what came in and could not be worked on", act=Act.SETTLE_DELIVERY)
def leave(request: Request) -> Reply:
    """Take it off the list; its words are dropped after their days."""
    heard = _came_in(request)
    heard.worked_at = request.now
    _note(request, "heard", heard.id, "heard_left")
    return said(f"No. {heard.id} is left as it is and off the list.")


@verb("delivery.open", "Open a way that was closed", act=Act.SETTLE_DELIVERY)
def open_way(request: Request) -> Reply:
    """Let what waits for a workspace leave again, once its access is mended."""
    require(request, Act.SETTLE_DELIVERY)
    way = given(request, "way")
    pace = request.session.get(Pace, way)
    if pace is None or pace.closed_why is None:
        raise RefusedError(f"The way {way[:60]!r} is not closed; delivery lists those that are.")
    pace.closed_why = pace.closed_at = None
    _note(request, "way", way, "way_opened")
    request.session.flush()
    let_go(request.session, request.now)
    return said(f"The way {way} is open again. What waited for it goes now.")


def _meant(request: Request) -> Occasion:
    """The message that is named, locked against the worker that may be sending it.

    Raises:
        RefusedError: who asks may not, or there is no such message.
    """
    require(request, Act.SETTLE_DELIVERY)
    number = given(request, "occasion").removeprefix("#")
    wanted = select(Occasion).where(Occasion.id == (int(number) if number.isdigit() else 0))
    found = request.session.scalar(
        wanted.with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise RefusedError(f"No message has the number {number[:20]!r}; delivery lists them.")
    return found


def _came_in(request: Request) -> Heard:
    require(request, Act.SETTLE_DELIVERY)
    number = given(request, "heard").removeprefix("#")
    found = request.session.get(Heard, int(number)) if number.isdigit() else None
    if found is None or found.dead_at is None or found.worked_at is not None:
        raise RefusedError(f"Nothing that was put aside has the number {number[:20]!r}.")
    return found


def _name(occasion: Occasion) -> str:
    what = begun(STEP_WORDS[occasion.step.value])
    return f"{what} to {receiver_of(occasion)} (no. {occasion.id})"


def _done(request: Request, occasion: Occasion, act: str, sentence: str) -> Reply:
    _note(request, "occasion", occasion.id, f"message_{act}", given(request, "reason") or None)
    request.session.flush()
    return said(sentence)


def _note(
    request: Request, entity: str, entity_id: object, act: str, reason: str | None = None
) -> None:
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity=entity,
        entity_id=str(entity_id),
        reason=reason,
    )
