"""Actions as lines of a message, from the record as it stands: open ones and recorded ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.asking.snoozing import snooze_day
from handlers.cycle_of import cut_off_of
from handlers.wording.lines import THE_PLAN, Line, Receipt
from handlers.wording.phrases import counted, cut_words, local_day
from models.board_reads import board_reads, due_asked
from models.cycle import Cycle
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.spoken import day_in_words
from models.standing import Standing, Standings, standings_now
from models.states import Mark, Rating
from models.update import Update, UpdateKind

SHOWN_MARKS = (Mark.STALE, Mark.UNREPORTED, Mark.NOT_ASKED, Mark.SLIPPED, Mark.SLIPPED_AGAIN)
LAST = 9
"""Behind every severity: what is not rated comes after what is."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan as one person sees it at an instant, in a cycle (None: between two)."""

    session: Session
    now: datetime
    partnership: Partnership
    person: Person | None
    cycle: Cycle | None
    plan_id: int
    standing: Standings

    @property
    def place(self) -> str:
        """The cycle as a button's argument; "" for news between cycles."""
        return str(self.cycle.id) if self.cycle else ""

    @property
    def today(self) -> date:
        """The day it is in the plan's zone."""
        return self.now.astimezone(self.partnership.zone).date()


def see(
    session: Session,
    plan_id: int,
    *,
    person: Person | None,
    cycle: Cycle | None,
    now: datetime,
    partnership: Partnership,
) -> Seen:
    """Look at a plan as the record stands now."""
    standing = standings_now(session, plan_id, now, partnership)
    return Seen(session, now, partnership, person, cycle, plan_id, standing)


def line_of(seen: Seen, action_id: int) -> Line:
    """An open action: how it is reported now, and what was said of it last time."""
    stands = seen.standing[action_id]
    action = stands.action
    brag = seen.partnership.scheme.brag(stands.ratings.stage, stands.ratings.value)
    last = last_said(seen, stands)
    moved = action.original_due if action.original_due != action.due else None
    return Line(
        action_id=action_id,
        place=seen.place,
        ref=action.ref,
        title=action.title,
        due=action.due,
        due_words=action.due_words or "",
        first_due=moved,
        moves=action.moves,
        tag=brag.label,
        tone=brag.tone,
        marks=tuple(
            seen.partnership.scheme.marks[m] for m in stands.ratings.marks if m in SHOWN_MARKS
        ),
        said=words_of(last) if last else "",
        said_on=local_day(last.received_at, seen.partnership.time_zone) if last else None,
        said_by=_said_by(seen, last),
        fresh=seen.cycle is not None and last is not None and is_news(last),
        owner=_owner_named(seen, stands),
    )


def last_said(seen: Seen, stands: Standing) -> Update | None:
    """What was said last, outside the cycle that is asked about now."""
    here = seen.cycle.id if seen.cycle else None
    before = (u for u in reversed(stands.answers) if here is None or u.cycle_id != here)
    return next(before, None)


def is_news(update: Update) -> bool:
    """Whether it was said between two cycles."""
    return update.cycle_id is None and update.kind is not UpdateKind.IMPORT


def words_of(update: Update) -> str:
    """An answer in its own words, or what it said without any."""
    said = update.words or update.reason or update.recovery or update.next_steps
    if said:
        return said
    if update.delivered:
        return "delivered"
    return "no change" if update.no_change else ""


def _said_by(seen: Seen, last: Update | None) -> str:
    if last is None or last.kind is UpdateKind.IMPORT:
        return THE_PLAN
    if seen.person is not None and last.author_id == seen.person.id:
        return "you"
    return f"the {last.author.name}" if last.author else "the programme office"


def _owner_named(seen: Seen, stands: Standing) -> str:
    """Whose the action is, where it is not the reader's own."""
    owner = stands.action.owner_id
    if owner is None or seen.person is None or owner == seen.person.id:
        return ""
    return seen.session.get_one(Person, owner).name


def worst_first(seen: Seen, action_ids: list[int]) -> list[int]:
    """Actions with the worst rating first, then by due date, then in the plan's order."""

    def place(action_id: int) -> tuple[int, date, int]:
        stands = seen.standing[action_id]
        value = stands.ratings.value
        severity = -value.severity if value is not None else LAST
        return severity, stands.action.due or date.max, stands.action.position

    seen.standing.load(action_ids)
    return sorted((i for i in action_ids if i in seen.standing), key=place)


