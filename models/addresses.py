"""E-mail addresses that look misspelt: a slip of the finger against the name or the colleagues.

Pure: an address, the name of its holder, and how often each domain is used. Nothing is guessed
about an address that fits its holder's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import groupby

from rapidfuzz.distance import OSA

ADDRESS = re.compile(r"[^\s@<>,;:()\[\]\\\"]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
MOST_LETTERS_OF_A_RUN = 2
"""No English name writes a letter three times running."""
LONG_ENOUGH = 5
"""Shorter words differ by one letter without being a slip."""
A_SLIP = 1
"""One letter added, lost, changed or swapped."""


def is_address(address: str) -> bool:
    """Whether mail could be sent there at all."""
    local, _, _ = address.partition("@")
    return (
        ADDRESS.fullmatch(address.lower()) is not None
        and ".." not in local
        and not local.startswith(".")
        and not local.endswith(".")
    )


def likely_address(address: str, name: str, domains: Mapping[str, int]) -> str | None:
    """What was probably meant, None where nothing looks wrong.

    `domains` counts how many people have an address at each domain.

    Example: likely_address("r.mcinnnes@council.example.org", "R McInnes", {}) gives
    "r.mcinnes@council.example.org".
    """
    local, at, domain = address.lower().partition("@")
    meant = f"{_likely_local(local, name)}{at}{_likely_domain(domain, domains)}"
    return meant if meant != address.lower() else None


def _likely_domain(domain: str, domains: Mapping[str, int]) -> str:
    own = domains.get(domain, 0)
    near = [
        (count, other)
        for other, count in domains.items()
        if other != domain and count > max(own, 1) and OSA.distance(domain, other) == A_SLIP
    ]
    return max(near)[1] if near else domain


def _likely_local(local: str, name: str) -> str:
    words = _words(name)
    return "".join(
        part if not part.isalpha() else _likely_word(part, words)
        for part in re.split(r"([^a-z]+)", local)
    )


def _likely_word(part: str, words: frozenset[str]) -> str:
    if part in words:
        return part
    near = [w for w in words if len(w) >= LONG_ENOUGH and OSA.distance(part, w) == A_SLIP]
    if len(near) == 1:
        return near[0]
    return "".join("".join(run)[:MOST_LETTERS_OF_A_RUN] for _, run in groupby(part))


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return frozenset(re.findall(r"[a-z]+", plain.replace("'", "")))
