"""Who an action's row names: owner, co-owners, deputy, accountable lead, with their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.plan_import import notes
from handlers.plan_import.cells import Cells
from handlers.plan_import.email_slips import Addresses, letters
from handlers.plan_import.emails import all_addresses, read_address
from handlers.plan_import.fields import Field
from handlers.plan_import.findings import Finding
from handlers.plan_import.owners import Named, is_nobody, people_in


@dataclass(frozen=True, slots=True)
class RowPeople:
    """The people of one action."""

    owner: Named | None
    co_owners: tuple[Named, ...]
    deputy: Named | None
    accountable: Named | None
    organisation: str | None
    findings: tuple[Finding, ...]


def addresses_in(cells: Cells) -> Iterator[tuple[str, str, str]]:
    """Each name with its address and organisation, for comparing them across the file."""
    body = cells.said(Field.OWNER_ORGANISATION)
    owners = people_in(cells.text(Field.OWNER))
    listed = all_addresses(cells.text(Field.OWNER_EMAIL))
    for number, address in enumerate(listed):
        name = owners[number].name if number < len(owners) else ""
        yield name, address, body
    for named in owners:
        if named.email:
            yield named.name, named.email, body
    yield cells.text(Field.DEPUTY), cells.text(Field.DEPUTY_EMAIL), ""
    yield cells.text(Field.ACCOUNTABLE), cells.text(Field.ACCOUNTABLE_EMAIL), ""


def people_of(cells: Cells, ref: str, among: Addresses) -> RowPeople:
    """The people of a row, and what there is to say about them."""
    findings: list[Finding] = []
    body = cells.said(Field.OWNER_ORGANISATION)
    owners = list(people_in(cells.text(Field.OWNER)))
    others = [p for text in _co_owner_texts(cells) for p in people_in(text)]
    if len(owners) > 1:
        names = [person.name for person in owners]
        findings.append(notes.two_owners(cells.place(Field.OWNER), ref, names[0], names[1:]))
    named, faults = _with_addresses([*owners, *others], cells, among, body)
    findings.extend(faults)
    if not owners:
        findings.append(notes.missing_owner(cells.place(Field.OWNER), ref))
    elif named[0].email is None and not faults and cells.has(Field.OWNER_EMAIL):
        findings.append(_missing_email(cells, ref, named[0].name, among))
    deputy, deputy_faults = _one(cells, Field.DEPUTY, Field.DEPUTY_EMAIL, among)
    accountable, lead_faults = _one(cells, Field.ACCOUNTABLE, Field.ACCOUNTABLE_EMAIL, among)
    leads = people_in(cells.text(Field.ACCOUNTABLE))
    if len(leads) > 1:
        names = [person.name for person in leads]
        place = cells.place(Field.ACCOUNTABLE)
        findings.append(notes.two_owners(place, ref, names[0], names[1:]))
    others_led = tuple(replace(person, email=None) for person in leads[1:])
    return RowPeople(
        owner=named[0] if owners else None,
        co_owners=tuple(named[1:] if owners else named) + others_led,
        deputy=deputy,
        accountable=accountable,
        organisation=body or None,
        findings=(*findings, *deputy_faults, *lead_faults),
    )


def _co_owner_texts(cells: Cells) -> Iterator[str]:
    for column in cells.layout.all_of(Field.CO_OWNER):
        if column.index in cells.row.cells:
            yield cells.row.cells[column.index].text


def _missing_email(cells: Cells, ref: str, owner: str, among: Addresses) -> Finding:
    elsewhere = among.by_name.get(owner.casefold())
    likely = elsewhere.most_common(1)[0][0] if elsewhere else None
    return notes.missing_email(cells.place(Field.OWNER_EMAIL), ref, owner, likely)


def _with_addresses(
    people: Sequence[Named], cells: Cells, among: Addresses, body: str
) -> tuple[list[Named], list[Finding]]:
    """The people with the addresses of the e-mail cell; one finding for each that is bad."""
    text = cells.text(Field.OWNER_EMAIL)
    place = cells.place(Field.OWNER_EMAIL)
    listed = [] if is_nobody(text) else all_addresses(text)
    checked = [_embedded(person, body, among, cells.place(Field.OWNER)) for person in people]
    own = [person for person, _ in checked]
    findings = [fault for _, faults in checked for fault in faults]
    if len(listed) > max(len(people), 1):
        owner = people[0].name if people else "nobody"
        return own, [*findings, notes.bad_email(place, owner, None)]
    given = dict(enumerate(listed)) if len(listed) != len(people) else _paired(people, listed)
    for number, address in given.items():
        name = people[number].name if number < len(people) else ""
        email, faults = _address(address, name, body, among, place)
        findings.extend(faults)
        if email and number < len(own):
            own[number] = replace(own[number], email=email)
    return own, findings


def _embedded(
    person: Named, body: str, among: Addresses, place: notes.Place
) -> tuple[Named, list[Finding]]:
    """A person with the address that stands beside the name, if mail can be delivered to it."""
    if person.email is None:
        return person, []
    email, faults = _address(person.email, person.name, body, among, place)
    return replace(person, email=email), faults


def _paired(people: Sequence[Named], listed: Sequence[str]) -> dict[int, str]:
    """Who has which address: in their order, unless the names say the other way round."""
    by_name: dict[int, str] = {}
    for number, person in enumerate(people):
        fitting = [a for a in listed if _fits(a, person.name)]
        by_name[number] = fitting[0] if len(fitting) == 1 else listed[number]
    return by_name if len(set(by_name.values())) == len(listed) else dict(enumerate(listed))


def _fits(address: str, name: str) -> bool:
    local = letters(address.partition("@")[0])
    words = [letters(word) for word in name.split(",", maxsplit=1)[0].split()]
    return bool(words) and (local == "".join(words) or (len(words[-1]) > 3 and words[-1] in local))  # noqa: PLR2004 - short words are in many


def _address(
    text: str, name: str, body: str, among: Addresses, place: notes.Place
) -> tuple[str | None, list[Finding]]:
    reading = read_address(text, name=name, body=body, among=among)
    if reading.email is None:
        return None, [notes.bad_email(place, name, reading.likely)]
    if reading.doubt:
        return reading.email, [notes.doubtful_email(place, name, reading.doubt)]
    return reading.email, []


def _one(
    cells: Cells, who: Field, where: Field, among: Addresses
) -> tuple[Named | None, list[Finding]]:
    """One person of a row besides the owner; an address alone names nobody."""
    people = people_in(cells.text(who))
    text = cells.text(where)
    if not people:
        return None, []
    person, faults = _embedded(people[0], "", among, cells.place(who))
    if is_nobody(text):
        return person, faults
    email, more = _address(text, person.name, "", among, cells.place(where))
    return replace(person, email=email or person.email), [*faults, *more]
