"""How a snapshot keeps who moderated what, and which version was signed by whom before."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class PreviousFacts(TypedDict):
    """Another version: the report that the Board had before, or the one that is replaced."""

    cycle: str
    version: int
    sha256: str
    signed_by: NotRequired[str | None]
    """By whom and in which office it was signed: "the Independent Chair, as chair"."""
    signed_at: NotRequired[str | None]


class ModeratedFacts(TypedDict):
    """The moderation of one action that is in force at the freezing."""

    ref: str
    level: str
    by: str
    rating: str
    kept: bool
    """Whether the owner's rating was looked at and stands."""
    reason: str
    answered: str
    """What the owner answered last; "" where they did not."""
    at: str
