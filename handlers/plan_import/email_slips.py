"""The slips of addresses: letters doubled, domains mistyped, signs lost; and what was meant."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WHOLE = re.compile(
    r"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$"
)
"""The shape that mail servers take in practice (RFC 5321 4.1.2 without quoted local parts)."""
_LONGEST, _LONGEST_LOCAL = 254, 64
_THRICE = re.compile(r"([a-z])\1{2,}")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_SIGNS = _DASHES | {ord("\u2019"): "'", ord("\u2018"): "'", ord("\uff20"): "@"}
_ENDINGS = ("uk", "org", "com", "net", "info", "edu", "gov", "eu", "int", "ie", "wales", "scot")
_WRONG_ENDINGS = """
ku u k ukk uuk yk uj ik con cmo ocm comm coom vom xom cim ogr rog orgg og nett ner nte
"""
_SLIPS_OF_ENDINGS = frozenset(_WRONG_ENDINGS.split())
_A_SLIP, _TWO_SLIPS = 1, 2
_LONG_LABEL, _LONG_NAME = 4, 8


@dataclass(slots=True)
class Addresses:
    """The addresses of a file and of the people who are known, to compare a doubtful one with."""

    known: frozenset[str] = frozenset()
    domains: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    by_name: dict[str, Counter[str]] = field(default_factory=dict)
    by_body: dict[str, Counter[str]] = field(default_factory=dict)
    """Domains by the organisation that the file names beside them."""
    signs: Counter[str] = field(default_factory=Counter)
    """What stands between the words of the local parts."""
    often: tuple[str, ...] = ()
    """Addresses that are known, or stand in more than one row."""

    def add(self, name: str, address: str, body: str, *, weight: int = 1) -> None:
        """Count an address that can be used."""
        local, _, domain = address.rpartition("@")
        self.domains[domain] += weight
        self.used[address] += weight
        self.by_name.setdefault(name.casefold(), Counter())[address] += weight
        self.signs.update(sign for sign in local if sign in ".-_")
        if body:
            self.by_body.setdefault(body.casefold(), Counter())[domain] += weight


def is_whole(address: str) -> bool:
    """Whether an address has the shape of one, and an ending that exists."""
    return (
        len(address) <= _LONGEST
        and len(address.partition("@")[0]) <= _LONGEST_LOCAL
        and bool(_WHOLE.match(address))
        and address.rpartition(".")[2] not in _SLIPS_OF_ENDINGS
    )


def other_of(name: str, address: str, among: Addresses) -> str | None:
    """The address that the same name has more often, where this one differs by a slip."""
    theirs = among.by_name.get(name.casefold(), Counter())
    for other, count in theirs.most_common():
        near = other != address and OSA.distance(other, address) <= _TWO_SLIPS
        if near and (count > theirs[address] or _fits(other, name) > _fits(address, name)):
            return other
    return None


def known_near(address: str, among: Addresses) -> str | None:
    """The one address, known or used more often in the file, that differs by a single slip.

    Addresses that count ("officer1", "officer2") or are short are no slips of one another.
    """
    if len(address.partition("@")[0]) <= _LONG_LABEL:
        return None
    here = max(among.used[address], 1)
    near = [
        other
        for other, _, _ in process.extract_iter(
            address, among.often, scorer=OSA.distance, score_cutoff=_A_SLIP
        )
        if among.used[other] > here and letters(other) != letters(address)
    ]
    return near[0] if len(near) == 1 else None


def _fits(address: str, name: str) -> bool:
    return letters(address.partition("@")[0]) == letters(name)


def letters(text: str) -> str:
    """The plain letters of a text, accents taken off."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if "a" <= sign <= "z")


def doubled(address: str, name: str) -> str | None:
    """The address with a letter too many taken out.

    That is three running, or two where the name has one: "mcinnnes" of somebody called McInnes.
    """
    local, _, domain = address.rpartition("@")
    spelt = _spelt_as(local, name) or _run_on(local, name)
    if _THRICE.search(local) or _THRICE.search(domain.removeprefix("www")):
        return f"{spelt or _twice(local)}@{_twice(domain)}"
    return f"{spelt}@{domain}" if spelt and len(spelt) < len(local) else None


def _twice(text: str) -> str:
    return _THRICE.sub(lambda run: run[1] * 2, text)


