"""Where one person's answer for one action stands in a cycle, from what is known of it.

Order of precedence, the first that holds:

1. *disputed*: "not mine" was the last thing said. Asking on would be asking the wrong person.
2. *words awaited*, *late*, *answered*: an answer is an answer, whoever was away meanwhile. Its
   missing words go before its lateness, since they are what is still wanted.
3. *waits for confirmation*: something was said and understood; that is never silence.
4. *vacant*, *absent*: nobody was there to answer. Absent is not late, also where the message was
   delivered or opened on a telephone in between.
5. *not delivered*, *delivered*, *opened*: how far the ask has come. After the cut-off the last two
   are silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.states import Silence

IN = frozenset({Silence.ANSWERED, Silence.LATE, Silence.WORDS_AWAITED})
"""There is an answer."""
NOT_EXPECTED = frozenset({Silence.ABSENT, Silence.VACANT, Silence.DISPUTED})
"""Nobody could be expected to answer: not counted as asked in the rates."""


@dataclass(frozen=True, slots=True)
class AskStory:
    """What is known of one ask; instants are None where it has not happened."""

    cut_off: datetime
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    """When they first pressed a button or opened the form."""
    waiting_since: datetime | None = None
    """Since when a reading waits for their word."""
    answered_at: datetime | None = None
    words_awaited: bool = False
    disputed_at: datetime | None = None
    is_vacant: bool = False
    is_absent: bool = False
    """Owner and whoever stands in were away until the cut-off."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A state of the ledger, since when, and whether it is a late answer or silence."""

    state: Silence
    since: datetime | None
    is_late: bool = False
    """The answer came after the cut-off, from somebody who was there to give it in time."""
    is_silent: bool = False
    """The ask arrived, the cut-off has passed, and nothing was said."""


def ledger_entry(story: AskStory, at: datetime) -> Entry:
    """Where an ask stands at an instant, by the order above; later events are not looked at."""
    story = _known_at(story, at)
    said = [t for t in (story.answered_at, story.waiting_since) if t is not None]
    if story.disputed_at is not None and all(story.disputed_at >= t for t in said):
        return Entry(Silence.DISPUTED, story.disputed_at)
    if story.answered_at is not None:
        return _answered(story, story.answered_at)
    if story.waiting_since is not None:
        return Entry(Silence.WAITS_FOR_CONFIRMATION, story.waiting_since)
    if story.is_vacant:
        return Entry(Silence.VACANT, None)
    if story.is_absent:
        return Entry(Silence.ABSENT, None)
    if story.delivered_at is None:
        return Entry(Silence.NOT_DELIVERED, None)
    state = Silence.DELIVERED if story.opened_at is None else Silence.OPENED
    return Entry(state, story.opened_at or story.delivered_at, is_silent=at >= story.cut_off)


def _answered(story: AskStory, answered_at: datetime) -> Entry:
    is_late = answered_at >= story.cut_off and not story.is_absent
    if story.words_awaited:
        return Entry(Silence.WORDS_AWAITED, answered_at, is_late=is_late)
    return Entry(Silence.LATE if is_late else Silence.ANSWERED, answered_at, is_late=is_late)


def _known_at(story: AskStory, at: datetime) -> AskStory:
    def past(moment: datetime | None) -> datetime | None:
        return moment if moment is not None and moment <= at else None

    return AskStory(
        cut_off=story.cut_off,
        delivered_at=past(story.delivered_at),
        opened_at=past(story.opened_at),
        waiting_since=past(story.waiting_since),
        answered_at=past(story.answered_at),
        words_awaited=story.words_awaited,
        disputed_at=past(story.disputed_at),
        is_vacant=story.is_vacant,
        is_absent=story.is_absent,
    )
