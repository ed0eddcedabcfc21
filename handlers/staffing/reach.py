"""Who cannot be reached and why, looked at before a cycle opens.

Which addresses look misspelt, which posts are vacant, which actions have no deputy. A reading;
nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.request import Reply, Request
from handlers.staffing.roles import ROLE_NAMES, roles_on
from handlers.verbs import said, verb
from models.addresses import is_address, likely_address
from models.message import Item, Items, Message, Paragraph, text
from models.people import Identity, Person
from models.permissions import Act
from models.plan import Action, Area
from models.spoken import count_in_words, list_in_words
from models.states import LIVE


class ReachKind(StrEnum):
    """What was found."""

    NO_ADDRESS = "no_address"
    MISSPELT_ADDRESS = "misspelt_address"
    UNREACHABLE = "unreachable"
    LEFT = "left"
    VACANT = "vacant"
    NO_OWNER = "no_owner"
    NO_DEPUTY = "no_deputy"
    DISPUTED = "disputed"


STOPPERS = frozenset(ReachKind) - {ReachKind.NO_DEPUTY}
"""What keeps an action from being asked about, or likely will."""


@dataclass(frozen=True, slots=True)
class ReachFinding:
    """One thing to settle before the cycle opens."""

    kind: ReachKind
    sentence: str
    refs: tuple[str, ...]
    person: str | None = None
    likely: str | None = None

    def as_json(self) -> dict[str, object]:
        """For machines."""
        return {
            "kind": self.kind.value,
            "person": self.person,
            "refs": list(self.refs),
            "likely": self.likely,
            "message": self.sentence,
        }


def check_reach(session: Session, today: date) -> tuple[ReachFinding, ...]:
    """All that would keep the next cycle from reaching somebody, the worst first."""
    actions = session.scalars(
        select(Action).where(Action.stage.in_(LIVE)).order_by(Action.position)
    ).all()
    people = session.scalars(select(Person).order_by(Person.id)).all()
    owned: dict[int, list[str]] = {}
    for action in actions:
        if action.owner_id is not None:
            owned.setdefault(action.owner_id, []).append(action.ref)
    around = _surroundings(session, people, today)
    away = {person.id for person in people if around.is_gone(person)}
    found = [
        finding
        for person in people
        for finding in _about(person, tuple(owned.get(person.id, ())), around)
    ]
    found += [
        ReachFinding(
            ReachKind.NO_OWNER, f"{a.ref} has no owner; name one, or nobody is asked.", (a.ref,)
        )
        for a in actions
        if a.owner_id is None
    ]
    found += [
        ReachFinding(ReachKind.DISPUTED, f"{a.ref} is disputed; settle whose it is.", (a.ref,))
        for a in actions
        if a.disputed_at is not None
    ]
    if lone := tuple(a.ref for a in actions if a.deputy_id is None or a.deputy_id in away):
        found.append(
            ReachFinding(
                ReachKind.NO_DEPUTY,
                f"{count_in_words(len(lone), 'action has', 'actions have')} no deputy, so nobody"
                f" answers when the owner is away: {list_in_words(lone)}.",
                lone,
            )
        )
    order = list(ReachKind)
    return tuple(sorted(found, key=lambda f: order.index(f.kind)))


def _surroundings(session: Session, people: Sequence[Person], today: date) -> _Surroundings:
    unreachable: dict[int, list[Identity]] = {}
    for identity in session.scalars(select(Identity).where(Identity.is_reachable.is_(False))):
        unreachable.setdefault(identity.person_id, []).append(identity)
    domains = Counter(p.email.partition("@")[2] for p in people if p.email)
    return _Surroundings(today, domains, unreachable, _duties(session, today))


def _duties(session: Session, today: date) -> dict[int, str]:
    """What people are needed for besides their own actions: "leads area 6 and is verifier"."""
    duties: dict[int, list[str]] = {}
    for area in session.scalars(select(Area).order_by(Area.position)):
        if area.accountable_id is not None:
            duties.setdefault(area.accountable_id, []).append(f"leads area {area.number}")
    for role in roles_on(session, today):
        duties.setdefault(role.person_id, []).append(f"is {ROLE_NAMES[role.role]}")
    return {person_id: list_in_words(dict.fromkeys(each)) for person_id, each in duties.items()}


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What one person's address and doors are judged against."""

    today: date
    domains: Mapping[str, int]
    unreachable: Mapping[int, list[Identity]]
    duties: Mapping[int, str]

    def is_gone(self, person: Person) -> bool:
        """Whether nobody is in the post, or its holder has left."""
        left = person.active_until is not None and person.active_until < self.today
        return person.is_vacant or left


def _about(person: Person, refs: tuple[str, ...], around: _Surroundings) -> list[ReachFinding]:
    listed, name, duty = list_in_words(refs), person.name, around.duties.get(person.id)
    if person.is_vacant:
        vacant = f"The post {name} is vacant: {listed}."
        lacking = f"The post {name}, which {duty}, is vacant."
        return _one(ReachKind.VACANT, person, refs, vacant if refs else duty and lacking)
    if around.is_gone(person):
        left = f"{name} has left; hand over {listed}."
        lacking = f"{name} has left and still {duty}; name another."
        return _one(ReachKind.LEFT, person, refs, left if refs else duty and lacking)
    if not person.email:
        nobody = f"{name} has no address, so nobody can be asked about {listed}."
        lacking = f"{name}, who {duty}, has no address."
        return _one(ReachKind.NO_ADDRESS, person, refs, nobody if refs else duty and lacking)
    return _address(person, refs, around) + [
        ReachFinding(
            ReachKind.UNREACHABLE,
            f"{name} cannot be reached by {identity.platform}:"
            f" {identity.why_not or 'the platform gave no reason'}.",
            refs,
            person=name,
        )
        for identity in around.unreachable.get(person.id, [])
    ]


def _address(person: Person, refs: tuple[str, ...], around: _Surroundings) -> list[ReachFinding]:
    email = person.email or ""
    likely = likely_address(email, person.name, around.domains)
    if is_address(email) and likely is None:
        return []
    hint = f"; perhaps {likely} is meant" if likely else ""
    wrong = "looks misspelt" if is_address(email) else "cannot be delivered to"
    return [
        ReachFinding(
            ReachKind.MISSPELT_ADDRESS,
            f"{email} of {person.name} {wrong}{hint}.",
            refs,
            person=person.name,
            likely=likely,
        )
    ]


def _one(
    kind: ReachKind, person: Person, refs: tuple[str, ...], sentence: str | None
) -> list[ReachFinding]:
    return [ReachFinding(kind, sentence, refs, person=person.name)] if sentence else []


@verb("people.check", "See who cannot be reached", act=Act.MANAGE_PEOPLE)
def check(request: Request) -> Reply:
    """All that would keep the next cycle from reaching somebody, as one card."""
    require(request, Act.MANAGE_PEOPLE)
    found = check_reach(request.session, request.today)
    if not found:
        return said("Everybody who owns an open action can be reached, and has a deputy.")
    notice = f"{count_in_words(len(found), 'thing')} to settle before the next cycle opens."
    items = tuple(Item(text(finding.sentence)) for finding in found)
    return Reply(say=(Message("reach", notice, (Paragraph(text(notice)), Items(items))),))
