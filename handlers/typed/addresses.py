"""Addresses in a message: evidence (rule 8), and what must not be read as words."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = "\ue002"
"""Stands for every character of an address in the text that is matched."""

_QUOTES = "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\xab\xbb"
_ADDRESS = re.compile(rf"https?://[^\s<>|{_QUOTES}]+", re.IGNORECASE)
_BEHIND = ".,;:!?)]"
_EMPHASIS = "*_~"
# Neither is evidence, and neither holds a reference or a date.
_OTHER = re.compile(
    rf"\b(?:www\.|mailto:|[a-z]{{2,9}}://)[^\s<>|{_QUOTES}]*|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address and where it stands."""

    start: int
    end: int
    address: str


def find_addresses(words: str) -> tuple[Address, ...]:
    """Every http or https address, in order."""
    found = (_trimmed(words, match) for match in _ADDRESS.finditer(words))
    return tuple(address for address in found if address is not None)


def _trimmed(words: str, match: re.Match[str]) -> Address | None:
    address = match[0].rstrip(_BEHIND)
    opener = words[match.start() - 1 : match.start()]
    if opener and opener in _EMPHASIS:
        address = address.removesuffix(opener).rstrip(_BEHIND)
    if len(address) <= address.find("://") + len("://"):
        return None
    return Address(match.start(), match.start() + len(address), address)


def masked(words: str, addresses: tuple[Address, ...]) -> str:
    """The text with every kind of address marked out, of the same length.

    A question mark right behind an address asks nothing: people end a line with an address.
    """
    parts, at = [], 0
    for address in addresses:
        parts += [words[at : address.start], MARK * (address.end - address.start)]
        at = address.end
        while words[at : at + 1] and words[at] in _BEHIND:
            parts.append(MARK if words[at] == "?" else words[at])
            at += 1
    return _OTHER.sub(lambda found: MARK * len(found[0]), "".join([*parts, words[at:]]))
