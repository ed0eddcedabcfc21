"""People and organisations from a plan's file: found by address, else by name, else made.

One post is one person row. An address that changed is the post's new address while nobody else in
the file has the old one; a post that the file calls vacant is marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.plan_import.owners import Named
from handlers.plan_import.reading import ReadAction
from handlers.plan_import.record import Record
from handlers.plan_import.told import Names, names_in
from handlers.request import Request
from handlers.staffing.people import kind_of
from models.audit import record as record_event
from models.people import Organisation, Person

_VACANT = re.compile(r"\s*[-(\[:,]*\s*\b(?:currently )?vacant\b\s*[)\]]*\s*", re.IGNORECASE)


class Cast:
    """Finds or makes the people that a file names, with an event for each change."""

    def __init__(
        self,
        request: Request,
        record: Record,
        actions: Iterable[ReadAction],
        *,
        addresses_stay: bool = False,
    ) -> None:
        """`addresses_stay`: a name with another address is somebody else, not a new address."""
        listed = list(actions)
        self._request = request
        self._names: Names = names_in(listed)
        self._used = {
            named.email
            for action in listed
            for named in (action.owner, *action.co_owners, action.deputy, action.accountable)
            if named is not None and named.email
        }
        if addresses_stay:
            self._used |= record.known_people.keys()
        self._bodies = {body.name.casefold(): body for body in record.organisations}
        self._by_email = {p.email: p for p in record.people.values() if p.email}
        self._by_name: dict[str, Person] = {}
        for person in record.people.values():
            self._by_name.setdefault(_key(person.name), person)

    def name(self, named: Named) -> str:
        """The one name that the file gives somebody, without a word that the post is vacant."""
        name = self._names.of(named)
        return _VACANT.sub(" ", name).strip() or name

    def organisation(self, name: str | None) -> Organisation | None:
        """The organisation of a name; a new one where there is none."""
        if name is None:
            return None
        key = _key(name)
        if key not in self._bodies:
            body = Organisation(name=name, kind=kind_of(name), email_domains=[])
            self._request.session.add(body)
            self._request.session.flush()
            self._bodies[key] = body
            self._event("organisation_added", "organisation", body.id, None, {"name": name})
        return self._bodies[key]

    def person(self, named: Named | None, body: Organisation | None = None) -> Person | None:
        """The person of a name and address, with what the file newly says of them."""
        if named is None:
            return None
        person = self._known(named)
        is_vacant = bool(_VACANT.search(named.name))
        if person is None:
            return self._made(named, body, is_vacant=is_vacant)
        changes: dict[str, object] = {}
        if named.email and person.email != named.email:
            changes["email"] = named.email
        if person.organisation_id is None and body is not None:
            changes["organisation_id"] = body.id
        if is_vacant and not person.is_vacant:
            changes["is_vacant"] = True
        if named.email and _key(person.name) != _key(self.name(named)):
            changes["name"] = self.name(named)
        self._change(person, changes)
        return person

    def _known(self, named: Named) -> Person | None:
        """By address; else by name, unless that is somebody else with another address."""
        if named.email and named.email in self._by_email:
            return self._by_email[named.email]
        same = self._by_name.get(_key(self.name(named)))
        if same is None or not named.email or same.email is None:
            return same
        return None if same.email in self._used else same

    def _made(self, named: Named, body: Organisation | None, *, is_vacant: bool) -> Person:
        session = self._request.session
        body = body or self._body_of(named.email)
        person = Person(
            name=self.name(named),
            email=named.email,
            organisation_id=body.id if body else None,
            is_vacant=is_vacant,
        )
        session.add(person)
        session.flush()
        self._remember(person, body)
        after = {
            "name": person.name,
            "email": person.email,
            "organisation": body.name if body else None,
        }
        self._event("person_added", "person", person.id, None, after)
        return person

    def _change(self, person: Person, changes: dict[str, object]) -> None:
        if not changes:
            return
        before = {name: getattr(person, name) for name in changes}
        for name, value in changes.items():
            setattr(person, name, value)
        self._request.session.flush()
        self._remember(person, person.organisation)
        self._event("person_changed", "person", person.id, before, changes)

    def _remember(self, person: Person, body: Organisation | None) -> None:
        self._by_name.setdefault(_key(person.name), person)
        if not person.email:
            return
        self._by_email[person.email] = person
        domain = person.email.rpartition("@")[2]
        if body is not None and domain not in body.email_domains:
            body.email_domains = [*body.email_domains, domain]

    def _body_of(self, email: str | None) -> Organisation | None:
        """The organisation whose domain an address has."""
        domain = (email or "").rpartition("@")[2]
        return next((b for b in self._bodies.values() if domain in b.email_domains), None)

    def _event(self, act: str, entity: str, entity_id: int, before: object, after: object) -> None:
        record_event(
            self._request.session,
            self._request.actor,
            act,
            at=self._request.now,
            entity=entity,
            entity_id=entity_id,
            before=before,
            after=after,
            reason="from the plan's file",
        )


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
