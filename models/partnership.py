"""A partnership's own words and rules: what one TOML file may set, with defaults for all of it.

Values only; `bot/config.py` reads the file. An unknown key is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from models.calendar import STANDARD, Offsets, SchoolHoliday
from models.change_states import ChangeTopic
from models.evidence_files import EvidenceSetting
from models.flag_policy import FlagPolicy
from models.ladder import STEPS_UP, Rung
from models.meeting_setting import MeetingSetting
from models.permissions import DEFAULT_POLICY, MOVES_ALLOWED, SMALL_MOVE_DAYS, Policy
from models.rating_facts import RatingPolicy
from models.scheme import Scheme
from models.scheme_setting import SchemeSetting
from models.setting import Said, Setting
from models.workdays import WorkingDays


class Bodies(Setting):
    """What the partnership calls its bodies."""

    partnership: Said = "Local Area Partnership"
    board: Said = "Strategic Improvement and Assurance Board"
    board_short: Said = "the Board"
    delivery_group: Said = "Partnership Delivery Group"
    delivery_group_short: Said = "PDG"
    programme_office: Said = "the programme office"
    plan: Said = "SEND improvement plan"


class Holiday(Setting):
    """A school holiday, first and last day included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"it ends on {self.last} before it begins on {self.first}")
        return self


class Calendar(Setting):
    """How a cycle is planned backwards from its Board, and the days on which nobody works."""

    offsets: Offsets = STANDARD
    closures: frozenset[date] = frozenset()
    """Besides England's bank holidays."""
    school_holidays: tuple[Holiday, ...] | None = None
    """The partner schools' term dates; None: the summer holiday by rule of thumb."""


class Sending(Setting):
    """When messages may leave."""

    at: time = time(9)
    until: time = time(18)
    """The end of the day for what could not leave at its hour."""
    a_day: Annotated[int, Field(ge=1, le=10)] = 2
    """At most so many messages a person a day."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until <= self.at:
            raise ValueError(f"until ({self.until:%H:%M}) must come after at ({self.at:%H:%M})")
        return self


class Ladder(Setting):
    """Which reminders come, and who hears of silence; on which days, the offsets say."""

    days_before_due: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (10, 2)
    """Working days before an action's due date on which its owner is reminded of it."""
    days_after_due: Annotated[int, Field(ge=1, le=20)] = 1
    """The working day after the due date on which its owner is asked how it stands."""
    hears: tuple[Rung, ...] = tuple(STEPS_UP)
    """Who gets a list of what is still missing after the cut-off, one after the other."""

    @field_validator("hears")
    @classmethod
    def _have_a_list(cls, rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
        for rung in rungs:
            if rung not in STEPS_UP:
                known = ", ".join(STEPS_UP)
                raise ValueError(f"{rung.value} has no day for a list; one of {known} was expected")
        return tuple(rung for rung in STEPS_UP if rung in rungs)


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
_REASON_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Change(Setting):
    """How an agreed plan is changed: tolerance, limit, and whose agreement is needed."""

    small_move_days: Annotated[int, Field(ge=0, le=260)] = SMALL_MOVE_DAYS
    """Working days up to which the chair alone grants a first move."""
    moves_allowed: Annotated[int, Field(ge=0, le=10)] = MOVES_ALLOWED
    """So many moves of a date; the next one is for the Board, and its owner is asked to attend."""
    external_agreement: frozenset[ChangeTopic] = frozenset({ChangeTopic.DUE, ChangeTopic.WITHDRAW})
    """Changes that wait for an external body's agreement where the action is watched formally."""
    external_body: Said = "the Department for Education and NHS England"
    """Who agrees, as it is offered in the form."""
    handover_reminders: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (2, 5)
    """Working days after an action was offered to a new owner on which they are reminded."""


class Partnership(Setting):
    """Everything that one partnership may set."""

    time_zone: str = "Europe/London"
    bodies: Bodies = Bodies()
    calendar: Calendar = Calendar()
    sending: Sending = Sending()
    ladder: Ladder = Ladder()
    change: Change = Change()
    rating: RatingPolicy = RatingPolicy()
    flags: FlagPolicy = FlagPolicy()
    evidence: EvidenceSetting = EvidenceSetting()
    meeting: MeetingSetting = MeetingSetting()
    delay_reasons: dict[str, str] = DELAY_REASONS
    """What an owner chooses from. A new key adds a reason; an empty text takes one out."""
    board_channel: Said = "board"
    channels: dict[str, dict[str, Said]] = Field(default={})
    """Where a channel is on a platform, by platform and by its name here: [channels.slack]."""

    scheme_setting: SchemeSetting = Field(default_factory=SchemeSetting, alias="scheme")
    policy_cells: dict[str, tuple[str, ...]] = Field(default={}, alias="policy")
    """Who may do what, where it is not as in the product's own table: act → letters or names."""

    @field_validator("delay_reasons", mode="before")
    @classmethod
    def _over_the_defaults(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        both = {**DELAY_REASONS, **given}
        return {key: said for key, said in both.items() if said != ""}

    @field_validator("delay_reasons")
    @classmethod
    def _some_to_choose_from(cls, reasons: dict[str, str]) -> dict[str, str]:
        for key, said in reasons.items():
            if not _REASON_KEY.fullmatch(key) or not said.strip():
                raise ValueError(
                    f"a key in small letters with its words, such as funding, was expected;"
                    f" found {key!r} = {said!r}"
                )
        if not reasons:
            raise ValueError("at least one reason was expected, or nobody can choose any")
        return reasons

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
            raise ValueError("a time zone such as Europe/London was expected") from None
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
        return self.scheme_setting.scheme

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the plan's days."""
        return ZoneInfo(self.time_zone)

    @property
    def school_holidays(self) -> tuple[SchoolHoliday, ...] | None:
        """The term dates in force; None stands for the rule of thumb."""
        given = self.calendar.school_holidays
        return None if given is None else tuple(SchoolHoliday(h.first, h.last) for h in given)
