"""A rating set by somebody other than the owner: both stay, both are shown, the owner is told."""

from __future__ import annotations

from handlers.allowed import require, standing_of
from handlers.corrections import action_called
from handlers.fields import given, wanted
from handlers.reporting.reports import cycle_meant
from handlers.request import Reply, Request
from handlers.tell import tell
from handlers.verbs import said, verb
from models.audit import record
from models.message import Message, Note, Paragraph, Quote, text
from models.people import Person
from models.permissions import Act
from models.plan import Action
from models.rating_sides import LEVEL_WORDS
from models.states import Level, Rating
from models.update import Moderation

RATINGS = (Rating.GREEN, Rating.AMBER, Rating.RED)
"""What can be set; Blue comes from accepted evidence only."""


@verb("rating.moderate", "Set a moderated rating", act=Act.MODERATE)
def moderate(request: Request) -> Reply:
    """Set `rating` for action `ref` with a `reason`, at the highest level that the asker has."""
    errors: dict[str, str] = {}
    ref = wanted(request, "ref", errors, "the action's reference")
    reason = wanted(request, "reason", errors, "why; the owner and the Board read it")
    rating = _rating(given(request, "rating"), errors)
    if errors or rating is None:
        return Reply(errors=errors)
    action = action_called(request.session, ref)
    require(request, Act.MODERATE, action=action)
    cycle = cycle_meant(request)
    level = _level(request, action)
    assert request.person is not None
    row = Moderation(
        action_id=action.id,
        cycle_id=cycle.id,
        level=level,
        rating=rating,
        reason=reason,
        by_id=request.person.id,
        at=request.now,
    )
    request.session.add(row)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "rating_moderated",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"rating": rating, "level": level, "cycle": cycle.code},
        reason=reason,
    )
    spoken = request.partnership.scheme.said(rating)
    _tell_owner(request, action, row, spoken)
    return said(f"{action.ref} is moderated to {spoken} for {cycle.code}. The owner is told.")


def _rating(words: str, errors: dict[str, str]) -> Rating | None:
    try:
        rating = Rating(words.lower())
    except ValueError:
        rating = None
    if rating not in RATINGS:
        errors["rating"] = f"Choose green, amber or red; found {words[:20]!r}."
        return None
    return rating


def _level(request: Request, action: Action) -> Level:
    """The highest level that who asks may set as themself; a meeting's word is recorded apart."""
    levels = request.partnership.policy.levels(standing_of(request, action=action))
    own = [level for level in levels if level in {Level.PROGRAMME_OFFICE, Level.CHAIR}]
    return own[-1] if own else levels[-1]


def _tell_owner(request: Request, action: Action, row: Moderation, spoken: str) -> None:
    owner = request.session.get(Person, action.owner_id or 0)
    if owner is None or owner.is_vacant:
        return
    who = LEVEL_WORDS[row.level]
    notice = f"{action.ref} goes to the Board as {spoken}: {who} has set that rating."
    tell(
        request.session,
        owner,
        Message(
            "moderated",
            notice,
            (
                Paragraph(text(notice)),
                Paragraph((*text("The reason given: "), Quote(row.reason))),
                Note(text("Your own rating stays on the record beside it.")),
            ),
        ),
        key=f"moderated:{row.id}",
        now=request.now,
        cycle_id=row.cycle_id,
    )
