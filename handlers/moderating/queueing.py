"""The moderation queue of one reader, from the record as it stands when it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.asking.lines_of import words_of
from handlers.moderating.item import Item
from handlers.moderating.looking import looked_at
from handlers.wording.moderated import Decided
from handlers.wording.moderation import DECIDED, EXCEPTIONS, REST, Looked, Place, QueueFacts, queue
from models.challenge import Challenge, ChallengeState
from models.cycle import Cycle
from models.message import Message, Moment, Text, text
from models.partnership import Partnership
from models.people import Person
from models.rating_sides import Rated
from models.spoken import MONTHS, moment_in_words
from models.states import Level
from models.update import Moderation, UpdateKind


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a queue, and what they may decide."""

    session: Session
    now: datetime
    partnership: Partnership
    person: Person
    levels: tuple[Level, ...] = ()

    @property
    def today(self) -> date:
        """The day it is where the partnership works."""
        return self.now.astimezone(self.partnership.zone).date()


def queue_message(
    reader: Reader, cycle: Cycle, place: Place, *, last: str = "", signed: str = ""
) -> Message:
    """The queue of a cycle, on the list and page where the reader is."""
    items = looked_at(reader.session, cycle, now=reader.now, partnership=reader.partnership)
    lists = lists_of(items)
    asked = _asked(reader.session)
    return queue(
        QueueFacts(
            place=place,
            month=MONTHS[cycle.board_meeting.month - 1],
            today=reader.today,
            closes=cycle.moderation_complete,
            items=tuple(looked(reader, i, asked=asked) for i in lists.get(place.here, [])),
            left=len(lists[EXCEPTIONS]),
            decided=len(lists[DECIDED]),
            rest=len(lists[REST]),
            scheme=reader.partnership.scheme,
            last=last,
            other_levels=tuple(level for level in reader.levels if level is not place.level),
            signed=signed,
        )
    )


def lists_of(items: list[Item]) -> dict[str, list[Item]]:
    """The three lists of a queue; every action stands on one of them."""
    decided = [item for item in items if item.is_decided]
    others = [item for item in items if not item.is_decided]
    return {
        # What was decided last is what somebody wants to change.
        DECIDED: sorted(decided, key=lambda item: -item.seen),
        EXCEPTIONS: [item for item in others if item.wants_word],
        REST: [item for item in others if not item.wants_word],
    }


def looked(reader: Reader, item: Item, *, asked: dict[int, int] | None = None) -> Looked:
    """One action as the queue says it."""
    stands, said = item.standing, item.said
    scheme, zone = reader.partnership.scheme, reader.partnership.zone
    brag = scheme.brag(stands.ratings.stage, stands.ratings.value)
    questions = _asked(reader.session) if asked is None else asked
    return Looked(
        action_id=item.action_id,
        ref=item.ref,
        title=stands.action.title,
        tag=brag.label,
        tone=brag.tone,
        owner=_owner(reader, item),
        sides=_sides(reader, item),
        flags=tuple(flagged.reason for flagged in item.flags),
        due=_due(item),
        words=words_of(said) if said else "",
        said_by="the plan" if said and said.kind is UpdateKind.IMPORT else "",
        said_on=said.received_at.astimezone(zone).date() if said else None,
        number=f"no. {said.number}" if said else "",
        expected=stands.facts.forecast if stands.ratings.stage.is_live else None,
        evidence=item.evidence,
        late=item.late.number if item.late else "",
        decided=_decided(reader, item.decided) if item.decided else "",
        is_changed=item.is_changed,
        answered=_answered(item.decided),
        asked=questions.get(item.action_id, 0),
        keeps=item.keeps,
        seen=item.seen,
        is_own=reader.person.id in {stands.action.owner_id, stands.action.deputy_id},
    )


def _owner(reader: Reader, item: Item) -> str:
    owner = reader.session.get(Person, item.standing.action.owner_id or 0)
    return owner.name if owner is not None else "Nobody in post"


def _sides(reader: Reader, item: Item) -> tuple[tuple[str, str], ...]:
    """The owner's, the computed and the last rating, side by side."""
    ratings, scheme = item.standing.ratings, reader.partnership.scheme
    last = scheme.said(item.last) if item.last is not None else "none"
    return (
        ("Owner", _said(reader, ratings.owner)),
        ("Rule", _said(reader, ratings.computed)),
        ("In the plan" if item.is_first else "Last report", last),
    )


def _said(reader: Reader, rated: Rated | None) -> str:
    return reader.partnership.scheme.said(rated.value) if rated else "none"


def _due(item: Item) -> Text:
    action = item.standing.action
    if action.due is None:
        return text(action.due_words or "No due date")
    if action.moves and action.original_due is not None:
        return text("Due ", Moment(action.due), ", first agreed for ", Moment(action.original_due))
    return text("Due ", Moment(action.due))


def _decided(reader: Reader, row: Moderation) -> str:
    on = moment_in_words(row.at, reader.partnership.zone, seen_from=reader.today)
    decided = Decided(row.by.name, row.level, row.rating, row.reason, row.kept, on)
    return decided.sentence(reader.partnership.scheme)


def _answered(row: Moderation | None) -> str:
    return row.replies[-1].words if row is not None and row.replies else ""


def _asked(session: Session) -> dict[int, int]:
    """How many questions about each action wait for an answer."""
    rows = session.execute(
        select(Challenge.action_id, func.count())
        .where(Challenge.state == ChallengeState.OPEN)
        .group_by(Challenge.action_id)
    )
    return {action_id: count for action_id, count in rows}  # noqa: C416 - rows are no pairs to mypy
