"""Who gets what and when: the planner's forecast, asked in words.

The planner belongs to another room; the composition root hands it in with `foresee_with`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from handlers.allowed import may_do
from handlers.asking.the_person import asker
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.foresight import Coming, forecast_card
from models.partnership import Partnership
from models.permissions import Act


class Foreseen(Protocol):
    """One message that would be sent; `at` is in the receiver's own zone."""

    @property
    def at(self) -> datetime: ...  # noqa: D102 - the names are the planner's
    @property
    def step(self) -> StrEnum: ...  # noqa: D102
    @property
    def person(self) -> str: ...  # noqa: D102
    @property
    def email(self) -> str | None: ...  # noqa: D102
    @property
    def cycle(self) -> str | None: ...  # noqa: D102


Foresight = Callable[[Session, datetime, int, Partnership], Sequence[Foreseen]]
"""Gives what would be sent from an instant on, in so many days."""
_SEAM: list[Foresight] = []
DAYS = 30


def foresee_with(foresight: Foresight) -> None:
    """Let this planner answer who gets what and when."""
    _SEAM[:] = [foresight]


said_as(
    "forecast",
    r"who gets what(?: and when)?|(?:the )?forecast|what (?:will|do) you send(?: (?:out|next))?",
    r"what do i get(?: next)?|when (?:will|do) you ask me(?: again| next)?",
)


@verb(
    "forecast",
    "See who gets what and when",
    examples=("who gets what and when?",),
)
def forecast(request: Request) -> Reply:
    """What will be sent in the coming days: everybody's for who may see it, else one's own.

    Raises:
        RefusedError: no planner was handed in.
    """
    person = asker(request)
    if not _SEAM:
        raise RefusedError("The planner is not running here, so I cannot say who gets what.")
    found = _SEAM[0](request.session, request.now, DAYS, request.partnership)
    sees_all = may_do(request, Act.SEE_FORECAST).allowed
    shown = [f for f in found if sees_all or _is_for(f, person.email, person.name)]
    coming = tuple(Coming(f.at, f.step.value, f.person, f.cycle or "") for f in shown)
    return Reply(say=(forecast_card(coming, days=DAYS, everybody=sees_all, today=request.today),))


def _is_for(foreseen: Foreseen, email: str | None, name: str) -> bool:
    return foreseen.email == email if email else foreseen.person == name