def receipt_of(seen: Seen, update: Update) -> Receipt:
    """A recorded answer, with the sentence that the Board will read."""
    stands = seen.standing[update.action_id]
    cycle = seen.session.get(Cycle, update.cycle_id) if update.cycle_id else None
    until = cut_off_of(seen.session, cycle, seen.partnership) if cycle else None
    mine = seen.person is not None and update.author_id == seen.person.id
    tones = seen.partnership.scheme.brag(stands.ratings.stage, stands.ratings.value)
    return Receipt(
        action_id=update.action_id,
        update_id=update.id,
        place=str(update.cycle_id or ""),
        ref=stands.action.ref,
        said=said_in_short(seen, update),
        number=update.number,
        board=sentence_of(seen, update),
        tone=tones.tone,
        awaits_words=update.awaits_words,
        needs_reason=reason_wanted(seen, update),
        wants_evidence=update.delivered and not update.evidence,
        moderated_next=stands.ratings.wants_moderation
        and update.rating is not None
        and not (update.awaits_words or reason_wanted(seen, update)),
        late=update.late,
        by="" if mine or update.author is None else _answered_by(update),
        behalf=_on_behalf(seen, update) if mine and update.source else "",
        until=until if until is None or seen.now < until else None,
        correctable=until is None or seen.now < until,
        later=_later(seen, update, cycle),
    )


def _later(seen: Seen, update: Update, cycle: Cycle | None) -> date | None:
    """When the reader may be asked for the words that are awaited, if not now."""
    if cycle is None or seen.person is None or not update.awaits_words:
        return None
    return snooze_day(seen.session, seen.person, cycle, seen.partnership, today=seen.today)


def _answered_by(update: Update) -> str:
    assert update.author is not None
    if not update.source:
        return update.author.name
    on = f" on {day_in_words(update.source_on)}" if update.source_on else ""
    return f"{update.author.name}, who heard it by {update.source}{on}"


def _on_behalf(seen: Seen, update: Update) -> str:
    """Whose answer the reader recorded, and where they heard it."""
    named = update.on_behalf_of_id
    owner = f"the {seen.session.get_one(Person, named).name}" if named else "the owner"
    on = f" on {day_in_words(update.source_on, seen_from=seen.today)}" if update.source_on else ""
    return f"{owner}, heard by {update.source}{on}"


def sentence_of(seen: Seen, update: Update) -> str:
    """What the Board will read of an answer, as the ratings stand now."""
    stands = seen.standing[update.action_id]
    return board_reads(seen.session, stands, update, on=seen.today, partnership=seen.partnership)


def said_in_short(seen: Seen, update: Update) -> str:
    """What was recorded: "Amber, at risk, now expected Friday 20 October"."""
    links = len(update.evidence)
    said = _said(seen, update)
    return f"{said}, with {counted(links, 'link')} to evidence" if links else said


def _said(seen: Seen, update: Update) -> str:
    scheme = seen.partnership.scheme
    if update.delivered:
        on = update.delivered_on
        return f"delivered on {day_in_words(on, seen_from=seen.today)}" if on else "delivered"
    rating = "" if update.rating is None else scheme.said(update.rating)
    expected = ""
    if update.forecast is not None and update.rating is not Rating.GREEN:
        expected = f"now expected {day_in_words(update.forecast, seen_from=seen.today)}"
    head = "no change" if update.no_change else ""
    parts = [part for part in (head, rating, expected, _date_asked(seen, update)) if part]
    words = words_of(update)
    return ", ".join(parts) or (f"“{cut_words(words, 60)}”" if words else "no words")


def _date_asked(seen: Seen, update: Update) -> str:
    asked = due_asked(seen.session, update)
    if asked is None:
        return ""
    return f"a new due date of {day_in_words(asked, seen_from=seen.today)} asked for"


def reason_wanted(seen: Seen, update: Update) -> str:
    """Why a reason is needed: the answer is better than the rule's and says not why; else ""."""
    ratings = seen.standing[update.action_id].ratings
    if update.rating is None or update.no_change or update.words or update.reason:
        return ""
    if update.awaits_words:
        return ""
    computed = ratings.computed
    if computed is None or not computed.value.is_worse_than(update.rating):
        return ""
    rule = seen.partnership.scheme.said(computed.value)
    return f"The rule gives {rule}: {_begun_small(computed.reasons[0])} What makes it better?"


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def action_called(session: Session, plan_id: int, ref: str) -> Action | None:
    """The action of a plan with this reference, without case."""
    key = ref.strip().casefold()
    return session.scalar(select(Action).where(Action.plan_id == plan_id, Action.ref_key == key))
