"""Foreign words for ratings and stages, as councils write them in a plan's status column.

One cell may hold a colour, a letter, a sign, a phrase or a stage: "G", "🟢", "On track",
"Green - on track", "Complete". A word that is not here is not guessed at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from models.scheme import DEFAULT_SCHEME, Scheme
from models.states import Rating, Stage


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word says: a rating, a stage, or neither where it says "not rated"."""

    rating: Rating | None = None
    stage: Stage | None = None


_RATINGS = {
    Rating.BLUE: "blue, b, 🔵, 🟦, proven, complete and verified, evidence accepted",
    Rating.GREEN: (
        "green, g, 🟢, 🟩, on track, on target, on schedule, no issues, no concerns, good progress,"
        " progressing well"
    ),
    Rating.AMBER: (
        "amber, a, yellow, y, orange, 🟡, 🟠, 🟨, 🟧, at risk, some risk, some concerns,"
        " some issues, minor delay, slight delay, some delay, behind schedule, slipping,"
        " one month behind"
    ),
    Rating.RED: (
        "red, r, 🔴, 🟥, off track, off target, significant delay, major delay, serious concerns,"
        " major issues, significant issues, overdue, over one month behind, critical"
    ),
}
_STAGES = {
    Stage.DRAFT: "draft, proposed",
    Stage.NOT_STARTED: "not started, not yet started, not begun, to do, to start, planned, pending",
    Stage.IN_PROGRESS: (
        "in progress, started, ongoing, on going, under way, underway, open, live, active,"
        " in hand, in train"
    ),
    Stage.DELIVERED: "complete, completed, delivered, done, finished, closed, achieved, ✅, ✔",
    Stage.VERIFIED: "verified, signed off, complete and checked, closed and verified",
    Stage.EMBEDDED: "embedded, business as usual, bau",
    Stage.SUSPENDED: "suspended, on hold, paused, deferred, parked",
    Stage.WITHDRAWN: "withdrawn, cancelled, canceled, removed, deleted, no longer required",
    Stage.SUPERSEDED: "superseded, replaced, merged, split",
}
_NOTHING = "not rated, no rating, unrated, n a, na, none, tbc, grey, gray, ⚪"
_IMPLIED = {Stage.VERIFIED: Rating.BLUE, Stage.EMBEDDED: Rating.BLUE}
_SPLIT = re.compile(r"[-–—:/,;()\[\]|]+|\s{2,}")  # noqa: RUF001 - dashes as people type them
_LEAD = re.compile(r"^(?:(?:b?rag|status|rating|stage|colour|color)\s+)+(?=\S)")
_SIGN = re.compile(r"([🔵🟦🟢🟩🟡🟠🟨🟧🔴🟥⚪✅✔])")
_MARKS = re.compile(r"[^\w\s🔵🟦🟢🟩🟡🟠🟨🟧🔴🟥⚪✅✔]+")


def _words(listed: str) -> list[str]:
    return [_plain(word) for word in listed.split(",")]


def _plain(text: str) -> str:
    """Letters without case, marks as spaces, and no space at either end."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_MARKS.sub(" ", folded).replace("_", " ").split())


def foreign_words() -> dict[str, Reading]:
    """Each known word with what it says."""
    stages = {
        word: Reading(_IMPLIED.get(stage), stage)
        for stage, listed in _STAGES.items()
        for word in _words(listed)
    }
    ratings = {
        word: Reading(rating, Stage.VERIFIED if rating is Rating.BLUE else None)
        for rating, listed in _RATINGS.items()
        for word in _words(listed)
    }
    nothing = {word: Reading() for word in _words(_NOTHING)}
    return stages | ratings | nothing


FOREIGN = foreign_words()


def read_rating(
    text: str,
    *,
    scheme: Scheme = DEFAULT_SCHEME,
    key: Mapping[str, Rating | Stage] | None = None,
) -> Reading | None:
    """What a status cell says, or None where its words are not known or contradict one another.

    `key` is the file's own key and goes first, then the scheme in force, then the foreign words.
    "Green - on track" holds two words that agree; "Amber/Red" does not and is None.
    """
    known = FOREIGN | _of_scheme(scheme) | _of_key(key or {})
    whole = _read_one(_plain(text), known)
    if whole is not None:
        return whole
    parts = [_plain(part) for part in _SPLIT.split(_SIGN.sub(r",\1,", text))]
    found = [_read_one(part, known) for part in parts if part]
    if not found or None in found:
        return None
    return _joined([reading for reading in found if reading is not None])


def _read_one(word: str, known: Mapping[str, Reading]) -> Reading | None:
    return known.get(word) or known.get(_LEAD.sub("", word))


def _joined(readings: list[Reading]) -> Reading | None:
    """Several readings as one, None where two of them differ."""
    ratings = {r.rating for r in readings if r.rating is not None}
    stages = {r.stage for r in readings if r.stage is not None}
    if len(ratings) > 1 or len(stages) > 1:
        return None
    return Reading(next(iter(ratings), None), next(iter(stages), None))


def _of_scheme(scheme: Scheme) -> dict[str, Reading]:
    words: dict[str, Reading] = {}
    for rating, word in scheme.ratings.items():
        reading = FOREIGN[rating.value]
        words |= {_plain(each): reading for each in (word.word, word.letter, word.phrase)}
    stages = {_plain(w): Reading(_IMPLIED.get(s), s) for s, w in scheme.stages.items()}
    return words | stages | {_plain(scheme.not_rated): Reading()}


def _of_key(key: Mapping[str, Rating | Stage]) -> dict[str, Reading]:
    return {
        _plain(word): Reading(_IMPLIED.get(means), means)
        if isinstance(means, Stage)
        else FOREIGN[means.value]
        for word, means in key.items()
    }
