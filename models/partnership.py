"""A partnership's own words and rules: what one TOML file may set, with defaults for all of it.

Values only; `bot/config.py` reads the file. An unknown key is an error.
"""

from __future__ import annotations

from datetime import date, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from models.calendar import STANDARD, Offsets, SchoolHoliday
from models.permissions import DEFAULT_POLICY, Policy
from models.rating_facts import RatingPolicy
from models.scheme import DEFAULT_SCHEME, Scheme
from models.workdays import WorkingDays


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Bodies(_Settings):
    """What the partnership calls its bodies."""

    partnership: str = "Local Area Partnership"
    board: str = "Strategic Improvement and Assurance Board"
    board_short: str = "the Board"
    delivery_group: str = "Partnership Delivery Group"
    delivery_group_short: str = "PDG"
    programme_office: str = "the programme office"
    plan: str = "SEND improvement plan"


class Holiday(_Settings):
    """A school holiday, first and last day included."""

    first: date
    last: date


class Calendar(_Settings):
    """How a cycle is planned backwards from its Board, and the days on which nobody works."""

    offsets: Offsets = STANDARD
    closures: frozenset[date] = frozenset()
    """Besides England's bank holidays."""
    school_holidays: tuple[Holiday, ...] | None = None
    """The partner schools' term dates; None: the summer holiday by rule of thumb."""


class Sending(_Settings):
    """When messages may leave."""

    at: time = time(9)
    until: time = time(18)
    """The end of the day for what could not leave at its hour."""
    a_day: Annotated[int, Field(ge=1, le=10)] = 2
    """At most so many messages a person a day."""
    days_before_due: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (10, 2)
    """Working days before an action's due date on which its owner is reminded of it."""
    days_after_due: Annotated[int, Field(ge=1, le=20)] = 1
    """The working day after the due date on which its owner is asked how it stands."""


DELAY_REASONS = {
    "capacity": "Recruitment or capacity",
    "data_quality": "Data quality",
    "decision_awaited": "Decision awaited",
    "funding": "Funding",
    "procurement": "Procurement",
    "dependency_late": "Another action is late",
    "partner": "Partner organisation",
    "scope_changed": "Scope changed",
    "outside_event": "Outside event",
    "other": "Something else",
}


class Partnership(_Settings):
    """Everything that one partnership may set."""

    time_zone: str = "Europe/London"
    bodies: Bodies = Bodies()
    calendar: Calendar = Calendar()
    sending: Sending = Sending()
    rating: RatingPolicy = RatingPolicy()
    delay_reasons: dict[str, str] = DELAY_REASONS
    board_channel: str = "board"

    policy_cells: dict[str, tuple[str, ...]] = Field(default={}, alias="policy")
    """Who may do what, where it is not as in the product's own table: act → letters or names."""

    @field_validator("policy_cells")
    @classmethod
    def _known_cells(cls, cells: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        DEFAULT_POLICY.with_settings(cells)
        return cells

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError(
                f"a time zone such as Europe/London was expected; found {name!r}"
            ) from None
        return name

    @property
    def days(self) -> WorkingDays:
        """The working days of the partnership."""
        return WorkingDays(self.calendar.closures)

    @property
    def policy(self) -> Policy:
        """The policy table in force."""
        return (
            DEFAULT_POLICY.with_settings(self.policy_cells) if self.policy_cells else DEFAULT_POLICY
        )

    @property
    def scheme(self) -> Scheme:
        """The rating scheme in force."""
        return DEFAULT_SCHEME

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the plan's days."""
        return ZoneInfo(self.time_zone)

    @property
    def school_holidays(self) -> tuple[SchoolHoliday, ...] | None:
        """The term dates in force; None stands for the rule of thumb."""
        given = self.calendar.school_holidays
        return None if given is None else tuple(SchoolHoliday(h.first, h.last) for h in given)
