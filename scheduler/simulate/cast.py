"""The people of the play: how they are, who stands in which role, and what life brings them.

Most answer when asked; some late, some only when reminded, a few never. Over the months they are
away now and then, some leave, a post stands vacant for a while.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Person, RoleAssignment
from models.plan import Action
from models.states import LIVE, Role
from models.workdays import WorkingDays
from scheduler.simulate.script import Act, Kind, Script, chance

_A_DAY = timedelta(days=1)
STAND_INS = {
    Role.CHAIR: "Independent Chair",
    Role.PROGRAMME_OFFICE: "Programme Officer",
    Role.BOARD_SECRETARY: "Board Secretary",
    Role.VERIFIER: "Evidence Verifier",
}
"""The roles without which no month can be played, for a plan that comes without them."""


class Temper(StrEnum):
    """How somebody is about answering."""

    PROMPT = "prompt"
    USUAL = "usual"
    SLOW = "slow"
    SILENT = "silent"


class Way(StrEnum):
    """How somebody likes to answer."""

    BUTTONS = "buttons"
    FORM = "form"
    LINE = "line"


TEMPERS = {Temper.PROMPT: 30, Temper.USUAL: 45, Temper.SLOW: 20, Temper.SILENT: 5}
WAYS = {Way.BUTTONS: 55, Way.FORM: 15, Way.LINE: 30}


@dataclass(frozen=True, slots=True)
class Character:
    """One person as they are."""

    temper: Temper
    way: Way


def character(seed: int, person_id: int) -> Character:
    """How a person is, for a seed."""
    rng = chance(seed, person_id, "character")
    (temper,) = rng.choices(list(TEMPERS), weights=list(TEMPERS.values()))
    (way,) = rng.choices(list(WAYS), weights=list(WAYS.values()))
    return Character(temper, way)


def complete_roles(session: Session, start: date, at: datetime) -> None:
    """Give the roles that a month needs to somebody, where nobody holds them."""
    held = set(session.scalars(select(RoleAssignment.role)))
    for role, name in STAND_INS.items():
        if role in held:
            continue
        person = session.scalar(select(Person).where(Person.name == name))
        if person is None:
            address = name.lower().replace(" ", "-") + "@simulation.example.org"
            person = Person(name=name, email=address)
            session.add(person)
            session.flush()
        session.add(
            RoleAssignment(
                person_id=person.id, role=role, starts=start - 30 * _A_DAY, granted_at=at
            )
        )
    session.flush()


def life(session: Session, script: Script, days: WorkingDays) -> list[Act]:
    """What happens to people over the months, whatever anybody answers."""
    officer = session.scalar(
        select(RoleAssignment.person_id)
        .where(RoleAssignment.role == Role.PROGRAMME_OFFICE)
        .order_by(RoleAssignment.id)
        .limit(1)
    )
    if officer is None:
        return []
    owners = _owners(session)
    acts = [*_absences(script, owners, officer, days), *_leavers(session, script, owners, officer)]
    return sorted(acts, key=lambda act: (act.at, act.name))


def _owners(session: Session) -> list[Person]:
    owned = select(Action.owner_id).where(Action.stage.in_(LIVE))
    rows = session.scalars(
        select(Person)
        .where(Person.id.in_(owned), Person.is_vacant.is_(False), Person.email.is_not(None))
        .order_by(Person.id)
    )
    return list(rows)


def _absences(
    script: Script, owners: Sequence[Person], officer: int, days: WorkingDays
) -> Iterator[Act]:
    """Two weeks away each in most half years, told a few days before; half with a deputy named."""
    for owner in owners:
        first = script.start
        while first < script.end:
            rng = chance(script.seed, owner.id, "away", first)
            away = days.on_or_after(first + rng.randrange(150) * _A_DAY)
            back = away + (rng.randrange(3, 14)) * _A_DAY
            deputy = rng.choice(owners)
            if rng.random() < 0.8 and back < script.end:  # noqa: PLR2004 - four in five
                about = {
                    "person": owner.email or "",
                    "starts": away.isoformat(),
                    "ends": back.isoformat(),
                }
                if rng.random() < 0.5 and deputy.id != owner.id:  # noqa: PLR2004 - every second one
                    about["deputy"] = deputy.email or ""
                told = days.shift(away, -rng.randrange(1, 4))
                yield Act(_at(max(told, script.start), 11), officer, Kind.AWAY, about=about)
            first += 182 * _A_DAY


def _leavers(
    session: Session, script: Script, owners: Sequence[Person], officer: int
) -> Iterator[Act]:
    """One in twelve leaves and hands over to a deputy; one post in twenty stands vacant."""
    span = max((script.end - script.start).days, 1)
    for owner in owners:
        rng = chance(script.seed, owner.id, "leaves")
        on = script.start + rng.randrange(span) * _A_DAY
        fate = rng.random()
        deputy = _deputy(session, owner)
        if fate < 1 / 12 and deputy is not None:
            about = {
                "person": owner.email or "",
                "to": deputy.email or "",
                "last_day": on.isoformat(),
            }
            yield Act(_at(on, 15), officer, Kind.LEAVE, about=about)
        elif fate > 19 / 20:
            about = {"person": owner.email or ""}
            yield Act(_at(on, 15), officer, Kind.VACANT, about=about)
            filled = on + rng.randrange(20, 60) * _A_DAY
            yield Act(_at(filled, 10), officer, Kind.FILLED, about=about | {"filled": "yes"})


def _deputy(session: Session, owner: Person) -> Person | None:
    return session.scalar(
        select(Person)
        .join(Action, Action.deputy_id == Person.id)
        .where(Action.owner_id == owner.id, Person.id != owner.id, Person.email.is_not(None))
        .order_by(Action.position)
        .limit(1)
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
