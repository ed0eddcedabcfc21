"""Where a text that must go is found, and what is put in its place: pure.

A text is found however it is spaced or capitalised, inside other words, and where only its
beginning or a whole sentence of it was quoted. The words in which it stands are blanked as a whole:
who guesses at the rest of a sentence learns the part that was taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

REDACTED = "[redacted]"
"""What stands where a text was blanked."""
SHORTEST = 5
"""Characters of a text that is looked for; a shorter one stands in half the record."""
QUOTED = 40
"""So many characters of its beginning are the text itself, shortened."""
SENTENCE = 30
"""A sentence of at least so many characters is the text itself, quoted in part."""
TOKENS = 6
_ENDS = re.compile(r"[.!?;\n]+")
_TOKEN = re.compile(r"[a-z0-9]{3,}")
_STEERING = frozenset({"is", "verb", "kind"})
"""Keys of a stored message that say what a part is; their values are the product's own words."""


def folded(words: str) -> str:
    """Words without what does not matter: capitals, kinds of spaces and of letters."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


@dataclass(frozen=True, slots=True)
class Secret:
    """Texts that must go, folded, with the parts by which each is known."""

    parts: frozenset[str]

    def stands_in(self, words: str) -> bool:
        """Whether one of them, or a telling part of one, stands in these words."""
        held = folded(words)
        return any(part in held for part in self.parts)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Plain words of which whatever holds a part holds at least one; none: look everywhere."""
        found = []
        for part in self.parts:
            words = sorted(_TOKEN.findall(part), key=len)
            if not words or not part.isascii():
                return ()
            found.append(words[-1])
        return tuple(dict.fromkeys(found)) if len(found) <= TOKENS else ()


def secret_of(texts: Iterable[str]) -> Secret:
    """What to look for, from the texts as they were written."""
    parts: set[str] = set()
    for text in texts:
        whole = folded(text)
        if len(whole) < SHORTEST:
            continue
        parts.add(whole)
        if len(whole) > QUOTED:
            parts.add(whole[:QUOTED].strip())
        parts |= {s for s in map(folded, _ENDS.split(text)) if len(s) >= SENTENCE}
    return Secret(frozenset(p for p in parts if not any(q in p for q in parts if q != p)))


def blanked(value: Any, secret: Secret) -> Any:
    """A JSON value with every text in which the secret stands blanked; the same where none is.

    A link of a stored message becomes plain words, since a blank address opens nothing.
    """
    match value:
        case str():
            return REDACTED if secret.stands_in(value) else value
        case list():
            return [blanked(each, secret) for each in value]
        case {"is": "Link"} if any(secret.stands_in(str(v)) for v in value.values()):
            return {"is": "Plain", "text": REDACTED}
        case dict():
            return {k: v if k in _STEERING else blanked(v, secret) for k, v in value.items()}
        case _:
            return value


def all_blank(value: Any) -> Any:
    """What a JSON value becomes in a row that is appended: nothing of it stays."""
    match value:
        case list():
            return [REDACTED]
        case dict():
            return {"redacted": REDACTED}
        case _:
            return REDACTED


def texts_in(value: Any) -> Iterable[str]:
    """Every text of a JSON value."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from texts_in(each)
        case dict():
            for key, each in value.items():
                if key not in _STEERING:
                    yield from texts_in(each)
        case _:
            return
