"""What the Board reads of an action: quoted in the owner's receipt, printed in the paper.

One function for both, so that nobody is quoted other than they were shown.

Example: "At risk. Waiting for data from two academies; expected Friday 20 October, before the due
date of Friday 27 October."
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from models.scheme import Scheme
from models.spoken import day_in_words
from models.states import Rating, Stage

LONGEST = 480
"""Characters of people's own words in one sentence; the record keeps all of them."""


class Said(Protocol):
    """What somebody said of an action: a stored answer, or one in a frozen snapshot."""

    @property
    def rating(self) -> Rating | None: ...  # noqa: D102 - the names are those of `models.update.Update`
    @property
    def delivered(self) -> bool: ...  # noqa: D102
    @property
    def delivered_on(self) -> date | None: ...  # noqa: D102
    @property
    def no_change(self) -> bool: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def next_steps(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102
    @property
    def recovery(self) -> str: ...  # noqa: D102
    @property
    def forecast(self) -> date | None: ...  # noqa: D102
    @property
    def help_needed(self) -> str: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reported:
    """The rating that the Board gets, with whose it is and why, where it is not the owner's."""

    rating: Rating | None
    because: str = ""


def board_sentence(
    said: Said,
    *,
    due: date | None,
    on: date,
    scheme: Scheme,
    reported: Reported | None = None,
    asked_due: date | None = None,
    stage: Stage = Stage.DELIVERED,
) -> str:
    """What the Board reads of an action, from what its owner said.

    Args:
        said: the answer.
        due: the action's due date as agreed now.
        on: the day from which days are said; the year stands only with days of another.
        scheme: the partnership's words for ratings.
        reported: the rating that is reported; None: the owner's.
        asked_due: the new due date that is asked for, while that is not decided.
        stage: where the action is now; what was reported delivered may be proven, or sent back.
    """
    head = _head(said, scheme, reported)
    words = _own_words(said)
    tail = "" if _says_when(reported, said, on) else _expected(said, due, on)
    asked = _asked(asked_due, on)
    if said.delivered:
        if stage.is_live:
            return _sentences(head, f"{_claimed(said, on)}; it is in progress again", *words)
        return _sentences(_delivered(said, on, stage), *words)
    if not words:
        return _sentences(head, *_silence(said), tail, asked)
    if tail and len(words) == 1 and not words[0].endswith(("…", "?", "!")):
        return _sentences(head, f"{words[0]}; {tail}", asked)
    return _sentences(head, *words, tail, asked)


def _head(said: Said, scheme: Scheme, reported: Reported | None) -> str:
    own = said.rating
    shown = reported.rating if reported else own
    phrase = scheme.not_rated if shown is None else scheme.ratings[shown].phrase
    if reported is None or shown is own or not reported.because:
        return phrase
    why = f"{phrase}: {_lower(reported.because)}"
    return why if own is None else f"{why}. The owner says {scheme.ratings[own].phrase}"


def _own_words(said: Said) -> list[str]:
    """The owner's pieces in the order in which a reader asks: what, why, how back, next, help."""
    labelled = (
        *("No change since the last report",) * said.no_change,
        said.reason,
        said.words,
        said.recovery,
        said.next_steps and f"Next: {said.next_steps}",
        said.help_needed and f"Help asked: {said.help_needed}",
    )
    pieces: list[str] = []
    left = LONGEST
    for piece in labelled:
        tidy = " ".join(piece.split()).rstrip(" .;,")
        if not tidy or left <= 0 or tidy in pieces:
            continue
        pieces.append(_cut(tidy, left))
        left -= len(tidy)
    return pieces


def _silence(said: Said) -> tuple[str, ...]:
    if said.rating in {Rating.AMBER, Rating.RED}:
        return ("What is in the way has not been said yet",)
    return ()


def _says_when(reported: Reported | None, said: Said, on: date) -> bool:
    """Whether the reason for the reported rating names the expected day already."""
    if reported is None or said.forecast is None:
        return False
    return day_in_words(said.forecast, seen_from=on) in reported.because


def _expected(said: Said, due: date | None, on: date) -> str:
    if said.forecast is None:
        return ""
    day = day_in_words(said.forecast, seen_from=on)
    if due is None:
        return f"expected {day}"
    if said.forecast == due:
        return f"expected {day}, its due date"
    side = "before" if said.forecast < due else "after"
    return f"expected {day}, {side} the due date of {day_in_words(due, seen_from=on)}"


def _asked(asked_due: date | None, on: date) -> str:
    if asked_due is None:
        return ""
    return f"A new due date of {day_in_words(asked_due, seen_from=on)} is asked for"


def _delivered(said: Said, on: date, stage: Stage) -> str:
    proof = "its evidence is being looked at" if said.evidence else "its evidence is awaited"
    if stage.is_proven:
        proof = "its evidence is accepted"
    return f"{_claimed(said, on)}; {proof}"


def _claimed(said: Said, on: date) -> str:
    day = f" on {day_in_words(said.delivered_on, seen_from=on)}" if said.delivered_on else ""
    return f"Reported delivered{day}"


def _sentences(*pieces: str) -> str:
    return " ".join(_closed(piece) for piece in pieces if piece)


def _closed(piece: str) -> str:
    begun = piece[:1].upper() + piece[1:]
    return begun if begun.endswith(("…", "?", "!", ".")) else begun + "."


def _cut(piece: str, room: int) -> str:
    if len(piece) <= room:
        return piece
    return piece[:room].rsplit(" ", 1)[0].rstrip(" .;,") + "…"


def _lower(sentence: str) -> str:
    """A sentence as the second half of one: its first letter small unless a name or number."""
    first, second = sentence[:1], sentence[1:2]
    begun = first.lower() + sentence[1:] if second.islower() else sentence
    return begun.rstrip(" .")
