"""Ratings as others read them: as JSON, and as an area's rating."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TypedDict

from models.rating import Ratings
from models.rating_sides import Rated
from models.scheme import DEFAULT_SCHEME, Scheme
from models.spoken import count_in_words
from models.states import MonitoringLevel, Rating


class RatedJson(TypedDict):
    """One rating in JSON; `at` is an instant in UTC."""

    value: str
    at: str
    reasons: list[str]


def ratings_json(ratings: Ratings) -> dict[str, RatedJson | None]:
    """The four ratings of an action: owner, computed, moderated, reported; null where none is."""
    return {
        "owner": _rated_json(ratings.owner),
        "computed": _rated_json(ratings.computed),
        "moderated": _rated_json(ratings.moderated),
        "reported": _rated_json(ratings.reported),
    }


def _rated_json(rated: Rated | None) -> RatedJson | None:
    if rated is None:
        return None
    at = rated.at.astimezone(UTC).isoformat()
    return {"value": rated.value.value, "at": at, "reasons": list(rated.reasons)}


@dataclass(frozen=True, slots=True)
class AreaRating:
    """What an area is rated, and why; `value` is None where nothing in it is rated."""

    value: Rating | None
    reason: str


def rate_area(
    actions: Iterable[tuple[Ratings, MonitoringLevel]],
    *,
    moderated: Rating | None = None,
    scheme: Scheme = DEFAULT_SCHEME,
) -> AreaRating:
    """An area's rating, never an average: the counts stand beside it.

    Red where an action in formal monitoring is Red; else Amber where any action is Amber, or Red
    outside formal monitoring; else Green, or Blue where all that is rated is proven.
    """
    rated = [(r, monitoring) for r, monitoring in actions if r.value is not None]
    if moderated is not None:
        return AreaRating(moderated, f"It was moderated to {scheme.said(moderated)}.")
    reds = [r.ref for r, m in rated if r.value is Rating.RED and m is MonitoringLevel.FORMAL]
    if reds:
        return AreaRating(Rating.RED, _of_count(reds, "in formal monitoring", Rating.RED, scheme))
    others = [r.ref for r, _ in rated if r.value is Rating.RED]
    if others:
        reason = _of_count(others, "outside formal monitoring", Rating.RED, scheme)
        return AreaRating(Rating.AMBER, reason)
    ambers = [r.ref for r, _ in rated if r.value is Rating.AMBER]
    if ambers:
        return AreaRating(Rating.AMBER, _of_count(ambers, "in the area", Rating.AMBER, scheme))
    return _without_trouble([r.value for r, _ in rated])


def _without_trouble(values: Sequence[Rating | None]) -> AreaRating:
    if not values:
        return AreaRating(None, "No action in the area is rated.")
    if set(values) == {Rating.BLUE}:
        return AreaRating(Rating.BLUE, "Every action that is rated is proven.")
    return AreaRating(Rating.GREEN, "No action in the area is at risk or off track.")


def _of_count(refs: list[str], where: str, rating: Rating, scheme: Scheme) -> str:
    verb = "is" if len(refs) == 1 else "are"
    return (
        f"{count_in_words(len(refs), 'action')} {where} {verb} {scheme.said(rating)}:"
        f" {', '.join(refs)}."
    )
