"""Which field a header stands for: the councils' words, then rules, then spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process

from handlers.plan_import.column_words import RULES, WORDS
from handlers.plan_import.fields import Field

_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w#]+")
_MAIL = re.compile(r"\be[ _-]?mail(?:s|ed)?\b(?: address(?:es)?)?")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
"""Letters with a point after each: "R.A.G." is "RAG"."""
_LONGEST = 80
_NEAR = 90


def plain(header: str) -> str:
    """A header without case, marks, accents and plurals: "Lead(s) / E-mail" is "lead email"."""
    folded = unicodedata.normalize("NFKD", header).casefold()
    folded = folded.replace("&", " and ").replace("(s)", "").replace("/s", "")
    folded = re.sub(r"[’'](?=\w)", "", folded)  # noqa: RUF001 - the apostrophe itself
    folded = _DOTTED.sub(lambda found: found[0].replace(".", ""), _MAIL.sub("email", folded))
    return _SPACES.sub(" ", _MARKS.sub(" ", folded.replace("_", " "))).strip()


KNOWN = {
    plain(word): field
    for field, words in WORDS.items()
    for word in _SPACES.sub(" ", words).split(";")
}


@lru_cache(maxsize=4096)
def known_field(header: str) -> Field | None:
    """The field of a header that is among the councils' words; None otherwise."""
    if "%" in header:
        return None
    for words in _readings(header):
        if words in KNOWN:
            return KNOWN[words]
    return None


@lru_cache(maxsize=4096)
def guessed_field(header: str) -> Field | None:
    """The field of a header by its words, by a rule, or by its spelling; None where none fits."""
    found = known_field(header)
    if found is not None or len(header) > _LONGEST:
        return found
    words = plain(header)
    if "%" in header:
        return Field.EXTRA
    for pattern, field in RULES:
        if pattern.search(words):
            return field
    near = process.extractOne(words, KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return KNOWN[near[0]] if near and len(words) > 4 else None  # noqa: PLR2004 - short words differ by much


def _readings(header: str) -> list[str]:
    """The header whole, without its brackets, and each side of a slash or a dash."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)
    sides = re.split(r"\s*[/|–—\n]\s*|\s+-\s+", bare)  # noqa: RUF001 - dashes as people type them
    return [plain(each) for each in (header, bare, *sides) if plain(each)]