def _spelt_as(local: str, name: str) -> str | None:
    """The local part with its words as the name spells them, where only doubled letters differ."""
    spelling = {_single(word): word for word in re.findall(r"[a-z]+", name.casefold())}
    parts: list[str] = re.split(r"([^a-z]+)", local)
    spelt = "".join(spelling.get(_single(part), part) for part in parts)
    return spelt if spelt != local else None


def _run_on(local: str, name: str) -> str | None:
    """A local part without signs as the name spells it, where only doubled letters differ."""
    written = letters(name)
    differs = local.isalpha() and local != written and len(written) >= _LONG_NAME
    return written if differs and _single(local) == _single(written) else None


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def usual_domain(address: str, body: str, among: Addresses) -> str | None:
    """The address at the domain that was meant: one slip away, and used by the others."""
    local, _, domain = address.rpartition("@")
    bodies = among.by_body.get(body.casefold(), Counter())
    for usual, count in among.domains.most_common():
        if usual == domain or count <= among.domains[domain] * 2:
            continue
        ours = bool(body) and bodies[usual] > bodies[domain]
        if _is_slip(domain, usual, same_body=ours):
            return f"{local}@{usual}"
    return None


def _is_slip(domain: str, usual: str, *, same_body: bool) -> bool:
    """Whether a domain is the usual one mistyped; short labels that differ are other bodies."""
    if _run_together(domain) == _run_together(usual) or usual.startswith(domain + "."):
        return True
    if OSA.distance(domain, usual) > _TWO_SLIPS:
        return False
    mine, theirs = domain.split("."), usual.split(".")
    if same_body or len(mine) != len(theirs):
        return same_body
    return all(a == b or _long_and_near(a, b) for a, b in zip(mine, theirs, strict=True))


def _long_and_near(label: str, other: str) -> bool:
    return min(len(label), len(other)) >= _LONG_LABEL and OSA.distance(label, other) <= _A_SLIP


def _run_together(domain: str) -> str:
    return re.sub(r"[.-]", "", domain)


def by_name(address: str, name: str) -> str | None:
    """The address as the owner's name would give it, where this one is a single letter off."""
    local, _, domain = address.rpartition("@")
    sign = next((sign for sign in "-._" if sign in local), "")
    ours, theirs = letters(local), letters(name)
    if not sign or len(theirs) < _LONG_NAME or OSA.distance(ours, theirs) != _A_SLIP:
        return None
    words = [letters(word) for word in re.split(r"[\s/-]+", name)]
    return f"{sign.join(word for word in words if word)}@{domain}"


def mended(text: str, among: Addresses) -> str | None:
    """What was meant by something that is no address at all; None where it is not plain."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    plain = "".join(sign for sign in plain if sign.isascii()).strip(" .;,<>\"'")
    plain = re.sub(r"\s*[\[({]\s*(?:at|@)\s*[\])}]\s*|\s+at\s+|@{2,}", "@", plain)
    plain = re.sub(r"\s*([@.])\s*", r"\1", plain.replace(",", ".").replace(";", "."))
    plain = re.sub(r"\.{2,}", ".", plain).replace(".@", "@").replace("@.", "@")
    local, _, domain = plain.rpartition("@") if "@" in plain else _parted(plain, among)
    usual = among.signs.most_common(1)[0][0] if among.signs else "."
    usual_sign = next((sign for sign in ".-_" if sign in local), usual)
    local = re.sub(r"\s+", usual_sign, local.strip())
    meant = f"{local}@{_mended_domain(''.join(domain.split()), among)}"
    return meant if is_whole(meant) else None


def _parted(text: str, among: Addresses) -> tuple[str, str, str]:
    """An address without its @, parted before a domain that is known."""
    for domain, _ in among.domains.most_common():
        if text.endswith(domain) and len(text) > len(domain):
            return text[: -len(domain)].strip(" .-#'2"), "@", domain
    return text, "", ""


def _mended_domain(domain: str, among: Addresses) -> str:
    """A domain without its dots, cut short, or with a slip in its ending, as it was meant."""
    known = [usual for usual, _ in among.domains.most_common()]
    for usual in known:
        cut_short = bool(domain) and usual.startswith(domain.rstrip(".") + ".")
        if _run_together(domain) == _run_together(usual) or cut_short:
            return usual
    for usual in known:
        if OSA.distance(domain, usual) <= _TWO_SLIPS:
            return usual
    head, _, ending = domain.rpartition(".")
    if ending not in _SLIPS_OF_ENDINGS:
        return domain
    return f"{head}.{min(_ENDINGS, key=lambda whole: OSA.distance(ending, whole))}"
