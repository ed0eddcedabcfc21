"""One occasion on its way to its message, with what making it looks up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.tell import page_shown
from models.cycle import Cycle
from models.delivery import Occasion, Posted
from models.partnership import Partnership
from models.people import Person
from models.plan import Action


@dataclass(frozen=True)
class Making:
    """One occasion on its way to its message."""

    session: Session
    occasion: Occasion
    now: datetime
    partnership: Partnership

    @property
    def person(self) -> Person:
        """Whom it is for."""
        assert self.occasion.person is not None
        return self.occasion.person

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle that it belongs to."""
        place = self.occasion.cycle_id or self.occasion.about["cycle_id"]
        return self.session.get_one(Cycle, place)

    @property
    def action_ids(self) -> list[int]:
        """The actions that it names."""
        return list(self.occasion.about.get("action_ids", ()))

    @cached_property
    def posted(self) -> Posted | None:
        """The message whose place it takes."""
        return self.session.get(Posted, self.occasion.posted_id or 0)

    @property
    def page(self) -> int:
        """The page on which that message stands."""
        return page_shown(self.session, self.posted) if self.posted is not None else 0

    def actions(self, ids: Sequence[int]) -> list[Action]:
        """The rows of actions, in the order of their references."""
        rows = select(Action).where(Action.id.in_(ids)).order_by(Action.position)
        return list(self.session.scalars(rows))
