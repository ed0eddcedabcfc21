"""People: who they are, when they are away, and what happens when they leave.

Absent is not late; a vacant post is nobody's fault and nobody is asked for it.
"""

from __future__ import annotations

from rapidfuzz import process
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.fields import address_of, day_of, given, hour_of, wanted, weekdays_of
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from models.audit import record
from models.people import Absence, Organisation, OrganisationKind, Person
from models.permissions import Act
from models.spoken import day_in_words, list_in_words
from models.states import Door

DOORS = tuple(door.value for door in (Door.SLACK, Door.TEAMS, Door.MAIL, Door.LOCAL))
CLOSE_ENOUGH = 70
"""How alike a name must be (0 to 100) to be offered as what was meant."""


def person_by(session: Session, words: str) -> Person:
    """The person with this e-mail address or name.

    Raises:
        RefusedError: nobody has it, with who comes nearest; or several have it.
    """
    key = words.strip().lower()
    if (found := session.scalar(select(Person).where(Person.email == key))) is not None:
        return found
    called = session.scalars(
        select(Person).where(func.lower(Person.name) == key).order_by(Person.id)
    ).all()
    if len(called) > 1:
        addresses = list_in_words((person.email or "no address" for person in called), "or")
        raise RefusedError(
            f"{len(called)} people are called {words.strip()[:80]!r}; write the address of the one"
            f" that is meant: {addresses}."
        )
    if called:
        return called[0]
    known = [
        entry
        for person in session.scalars(select(Person))
        for entry in (person.email, person.name)
        if entry
    ]
    near = process.extractOne(key, known, score_cutoff=CLOSE_ENOUGH, processor=str.lower)
    hint = (
        f" Did you mean {near[0]}?"
        if near
        else " Add them from the desk, or with rollcall people add."
    )
    raise RefusedError(f"Nobody here is called {words.strip()[:80]!r}.{hint}")


def organisation_called(session: Session, name: str) -> Organisation:
    """The organisation of this name; a new one where there is none."""
    found = session.scalar(
        select(Organisation).where(func.lower(Organisation.name) == name.strip().lower())
    )
    if found is None:
        found = Organisation(name=name.strip(), kind=kind_of(name), email_domains=[])
        session.add(found)
        session.flush()
    return found


def kind_of(name: str) -> OrganisationKind:
    """What kind of body a name suggests."""
    words = name.lower()
    hints = (
        (OrganisationKind.NHS, ("nhs", "icb", "integrated care", "hospital", "health")),
        (OrganisationKind.SCHOOL, ("school", "academy", "college", "settings", "trust")),
        (OrganisationKind.FORUM, ("parent", "carer", "forum", "pact")),
        (OrganisationKind.GOVERNMENT, ("department", "dfe", "ministry", "ofsted", "cqc")),
        (OrganisationKind.COUNCIL, ("council", "authority", "borough", "county")),
    )
    for kind, parts in hints:
        if any(part in words for part in parts):
            return kind
    return OrganisationKind.OTHER


def _described(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "email": person.email,
        "organisation": person.organisation.name if person.organisation else None,
        "preferred_door": person.preferred_door,
        "weekdays": person.weekdays,
        "send_at": person.send_at,
        "quiet_from": person.quiet_from,
        "quiet_until": person.quiet_until,
        "active_until": person.active_until,
        "is_vacant": person.is_vacant,
    }


def _door_of(request: Request, errors: dict[str, str]) -> str | None:
    door = given(request, "door").lower()
    if door and door not in DOORS:
        errors["door"] = f"Choose one of {', '.join(DOORS)}; found {door[:20]!r}."
    return door or None


def _save(request: Request, person: Person, act: str, before: dict[str, object] | None) -> None:
    request.session.add(person)
    request.session.flush()
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity="person",
        entity_id=person.id,
        before=before,
        after=_described(person),
        reason=given(request, "reason") or None,
    )


def _refuse_taken(session: Session, email: str | None, *, by_other_than: int | None) -> None:
    if email is None:
        return
    holder = session.scalar(select(Person).where(Person.email == email))
    if holder is not None and holder.id != by_other_than:
        raise RefusedError(f"{email} belongs to {holder.name} already.")


@verb("people.add", "Add a person", act=Act.MANAGE_PEOPLE)
def add(request: Request) -> Reply:
    """Add somebody: `name`, `email`, `organisation`, and what `change` takes."""
    require(request, Act.MANAGE_PEOPLE)
    errors: dict[str, str] = {}
    name = wanted(request, "name", errors, "the name, or the title of the post")
    email = address_of(request, "email", errors)
    person = Person(name=name, email=email)
    _apply(request, person, errors)
    if errors:
        return Reply(errors=errors)
    _refuse_taken(request.session, email, by_other_than=None)
    _save(request, person, "person_added", None)
    return said(f"{person.name} is added, reachable at {person.email}.")


