"""A moderated rating from the desk's form or a typed line; the same path as from the queue."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.corrections import action_called
from handlers.fields import given, wanted
from handlers.inquiring.intents import said_as
from handlers.moderating.deciding import Decision, decide, levels_of, lock, overruled, own_level
from handlers.moderating.pressing import rating_of, reason_of
from handlers.moderating.showing import item_of
from handlers.moderating.standing_queues import restate_queues
from handlers.reporting.reports import cycle_meant
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from models.permissions import Act
from models.plan import Action
from models.rating_words import read_rating
from models.states import Level

_LINE = re.compile(
    r"^\W*(?:please )?moderate\s+(?:action\s+|#\s*)?(?P<ref>[\w][\w./-]*)\s+(?:to|as|at)?\s*"
    r"(?P<rating>green|amber|red|on[ -]track|at[ -]risk|off[ -]track)\b\s*"
    r"(?:[:,;–—-]|because|since|as)?\s*(?P<reason>.*)$",  # noqa: RUF001 - dashes as people type them
    re.IGNORECASE | re.DOTALL,
)
said_as(
    "moderation.line",
    r"(?:please )?moderate (?:action |# ?)?[\w][\w./-]* (?:to |as |at )?"
    r"(?:green|amber|red|on[ -]track|at[ -]risk|off[ -]track)\b.*",
)


@verb("rating.moderate", "Set a moderated rating", act=Act.MODERATE)
def moderate(request: Request) -> Reply:
    """Set `rating` for action `ref` with a `reason`, as oneself or at the `level` that is named."""
    errors: dict[str, str] = {}
    ref = wanted(request, "ref", errors, "the action's reference")
    rating, reason = rating_of(request, errors), _reason(request, errors)
    if errors or rating is None:
        return Reply(errors=errors)
    action, cycle = action_called(request.session, ref), cycle_meant(request)
    level = _level(request, action)
    lock(request.session, action)
    item = item_of(request, cycle, action)
    looked_at = item.said.id if item.said else None
    row = decide(request, Decision(action, cycle, level, rating, reason, update_id=looked_at))
    restate_queues(request, cycle)
    spoken = request.partnership.scheme.said(rating)
    told = f"{action.ref} is moderated to {spoken} for {cycle.code}. The owner is told."
    return said(f"{told} {overruled(request, row)}".strip())


def _reason(request: Request, errors: dict[str, str]) -> str:
    if "reason" in request.fields:
        return reason_of(request, errors)
    return wanted(request, "reason", errors, "why; the owner and the Board read it")


def _level(request: Request, action: Action) -> Level:
    named = given(request, "level")
    found = next((level for level in Level if level.value == named), None)
    if found is not None and found in levels_of(request, action):
        return found
    return own_level(request, action)


@verb(
    "moderation.line",
    "Set a moderated rating by a line",
    act=Act.MODERATE,
    examples=("moderate 6.1 red: no way back is named",),
)
def by_line(request: Request) -> Reply:
    """Set a rating from a typed line.

    Raises:
        RefusedError: the line gives no reason.
    """
    found = _LINE.match(request.words)
    read = read_rating(found["rating"]) if found else None
    if found is None or read is None or read.rating is None:
        raise RefusedError("Write the action, the rating and why: moderate 6.1 red: no way back.")
    if not any(character.isalnum() for character in found["reason"]):
        raise RefusedError(
            f"Say why, too: moderate {found['ref']} {found['rating'].lower()}: and the reason."
            " The owner and the Board read it."
        )
    fields = {"ref": found["ref"], "rating": read.rating.value, "reason": found["reason"].strip()}
    reply = moderate(replace(request, fields=fields))
    if reply.errors:
        raise RefusedError(" ".join(reply.errors.values()))
    return reply
