"""Deciding: keep with one press, set with a reason, and what happens when two decide at once."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.answering.update_form import words_of
from handlers.fields import given
from handlers.moderating.deciding import (
    Decision,
    decide,
    decided_words,
    in_force,
    levels_of,
    lock,
    moderations_of,
    outcome,
)
from handlers.moderating.item import Item
from handlers.moderating.showing import action_of, cycle_of, item_message, item_of, place_of
from handlers.moderating.standing_queues import QUEUE, restate_queues
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from handlers.wording.moderated import overtaken_message, set_form
from handlers.wording.moderation import SETTABLE, Place
from models.cycle import Cycle
from models.delivery import Posted
from models.message import Form
from models.permissions import Act
from models.plan import Action
from models.rating_sides import LEVEL_WORDS
from models.states import Level, Rating
from models.update import Moderation


@dataclass(frozen=True, slots=True)
class _Pressed:
    """One action of a queue, as it stands at the press."""

    action: Action
    cycle: Cycle
    place: Place
    item: Item

    def about(self) -> tuple[tuple[str, str], ...]:
        """A button's arguments, as of now."""
        return self.place.args(action=self.action.id, seen=self.item.seen)


def _pressed(request: Request) -> _Pressed:
    action, cycle = action_of(request), cycle_of(request)
    lock(request.session, action)
    item = item_of(request, cycle, action)
    return _Pressed(action, cycle, place_of(request, action), item)


@verb("moderation.keep", "Keep the owner's rating", act=Act.MODERATE)
def keep(request: Request) -> Reply:
    """The owner's rating was looked at and stands.

    Raises:
        RefusedError: there is none to keep.
    """
    pressed = _pressed(request)
    rating = pressed.item.keeps
    if rating is None:
        raise RefusedError(f"{pressed.action.ref} has no rating yet that could be kept; set one.")
    if (newer := _newer(request, pressed)) is not None:
        if _is_mine(request, newer) and newer.kept:
            return _settled(request, pressed, newer)
        wanted = f"You wanted to keep {_word(request, rating)}."
        mine = "You wanted the same." if (newer.kept, newer.rating) == (True, rating) else wanted
        return _overtaken(request, pressed, newer, mine)
    row = decide(request, _decision(pressed, rating, kept=True))
    return _settled(request, pressed, row)


@verb("moderation.set", "Set a moderated rating", act=Act.MODERATE)
def open_form(request: Request) -> Reply:
    """Ask for the reason; the rating that was pressed stands in the form."""
    pressed = _pressed(request)
    rating = given(request, "rating")
    newer = _newer(request, pressed)
    overtaken = "" if newer is None else _overtaken_words(request, pressed, newer)
    return Reply(form=_form(request, pressed, rating=rating, overtaken=overtaken))


@verb("moderation.save", "Record a moderated rating", act=Act.MODERATE)
def save(request: Request) -> Reply:
    """Record the rating with its reason; what somebody decided meanwhile is shown first."""
    errors: dict[str, str] = {}
    rating, reason = rating_of(request, errors), reason_of(request, errors)
    if errors or rating is None:
        return Reply(errors=errors)
    pressed = _pressed(request)
    level = _level(request, pressed)
    newer = _newer(request, pressed)
    if newer is not None:
        if _is_mine(request, newer) and (newer.rating, newer.reason) == (rating, reason):
            return _settled(request, pressed, newer)
        words = _overtaken_words(request, pressed, newer)
        form = _form(request, pressed, rating=rating.value, reason=reason, overtaken=words)
        return Reply(form=form)
    decision = _decision(pressed, rating, reason=reason, level=level)
    return _settled(request, pressed, decide(request, decision))


def _level(request: Request, pressed: _Pressed) -> Level:
    named = str(request.fields.get("level") or "")
    return next((lv for lv in Level if lv.value == named), pressed.place.level)


def _decision(
    pressed: _Pressed,
    rating: Rating,
    *,
    reason: str = "",
    level: Level | None = None,
    kept: bool = False,
) -> Decision:
    looked_at = pressed.item.said
    return Decision(
        pressed.action,
        pressed.cycle,
        level or pressed.place.level,
        rating,
        reason,
        kept=kept,
        update_id=looked_at.id if looked_at else None,
    )


def rating_of(request: Request, errors: dict[str, str]) -> Rating | None:
    """The rating that a form or a line sets: green, amber or red."""
    words = given(request, "rating").lower()
    found = next((rating for rating in SETTABLE if rating.value == words), None)
    if found is None:
        errors["rating"] = f"Choose green, amber or red; found {words[:20]!r}."
    return found


def reason_of(request: Request, errors: dict[str, str]) -> str:
    """Why; a reason without a letter is none."""
    reason = words_of(request, "reason", errors)
    if not any(character.isalnum() for character in reason) and "reason" not in errors:
        errors["reason"] = "Write why; the owner and the Board read it."
    return reason


def _newer(request: Request, pressed: _Pressed) -> Moderation | None:
    """What somebody has decided since the button was made; None where nobody has."""
    rows = moderations_of(request.session, pressed.action.id, pressed.cycle.id)
    seen = given(request, "seen")
    newest = rows[-1] if rows else None
    if newest is None or not seen.isdigit() or newest.id <= int(seen):
        return None
    return newest


def _is_mine(request: Request, row: Moderation) -> bool:
    return row.by_id == request.actor.person_id


def _word(request: Request, rating: Rating) -> str:
    return request.partnership.scheme.said(rating)


def _overtaken_words(request: Request, pressed: _Pressed, newer: Moderation) -> str:
    """What was just decided, and what counts if that is something else."""
    stands = in_force(request.session, pressed.action.id, pressed.cycle.id)
    counts = ""
    if stands is not None and stands.id != newer.id:
        who = LEVEL_WORDS[stands.level]
        counts = f" {_word(request, stands.rating)} by {who} counts: a later level wins."
    return f"{decided_words(request, newer)}{counts}"


def _overtaken(request: Request, pressed: _Pressed, newer: Moderation, mine: str) -> Reply:
    """Tell who was a moment later what was decided, and let them decide again."""
    restate_queues(request, pressed.cycle)
    message = overtaken_message(
        pressed.action.ref,
        _overtaken_words(request, pressed, newer),
        mine,
        request.partnership.scheme,
        about=pressed.about(),
        keeps=pressed.item.keeps,
    )
    return Reply(say=(message,))


def _form(
    request: Request, pressed: _Pressed, *, rating: str, reason: str = "", overtaken: str = ""
) -> Form:
    return set_form(
        pressed.action.ref,
        pressed.place,
        request.partnership.scheme,
        about=pressed.about(),
        levels=levels_of(request, pressed.action),
        rating=rating,
        reason=reason,
        overtaken=overtaken,
    )


def _settled(request: Request, pressed: _Pressed, row: Moderation) -> Reply:
    """Show the queue with what is next in the place of what was decided; else the one card."""
    last = outcome(request, pressed.item, row)
    restate_queues(request, pressed.cycle, place=pressed.place, last=last)
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind == QUEUE:
        return Reply()
    if posted is not None and posted.kind in {"moderation_item", "moderation_overtaken"}:
        item = item_of(request, pressed.cycle, pressed.action)
        return Reply(instead=item_message(request, item, last=last))
    return said(last)