@verb("people.change", "Change a person's details", act=Act.MANAGE_PEOPLE)
def change(request: Request) -> Reply:
    """Change somebody (`person`): name, address, organisation, door, working days, hours."""
    require(request, Act.MANAGE_PEOPLE)
    errors: dict[str, str] = {}
    person = person_by(request.session, wanted(request, "person", errors, "who it is") or "?")
    before = _described(person)
    if given(request, "email"):
        email = address_of(request, "email", errors)
        _refuse_taken(request.session, email, by_other_than=person.id)
        person.email = email or person.email
    person.name = given(request, "name") or person.name
    _apply(request, person, errors)
    if errors:
        request.session.refresh(person)
        return Reply(errors=errors)
    if before == _described(person):
        return said(f"Nothing is changed for {person.name}: it stands like that already.")
    _save(request, person, "person_changed", before)
    return said(f"{person.name} is changed.")


def _apply(request: Request, person: Person, errors: dict[str, str]) -> None:
    if organisation := given(request, "organisation"):
        person.organisation = organisation_called(request.session, organisation)
    person.preferred_door = _door_of(request, errors) or person.preferred_door
    person.weekdays = weekdays_of(request, "weekdays", errors) or person.weekdays or "01234"
    person.send_at = hour_of(request, "send_at", errors) or person.send_at
    person.quiet_from = hour_of(request, "quiet_from", errors) or person.quiet_from
    person.quiet_until = hour_of(request, "quiet_until", errors) or person.quiet_until


@verb("people.vacant", "Mark a post vacant, or filled again", act=Act.MANAGE_PEOPLE)
def vacant(request: Request) -> Reply:
    """Mark the post `person` vacant; with `filled` it is filled again."""
    require(request, Act.MANAGE_PEOPLE)
    errors: dict[str, str] = {}
    person = person_by(request.session, wanted(request, "person", errors, "which post") or "?")
    before = _described(person)
    person.is_vacant = not given(request, "filled")
    _save(request, person, "post_vacant" if person.is_vacant else "post_filled", before)
    if person.is_vacant:
        return said(
            f"{person.name} is vacant. Nobody is asked for that post; the area lead is told."
        )
    return said(f"{person.name} is filled again and will be asked.")


@verb("people.away", "Say when somebody is away, and who answers meanwhile", act=Act.DELEGATE)
def away(request: Request) -> Reply:
    """Record days away: `person` (else who asks), `starts`, `ends`, `deputy`."""
    errors: dict[str, str] = {}
    named = given(request, "person")
    person = person_by(request.session, named) if named else request.person
    if person is None:
        raise RefusedError("Say who is away: their e-mail address or the title of their post.")
    require(request, Act.DELEGATE, about=person)
    starts = day_of(request, "starts", errors, "the first day away")
    ends = day_of(request, "ends", errors, "the last day away")
    if starts and ends and ends < starts:
        errors["ends"] = (
            f"The last day away comes before the first; found {day_in_words(ends)}"
            f" before {day_in_words(starts)}."
        )
    deputy = (
        person_by(request.session, given(request, "deputy")) if given(request, "deputy") else None
    )
    if deputy is not None and deputy.id == person.id:
        errors["deputy"] = "Somebody else has to answer meanwhile; name another person."
    if errors or starts is None or ends is None:
        return Reply(errors=errors)
    absence = Absence(
        person_id=person.id,
        starts=starts,
        ends=ends,
        deputy_id=deputy.id if deputy else None,
        recorded_at=request.now,
    )
    request.session.add(absence)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "absence_recorded",
        at=request.now,
        entity="person",
        entity_id=person.id,
        after={"starts": starts, "ends": ends, "deputy": deputy.name if deputy else None},
    )
    stands_in = (
        f" {deputy.name} answers meanwhile." if deputy else " The deputies of the actions answer."
    )
    return said(
        f"{person.name} is away from {day_in_words(starts)} to {day_in_words(ends)}.{stands_in}"
    )


@verb("people.back", "Say that somebody is back early", act=Act.DELEGATE)
def back(request: Request) -> Reply:
    """End the absences of `person` (else who asks) that have not passed."""
    named = given(request, "person")
    person = person_by(request.session, named) if named else request.person
    if person is None:
        raise RefusedError("Say who is back: their e-mail address or the title of their post.")
    require(request, Act.DELEGATE, about=person)
    open_ones = request.session.scalars(
        select(Absence).where(
            Absence.person_id == person.id,
            Absence.ends >= request.today,
            Absence.cancelled_at.is_(None),
        )
    ).all()
    if not open_ones:
        return said(f"{person.name} is not recorded as away.")
    for absence in open_ones:
        absence.cancelled_at = request.now
        record(
            request.session,
            request.actor,
            "absence_ended",
            at=request.now,
            entity="person",
            entity_id=person.id,
            before={"starts": absence.starts, "ends": absence.ends},
        )
    return said(f"{person.name} is back and will be asked again.")
