"""Whether an address can be delivered to, and what was meant where the slip is plain.

An address that looks whole can still bounce: a letter three times running, a domain one letter off
the one that everybody else in the file has, the owner's own name with a letter doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.plan_import.email_slips import (
    Addresses,
    by_name,
    doubled,
    is_whole,
    known_near,
    mended,
    other_of,
    usual_domain,
)

_AROUND = re.compile(r"^(?:e-?mail|mailto)\s*:\s*|^<|>$", re.IGNORECASE)
_INSIDE_ANGLES = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_BETWEEN = re.compile(r"[;,\n|]|\s/\s|\s+and\s+|\s*&\s*")
_PERSONS_WORDS = 2
"""A first name and a surname; a name of more words is a post's."""
_KNOWN = 3
"""A known address speaks as loud as so many rows of the file."""


@dataclass(frozen=True, slots=True)
class AddressReading:
    """One address: `email` where it can be used, else `likely` what was meant (or None).

    `doubt` stands beside an address that may well be right: a near one that the name suggests.
    """

    email: str | None
    likely: str | None = None
    doubt: str | None = None


def gather(
    rows: Iterable[tuple[str, str, str]], *, known: Mapping[str, str], domains: Iterable[str]
) -> Addresses:
    """What the file and the record say about addresses.

    Args:
        rows: (name, address, organisation) as they stand in the file.
        known: the people of the record, address → name.
        domains: the domains of organisations that are known.
    """
    among = Addresses(known=frozenset(known))
    for name, address, body in rows:
        bare = bare_address(address)
        if is_whole(bare) and not doubled(bare, name):
            among.add(name, bare, body)
    for address, name in known.items():
        among.add(name, address, "", weight=_KNOWN)
    among.domains.update({domain.casefold(): _KNOWN for domain in domains})
    among.often = tuple(address for address, count in among.used.items() if count > 1)
    return among


def bare_address(text: str) -> str:
    """The address without what people put around it: mailto:, angle brackets, a full stop."""
    inside = _INSIDE_ANGLES.search(text)
    bare = inside[1] if inside else _AROUND.sub("", text.strip())
    return _AROUND.sub("", bare.strip()).strip(" ;,").casefold()


def read_address(text: str, *, name: str, body: str, among: Addresses) -> AddressReading:
    """Whether one address can be used, for an owner of this name and organisation."""
    bare = bare_address(text)
    if bare in among.known:
        return AddressReading(bare)
    if not is_whole(bare):
        meant = mended(bare, among)
        again = _whole_one(meant, name, body, among) if meant else AddressReading(None)
        return AddressReading(None, again.email or again.likely)
    return _whole_one(bare, name, body, among)


def _whole_one(address: str, name: str, body: str, among: Addresses) -> AddressReading:
    likely = (
        other_of(name, address, among)
        or known_near(address, among)
        or doubled(address, name)
        or usual_domain(address, body, among)
    )
    if likely:
        return AddressReading(None, likely)
    doubt = by_name(address, name)
    if doubt and len(name.split()) > _PERSONS_WORDS:
        return AddressReading(None, doubt)
    return AddressReading(address, None, doubt)


def all_addresses(text: str) -> list[str]:
    """The addresses of a cell that lists several, as they stand; one that is none stays whole."""
    pieces = [piece for piece in _BETWEEN.split(text) if piece.strip()]
    if len(pieces) > 1 and all("@" in piece for piece in pieces):
        return [piece.strip() for piece in pieces]
    spaced = text.split()
    if len(spaced) > 1 and all("@" in piece for piece in spaced):
        return spaced
    return [text.strip()]
