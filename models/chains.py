"""Who is there to hear of silence about an action: the ladder's rungs, filled from plain facts.

What an ask announces (from the record) and what the planner does (from its facts) fill the rungs by
this one function.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.grants import Grant, Place
from models.ladder import Chain, Rung
from models.states import Role

ROLES = {
    Rung.SENIOR_OFFICER: Role.SENIOR_RESPONSIBLE_OFFICER,
    Rung.PROGRAMME_OFFICE: Role.PROGRAMME_OFFICE,
    Rung.CHAIR: Role.CHAIR,
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role in force, of somebody who is there to hear."""

    person_id: int
    grant: Grant


def chain_of(
    place: Place,
    *,
    lead: int | None,
    lead_or_stand_in: int | None,
    held: Iterable[Held],
    answers_to: Mapping[int, frozenset[int]],
) -> Chain:
    """The chain of one action.

    Args:
        place: the action and its area.
        lead: who is accountable for it, there or not.
        lead_or_stand_in: the lead, or who stands in for them while they are away; None: nobody.
        held: the roles in force that day of those who are there, in the order they were given.
        answers_to: of people, the leads who are accountable for what they own.
    """
    reaching = [each for each in held if each.grant.holds(place, each.grant.starts)]
    people = {rung: _with(role, reaching) for rung, role in ROLES.items()}
    people[Rung.CHAIR] = people[Rung.CHAIR] or _with(Role.ACTING_CHAIR, reaching)
    people[Rung.AREA_LEAD] = () if lead_or_stand_in is None else (lead_or_stand_in,)
    return Chain(lead, people, answers_to)


def _with(role: Role, held: Iterable[Held]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.person_id for each in held if each.grant.role is role))


def answers_to(accountable: Iterable[tuple[int | None, int | None]]) -> dict[int, frozenset[int]]:
    """Whom each owner answers to, from pairs of an action's owner and its lead."""
    found: dict[int, set[int]] = {}
    for owner, lead in accountable:
        if owner is not None and lead is not None and owner != lead:
            found.setdefault(owner, set()).add(lead)
    return {person: frozenset(leads) for person, leads in found.items()}
