"""Small plans as facts, with no database: for the planner, which is a pure function of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.calendar import plan_cycle
from models.grants import Grant
from models.hours import Hours, person_days
from models.states import Role, Stage
from models.workdays import ENGLAND
from scheduler.facts import ActionFact, Away, CycleFact, Facts, Somebody
from scheduler.forecast import run_forward
from scheduler.owed import Owed

LONDON = ZoneInfo("Europe/London")
OFFICER, CHAIR, LEAD = 1, 2, 3


def person(
    person_id: int,
    *,
    zone: str = "Europe/London",
    weekdays: str = "01234",
    away: tuple[Away, ...] = (),
    quiet: tuple[time, time] | None = None,
    until: date | None = None,
    vacant: bool = False,
    doors: tuple[str, ...] = ("local",),
) -> Somebody:
    """Somebody who can be written to."""
    hours = Hours(
        ZoneInfo(zone),
        person_days(frozenset(), weekdays, ()),
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
    )
    return Somebody(
        person_id, f"Person {person_id}", hours, doors,
        is_vacant=vacant, active_until=until, away=away,
    )  # fmt: skip


def cycle(cycle_id: int, board: date) -> CycleFact:
    """The cycle that leads to a Board."""
    return CycleFact(cycle_id, plan_cycle(board), LONDON)


def action(
    action_id: int,
    owner: int | None,
    *,
    lead: int | None = LEAD,
    deputy: int | None = None,
    due: date | None = None,
    stage: Stage = Stage.IN_PROGRESS,
) -> ActionFact:
    """An action under way."""
    return ActionFact(
        action_id, f"6.{action_id}", 6, stage, owner, deputy_id=deputy, lead_id=lead, due=due
    )


def facts(
    people: tuple[Somebody, ...],
    actions: tuple[ActionFact, ...],
    boards: tuple[date, ...] = (date(2023, 10, 25),),
) -> Facts:
    """A plan with an officer, a chair and an area lead besides these people."""
    office = tuple(person(n) for n in (OFFICER, CHAIR, LEAD))
    return Facts(
        days=ENGLAND,
        people={p.id: p for p in (*office, *people)},
        actions={a.id: a for a in actions},
        cycles=tuple(cycle(n, board) for n, board in enumerate(boards, 1)),
        roles=((OFFICER, Grant(Role.PROGRAMME_OFFICE)), (CHAIR, Grant(Role.CHAIR))),
    )


def played(
    given: Facts, start: date = date(2023, 9, 1), days: int = 80
) -> Iterator[tuple[Owed, datetime]]:
    """All that is owed from a day on, if it is sent and nobody answers."""
    begin = datetime.combine(start, time(), UTC)
    return run_forward(given, begin, begin + timedelta(days=days))
