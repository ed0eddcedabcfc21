"""What the record holds of one action, in chat: who did what, when, and why."""

from __future__ import annotations

from typing import Any

from handlers.allowed import require
from handlers.auditing.spoken_events import act_in_words, says_of
from handlers.corrections import action_called
from handlers.fields import given
from handlers.inquiring.intents import REF, said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.auditing import Event, history_card
from models.audit import AuditEvent
from models.audit_read import Wanted, count_events, newest_events, who_blanked
from models.permissions import Act
from models.plan import Action

A_SCREEN = 8
said_as("audit.history", rf"(?:(?:show |the )*history (?:of )?|record of (?=\S*\d)){REF}")


@verb(
    "audit.history",
    "See what the record holds of an action",
    act=Act.READ_WORKING,
    examples=("history of 6.1",),
)
def history(request: Request) -> Reply:
    """The newest events of action `ref`; further back `before` an event's number."""
    action = _named(request)
    require(request, Act.READ_WORKING, action=action)
    before = given(request, "before")
    wanted = Wanted(action=action, before_seq=int(before) if before.isdecimal() else None)
    found = newest_events(request.session, wanted, A_SCREEN + 1)
    shown = found[:A_SCREEN]
    card = history_card(
        action.id,
        action.ref,
        tuple(_event(request, event) for event in shown),
        count=count_events(request.session, Wanted(action=action)),
        before=shown[-1].seq if len(found) > A_SCREEN else None,
    )
    return Reply(instead=card) if before else Reply(say=(card,))


def _named(request: Request) -> Action:
    number = given(request, "action")
    if number.isdecimal() and (found := request.session.get(Action, int(number))) is not None:
        return found
    ref = given(request, "ref")
    if not ref:
        raise RefusedError("Say of which action, such as: history of 6.1.")
    return action_called(request.session, ref)


def _event(request: Request, event: AuditEvent) -> Event:
    return Event(
        event.seq,
        event.at,
        event.actor,
        act_in_words(event.act),
        _blank(request, event) if event.salt is None else says_of(event.after, event.reason),
        is_blank=event.salt is None,
    )


def _blank(request: Request, event: AuditEvent) -> str:
    found: Any = who_blanked(request.session, event.seq)
    if found is None:
        return "Its words have been taken out."
    return f"Redacted by {found.by} and {found.second}: {found.reason}"
