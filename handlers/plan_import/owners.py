"""Who a cell names: one person, or two where one has to be chosen.

"Name, Title; Name, Title" and "Head of X and Head of Y" are two people; "Tribunal and Mediation
Lead" is one post. What parts a post from a subject is its noun: a lead, head or officer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.plan_import.vocabulary import POSTS, SUBJECTS

_BODIES = re.compile(
    r"\b(?:council|nhs|icb|trust|board|ccg|academy|school|schools|college|forum|partnership|ltd"
    r"|limited|cic|charity|department|directorate|services?|team)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[<(\[]?\s*(?:mailto:)?([^\s<>()\[\];,]+@[^\s<>()\[\];,]+)\s*[>)\]]?")
_LABEL = re.compile(
    r"^\s*(?:(?:joint |co-?|action |overall )?(?:lead|owner|leads|owners)|support(?:ed by)?"
    r"|supporting|with|and|&|\d+[.)])\s*[:\-]?\s+(?=\S)|^\s*(?:lead|support|owner)s?\s*:\s*",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\s*(?:;|\||\bsupported by\b|\bjointly with\b|\s(?=\d[.)]\s))\s*", re.IGNORECASE
)
_WEAK = re.compile(
    r"\s*\n\s*|\s*/\s*|\s+(?:and|with|plus)\s+|\s*&\s*|\s+\+\s+|\s*,\s*", re.IGNORECASE
)
_NOBODY = re.compile(
    r"^(?:tb[acd]|t\.b\.[acd]\.?|to be (?:confirmed|agreed|appointed|decided|identified)|n/?a|none"
    r"|nobody|no[- ]?one|not (?:known|assigned|yet known|yet assigned)|unassigned|unknown|vacant"
    r"|vacancy|[-–—?.]+)$",  # noqa: RUF001 - the dashes that people type for nothing
    re.IGNORECASE,
)
_LONGEST_NAME = 4
_HONORIFICS = frozenset({"dr", "mr", "mrs", "ms", "miss", "cllr", "prof"})


@dataclass(frozen=True, slots=True)
class Named:
    """One person or post as the file names it, with an address where the cell holds one."""

    name: str
    email: str | None = None


def is_nobody(text: str) -> bool:
    """Whether a cell says that there is nobody: blank, TBC, vacant, a dash."""
    return not text.strip() or bool(_NOBODY.match(text.strip()))


def people_in(text: str) -> tuple[Named, ...]:
    """The people that a cell names, in order; none where it names nobody.

    >>> [p.name for p in people_in("Jane Doe, Head of SEND; Jo Bloggs, Director")]
    ['Jane Doe, Head of SEND', 'Jo Bloggs, Director']
    >>> len(people_in("Participation and Co-production Lead"))
    1
    """
    if is_nobody(text):
        return ()
    people: list[Named] = []
    for part in _STRONG.split(text):
        people.extend(_named(piece) for piece in _split(part))
    seen: dict[str, Named] = {}
    for person in people:
        if person.name and not is_nobody(person.name):
            seen.setdefault(person.name.casefold(), person)
    return tuple(seen.values())


def _named(part: str) -> Named:
    address = _ADDRESS.search(part)
    bare = _ADDRESS.sub(" ", part) if address else part
    name = re.sub(r"\s+", " ", bare).strip(" ,;:-/&")
    name = _unlabelled(name)
    email = address[1].strip(".") if address else None
    return Named(name or (email or ""), email)


def _unlabelled(name: str) -> str:
    """The name without "Lead:" or "and" before it; a post that begins with the word stays."""
    shorter = _LABEL.sub("", name, count=1)
    label = name[: len(name) - len(shorter)].strip().casefold()
    if label.endswith(":") or label in {"and", "&", "with"} or re.match(r"^\d+[.)]$", label):
        return shorter.strip()
    return name


def _split(part: str) -> list[str]:
    """One part between semicolons, split further where both sides are people."""
    masked = re.sub(r"\([^)]*\)", lambda inner: "\x01" * len(inner[0]), part)
    pieces: list[str] = []
    start = 0
    for joint in _WEAK.finditer(masked):
        left, right = masked[start : joint.start()], masked[joint.end() :]
        if _parts_people(left, joint[0], right):
            pieces.append(part[start : joint.start()])
            start = joint.end()
    pieces.append(part[start:])
    return [piece for piece in pieces if piece.strip()]


def _parts_people(left: str, joint: str, right: str) -> bool:
    """Whether a joint stands between two people, and not within one name, title or subject."""
    first, following = left.strip(), _WEAK.split(right, maxsplit=1)[0].strip()
    if not first or not following:
        return False
    sign = joint.strip(" \t").casefold()
    if sign == ",":
        return _comma_parts(first, following, right)
    if "\n" in joint:
        return not (_is_name(first) and _is_title(following)) and _is_person(following)
    if sign == "/":
        spaced = joint != "/"
        both = _is_person(first) and _is_person(right.strip())
        return (
            both
            or _are_initials(first, following)
            or _are_first_names(first, following)
            or (spaced and _is_person(following))
        )
    both = _is_person(first) and _is_person(right.strip())
    return both or _are_first_names(first, right.strip())


def _comma_parts(first: str, following: str, right: str) -> bool:
    """Whether a comma ends one person: "Jane Doe, Jo Bloggs", "…, Head of SEND, Jo Bloggs"."""
    if _is_name(following):
        return _is_person(first) and (_is_name(first) or _holds_title(first))
    return (
        not _holds_name(first)
        and _is_title(first)
        and _is_title(following)
        and _is_title(right.strip())
        and len(first.split()) > 1
    )


def _is_person(words: str) -> bool:
    return "@" in words or _is_name(words) or _is_title(words) or _holds_name(words)


def _holds_name(words: str) -> bool:
    """Whether it begins with a name before a comma or bracket: "Jane Doe, Head of SEND"."""
    return _is_name(re.split(r"[,\x01\n(]", words, maxsplit=1)[0])


def _holds_title(words: str) -> bool:
    return any(_is_title(part) for part in words.split(","))


def _words(text: str) -> list[str]:
    return [word.strip(".,;:()'’\x01") for word in text.split() if word.strip(".,;:()\x01-–")]  # noqa: RUF001 - dashes


def _is_title(text: str) -> bool:
    """Whether the words name a post: its noun is among them."""
    return any(
        word.casefold().removesuffix("s") in POSTS or word.casefold() in POSTS
        for word in _words(text)
    )


def _is_name(text: str) -> bool:
    """Whether the words look like a person's name: two to four capitalised ones, no subject."""
    words = _words(text)
    honorific = bool(words) and words[0].casefold() in {
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "cllr",
        "prof",
    }
    least = 2
    if not least <= len(words) <= _LONGEST_NAME + honorific:
        return False
    if _BODIES.search(text) or not all(word[:1].isupper() for word in words[-1:] + words[:1]):
        return False
    lowered = [word.casefold() for word in words]
    return not any(word in POSTS or word in SUBJECTS or word in _SMALL for word in lowered)


_SMALL = frozenset({"and", "of", "for", "in", "the", "to", "&", "with", "at", "on", "or"})


def _are_initials(first: str, following: str) -> bool:
    """Initials or short names of bodies on both sides: "JS/MK", "LA/ICB"."""
    return all(re.fullmatch(r"[A-Z]{2,4}", part) for part in (first, following))


def _are_first_names(first: str, following: str) -> bool:
    """First names alone on both sides: "Jane / Jo"; not two subjects."""
    return all(
        re.fullmatch(r"[A-Z][a-z]{1,14}", word)
        and word.casefold() not in POSTS | SUBJECTS
        and not _BODIES.search(word)
        for word in (first, following)
    )
