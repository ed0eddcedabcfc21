"""An answer as a value, and where answers stand in the record: the newest row of an action wins."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cycle import Cycle
from models.plan import Action
from models.states import Rating
from models.update import Update, UpdateKind

MAY_STAND = 2
"""So often "no change" may stand in a row; the next needs words (the policy of `Act.NO_CHANGE`)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a whole answer says; the names are those of `models.update.Update`."""

    rating: Rating | None = None
    delivered: bool = False
    delivered_on: date | None = None
    no_change: bool = False
    words: str = ""
    next_steps: str = ""
    reason: str = ""
    delay_reason: str | None = None
    recovery: str = ""
    forecast: date | None = None
    help_needed: str = ""
    evidence: tuple[str, ...] = ()

    def rated(self, rating: Rating) -> Answer:
        """The same with a rating; with another one, the words behind the first say nothing more."""
        if rating is self.rating:
            return replace(self, no_change=False)
        forecast = None if rating is Rating.GREEN else self.forecast
        return Answer(rating=rating, forecast=forecast, evidence=self.evidence)

    def claimed_delivered(self, on: date) -> Answer:
        """Reported as delivered on a day: of what was said before only the evidence stands."""
        return Answer(delivered=True, delivered_on=on, evidence=self.evidence)

    def unchanged(self) -> Answer:
        """The next month's answer that nothing has changed: all stands but what moved."""
        return replace(self, no_change=True, words="", evidence=(), delivered=False)

    @property
    def says_nothing(self) -> bool:
        """Whether it holds nothing at all."""
        return self == Answer()


_NAMES = tuple(field.name for field in fields(Answer))


def answer_of(update: Update | None) -> Answer:
    """What a row says; a blank answer where there is none or it was taken back."""
    if update is None or update.kind is UpdateKind.WITHDRAWN:
        return Answer()
    values = {name: getattr(update, name) for name in _NAMES}
    return Answer(**{**values, "evidence": tuple(update.evidence)})


def columns_of(answer: Answer) -> dict[str, object]:
    """The columns of a row that says this."""
    values: dict[str, object] = {name: getattr(answer, name) for name in _NAMES}
    return {**values, "evidence": list(answer.evidence)}


def newest(session: Session, action_id: int, cycle_id: int | None) -> Update | None:
    """The newest row of an action in a cycle, withdrawn or not.

    With None: the news since the last cycle's answer.
    """
    rows = select(Update).where(Update.action_id == action_id, Update.kind != UpdateKind.IMPORT)
    if cycle_id is not None:
        rows = rows.where(Update.cycle_id == cycle_id)
    found = session.scalar(rows.order_by(Update.id.desc()).limit(1))
    return found if found is not None and found.cycle_id == cycle_id else None


def answer_in(session: Session, action_id: int, cycle_id: int | None) -> Update | None:
    """The answer of an action that stands in a cycle, None where it was taken back."""
    found = newest(session, action_id, cycle_id)
    return None if found is None or found.kind is UpdateKind.WITHDRAWN else found


def earlier(session: Session, action_id: int, cycle: Cycle | None) -> Update | None:
    """What was said of an action before this cycle: the newest answer or news outside it."""
    return next(iter(_standing(session, action_id, cycle)), None)


def news_for(session: Session, action_id: int, cycle: Cycle) -> Update | None:
    """The news since the last cycle's answer: the ask shows it and asks whether it still holds."""
    found = earlier(session, action_id, cycle)
    is_news = found is not None and found.cycle_id is None and found.kind is not UpdateKind.IMPORT
    return found if is_news else None


def no_changes_running(session: Session, action: Action, cycle: Cycle | None) -> int:
    """How many answers in a row, up to the one before this cycle, said only "no change"."""
    count = 0
    for update in _standing(session, action.id, cycle):
        if not update.no_change or update.words:
            break
        count += 1
    return count


def _standing(session: Session, action_id: int, cycle: Cycle | None) -> list[Update]:
    """The answers that stand outside a cycle, newest first: one a cycle, and one between two."""
    rows = session.scalars(
        select(Update).where(Update.action_id == action_id).order_by(Update.id.desc()).limit(200)
    )
    seen: set[int] = set() if cycle is None else {cycle.id}
    standing: list[Update] = []
    in_news = False
    for row in rows:
        is_repeat = in_news if row.cycle_id is None else row.cycle_id in seen
        in_news = row.cycle_id is None
        if row.cycle_id is not None:
            seen.add(row.cycle_id)
        if not is_repeat and row.kind is not UpdateKind.WITHDRAWN:
            standing.append(row)
    return standing
