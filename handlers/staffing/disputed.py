"""What the programme office does about "not mine": it names the owner, or the owner stays."""

from __future__ import annotations

from dataclasses import replace

from handlers.allowed import require
from handlers.answering.disputes import settle_dispute
from handlers.answering.pressed import action_pressed
from handlers.answering.settled import in_place
from handlers.answering.update_form import words_of
from handlers.cycle_of import cycle_pressed
from handlers.desk_forms import desk_form
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import verb
from handlers.wording.disputed import keep_form, kept, kept_for_owner
from models.message import text
from models.permissions import Act
from models.plan import Action

NAME_OWNER = "action.assign"


@verb("dispute.assign", "Name the owner of a disputed action", act=Act.SETTLE_DISPUTE)
def name_owner(request: Request) -> Reply:
    """Open the form that names an owner, with the action in it."""
    action = _disputed(request)
    form = desk_form(NAME_OWNER, asker=None)
    assert form is not None
    fields = (replace(f, value=action.ref) if f.name == "ref" else f for f in form.fields)
    return Reply(form=replace(form, fields=tuple(fields), intro=text(action.title)))


@verb("dispute.keep", "Leave a disputed action with its owner", act=Act.SETTLE_DISPUTE)
def keep(request: Request) -> Reply:
    """Ask for the reason, since the owner reads it."""
    action = _disputed(request)
    return Reply(form=keep_form(action, request.args.get("cycle", "")))


@verb("dispute.save_keep", "Tell the owner why an action stays theirs", act=Act.SETTLE_DISPUTE)
def save_keep(request: Request) -> Reply:
    """End the dispute: the owner is told why, and is asked as before."""
    action = _disputed(request)
    errors: dict[str, str] = {}
    reason = words_of(request, "reason", errors)
    if not reason and not errors:
        errors["reason"] = "Write why it stays theirs; it is empty."
    if errors:
        return Reply(errors=errors)
    cycle, owner = cycle_pressed(request), action.owner
    assert owner is not None
    settle_dispute(request, action, cycle, reason=reason)
    told = kept_for_owner(
        action, by=request.actor.name, reason=reason, place=str(cycle.id) if cycle else ""
    )
    key = f"kept:{action.id}:{request.now.isoformat()}"
    tell(request.session, owner, told, key=key, now=request.now)
    return in_place(request, None, kept(action.ref, owner.name))


def _disputed(request: Request) -> Action:
    """The disputed action that the button names, if the person may settle whose it is.

    Raises:
        RefusedError: it is settled already, has no owner, or is for others to settle.
    """
    action = action_pressed(request)
    require(request, Act.SETTLE_DISPUTE, action=action)
    if action.disputed_at is None or action.owner is None:
        whose = f"It is with the {action.owner.name}." if action.owner else "It has no owner."
        raise RefusedError(f"{action.ref} is not disputed any more. {whose}")
    return action
