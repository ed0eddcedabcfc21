"""The second person's word: confirm what another asked, or decline it."""

from __future__ import annotations

from dataclasses import replace

from handlers.fields import given
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import VERBS, said, verb
from models.audit import Actor, record
from models.message import Message, Paragraph, text
from models.pending import PendingAct, PendingState


def _pending(request: Request) -> PendingAct:
    number = given(request, "pending")
    found = request.session.get(PendingAct, int(number)) if number.isdigit() else None
    if found is None:
        raise RefusedError("That is not waiting for anybody. Ask who sent it to you to ask again.")
    if found.state is not PendingState.WAITING:
        raise RefusedError(f"That was {found.state.value} already; nothing is changed.")
    if request.person is None or found.by_id == request.person.id:
        raise RefusedError("The second person has to be somebody else than who asked.")
    return found


@verb("second.confirm", "Confirm what another asked, as the second person")
def confirm(request: Request) -> Reply:
    """Do what was asked, as the first person's act; both roles are checked now."""
    pending = _pending(request)
    first = Actor(name=pending.by, door=request.door, person_id=pending.by_id)
    asked = replace(
        request,
        actor=first,
        person=pending.asker,
        second=request.person,
        args={},
        fields={name: str(value) for name, value in pending.fields.items()},
    )
    reply = VERBS[pending.verb].handler(asked)
    if reply.errors:
        raise RefusedError(" ".join(reply.errors.values()))
    _settle(request, pending, PendingState.CONFIRMED)
    _tell_asker(request, pending, "confirmed", reply.say)
    return reply


@verb("second.decline", "Decline what another asked, as the second person")
def decline(request: Request) -> Reply:
    """Leave it undone; who asked is told."""
    pending = _pending(request)
    _settle(request, pending, PendingState.DECLINED)
    _tell_asker(request, pending, "declined", ())
    return said("Declined. Nothing is changed, and who asked is told.")


def _settle(request: Request, pending: PendingAct, state: PendingState) -> None:
    assert request.person is not None
    pending.state = state
    pending.settled_by_id = request.person.id
    pending.settled_at = request.now
    record(
        request.session,
        request.actor,
        f"second_person_{state.value}",
        at=request.now,
        entity="pending_act",
        entity_id=pending.id,
        after={"verb": pending.verb, "asked_by": pending.by},
    )


def _tell_asker(
    request: Request, pending: PendingAct, word: str, said_then: tuple[Message, ...]
) -> None:
    if pending.asker is None or request.person is None:
        return
    outcome = f" {said_then[0].notice}" if said_then else " Nothing is changed."
    notice = f"{request.person.name} has {word} what you asked.{outcome}"
    tell(
        request.session,
        pending.asker,
        Message("second_person_answered", notice, (Paragraph(text(notice)),)),
        key=f"second-answer:{pending.id}",
        now=request.now,
    )
