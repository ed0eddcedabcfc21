"""Who may answer for an action, asked of the one policy table at the moment of the click."""

from __future__ import annotations

from handlers.allowed import may_do
from handlers.request import RefusedError, Request
from models.message import Button, args
from models.people import Person
from models.permissions import Act, Verdict
from models.plan import Action
from models.spoken import list_in_words

CARRIED = frozenset({Act.PROPOSE_RATING, Act.NO_CHANGE})
"""What the programme office may pass on for an owner, labelled as heard from them."""


def require_answer(request: Request, action: Action, *acts: Act) -> Verdict:
    """Let who asks answer for the action in the ways that the acts name.

    Gives the verdict of `Act.SEND_UPDATE`, which tells whether they do it on the owner's behalf.

    Raises:
        RefusedError: they may not; the sentence says who can.
    """
    sent = may_do(request, Act.SEND_UPDATE, action=action)
    if not sent.allowed:
        raise RefusedError(
            not_yours(request, action), act=Act.SEND_UPDATE.value, ways=ways_on(action)
        )
    for act in acts:
        if sent.on_behalf and act in CARRIED:
            continue
        verdict = may_do(request, act, action=action)
        if not verdict.allowed:
            raise RefusedError(verdict.sentence, act=act.value, ways=ways_on(action))
    return sent


def not_yours(request: Request, action: Action) -> str:
    """That an action is somebody else's, and who can answer for it."""
    deputy = request.session.get(Person, action.deputy_id) if action.deputy_id else None
    lead = action.accountable
    others = list_in_words(
        (
            f"their deputy ({deputy.name})" if deputy is not None else "their deputy",
            f"the area lead ({lead.name})" if lead is not None else "the area lead",
        ),
        "or",
    )
    owner = action.owner
    if owner is None or owner.is_vacant:
        return (
            f"{action.ref} has nobody in post at present, so I have not recorded that."
            f" {others[:1].upper()}{others[1:]} can answer for it."
        )
    return (
        f"{action.ref} belongs to the {owner.name}, so I have not recorded that."
        f" They, {others} can answer for it."
    )


def ways_on(action: Action) -> tuple[Button, ...]:
    """What somebody may do who named an action that is not theirs."""
    here = args(action=action.id)
    tell = (Button("Tell the owner", "owner.write", here),) if action.owner_id else ()
    return (*tell, Button("Show my actions", "mine"))
