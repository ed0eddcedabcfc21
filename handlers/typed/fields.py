"""Everything that the words of one answer state, before it is known for which action."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handlers.typed.delivered import is_ticked, says_delivered
from handlers.typed.due import DateFound, read_dates
from handlers.typed.ratings import RatingFound, read_rating
from handlers.typed.stances import says_no_change, says_not_mine
from handlers.typed.tokens import tokens_of
from models.workdays import WorkingDays


@dataclass(frozen=True, slots=True)
class Fields:
    """What was stated."""

    rating: RatingFound = field(default_factory=RatingFound)
    delivered: bool = False
    no_change: bool = False
    not_mine: bool = False
    request: DateFound = field(default_factory=DateFound)
    forecast: DateFound = field(default_factory=DateFound)

    @property
    def has_state(self) -> bool:
        """Whether it says how things stand."""
        return bool(self.rating) or self.delivered or self.no_change or self.not_mine

    @property
    def is_only_dates(self) -> bool:
        """Whether it says when, and not how things stand."""
        return self.has_dates and not self.has_state

    @property
    def has_dates(self) -> bool:
        """Whether it asks for a date or forecasts one."""
        return bool(self.request) or bool(self.forecast)


def read_fields(plain: str, *, on: date, days: WorkingDays) -> Fields:
    """What a text states; what is delivered has neither a rating nor a forecast."""
    tokens = tokens_of(plain)
    delivered = is_ticked(plain) or says_delivered(tokens)
    dates = read_dates(plain, on=on, days=days)
    return Fields(
        rating=RatingFound() if delivered else read_rating(tokens, month=on.month),
        delivered=delivered,
        no_change=says_no_change(plain),
        not_mine=says_not_mine(plain),
        request=dates.request,
        forecast=DateFound() if delivered else dates.forecast,
    )
