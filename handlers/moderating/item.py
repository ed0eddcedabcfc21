"""One action in front of a moderator: its three ratings, its flags, and what was decided of it."""

from __future__ import annotations

from dataclasses import dataclass

from models.flags import Flagged, is_exception
from models.standing import Standing
from models.states import Rating
from models.update import Moderation, Update


@dataclass(frozen=True, slots=True)
class Item:
    """One action in front of a moderator."""

    standing: Standing
    flags: tuple[Flagged, ...] = ()
    last: Rating | None = None
    """Its rating in the last report; before the first one, the plan's own."""
    is_first: bool = False
    """There is no report before, so that `last` is the plan's own."""
    evidence: int = 0
    late: Update | None = None
    """An answer that came after the figures had closed."""
    decided: Moderation | None = None
    """What counts for this report: of the highest level, then the newest."""
    newest: Moderation | None = None
    """The newest moderation for this report, at whatever level."""

    @property
    def action_id(self) -> int:
        """The action's row."""
        return self.standing.action.id

    @property
    def ref(self) -> str:
        """The action's reference."""
        return self.standing.action.ref

    @property
    def seen(self) -> int:
        """The newest moderation that whoever looks has seen; 0 where there is none."""
        return self.newest.id if self.newest else 0

    @property
    def said(self) -> Update | None:
        """The answer that the rating rests on."""
        return self.standing.newest

    @property
    def is_changed(self) -> bool:
        """Whether the owner has answered again since it was decided."""
        said, newest = self.said, self.newest
        return newest is not None and said is not None and said.received_at > newest.at

    @property
    def is_decided(self) -> bool:
        """Whether nothing is left to decide, as far as the record knows."""
        return self.decided is not None and not self.is_changed

    @property
    def is_exception(self) -> bool:
        """Whether somebody should look at it; the others are taken as read."""
        return is_exception(self.standing.ratings, self.flags)

    @property
    def wants_word(self) -> bool:
        """Whether somebody has still to decide: an exception, or an answer since the decision."""
        return not self.is_decided and (self.is_exception or self.is_changed)

    @property
    def keeps(self) -> Rating | None:
        """What stays if nobody sets another: the owner's rating, else the one by the rule."""
        ratings = self.standing.ratings
        kept = ratings.owner or ratings.computed
        return kept.value if kept is not None and kept.value is not Rating.BLUE else None
