"""What is due: before the next Board, in so many days, and what is overdue already."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.inquiring.answering import question
from handlers.inquiring.lines import due_of, number, phrase, why_of
from handlers.inquiring.scene import Scene, board_after
from handlers.wording.inquiries import Answer, Number
from models.message import Moment, Text, text
from models.spoken import count_in_words, day_in_words
from models.states import Rating
from models.tally import Rows, due_by, overdue, redated

OVERDUE = "overdue"
USUAL_DAYS = 30
"""How far ahead is looked where no Board is in the calendar."""


@question(
    "due",
    "See what is due before the Board",
    examples=("what is due before the Board?", "due in 60 days"),
)
def due(scene: Scene) -> Answer:
    """Live actions by their due date, the next one first, and which of them are in trouble."""
    late = overdue(scene.rows, scene.today)
    passed = number(scene, "overdue", "Due date passed", late, label="overdue", body=due_of)
    if scene.wanted["span"] == OVERDUE:
        return Answer("due", _late_head(late), numbers=(passed,), shown="overdue")
    until, said, note = _until(scene)
    rows = due_by(scene.rows, scene.today, until)
    listed = number(scene, "due", f"Due {said}", rows, label="due", body=due_of)
    head = f"Due {said}: {count_in_words(len(rows), 'action')}."
    return Answer(
        "due",
        head,
        numbers=(listed, *_of_them(scene, rows), *([passed] if late else [])),
        shown="due",
        notes=(note,) if note else (),
    )


def _late_head(late: Rows) -> str:
    if not late:
        return "No action is overdue."
    verb = "has" if len(late) == 1 else "have"
    return f"{count_in_words(len(late), 'action')} {verb} passed the due date."


def _until(scene: Scene) -> tuple[date, str, Text]:
    """Until which day, how that is said, and what the Board's day is."""
    days = scene.wanted.days
    if days is None:
        board = board_after(scene.session, scene.plan.id, scene.today)
        if board is not None:
            day = board.board_meeting
            said = f"by the Board on {day_in_words(day, seen_from=scene.today)}"
            return day, said, ()
        days = USUAL_DAYS
    until = scene.today + timedelta(days=days)
    return until, f"in {count_in_words(days, 'day')}", text("That is until ", Moment(until), ".")


def _of_them(scene: Scene, rows: Rows) -> list[Number]:
    scheme = scene.partnership.scheme
    found = [
        number(
            scene,
            rating.value,
            f"Of these, {scheme.said(rating)}",
            tuple(row for row in rows if row.rating is rating),
            label=phrase(scheme, rating),
            of=len(rows),
            body=why_of,
        )
        for rating in (Rating.RED, Rating.AMBER)
    ]
    found.append(
        number(scene, "redated", "Of these, re-dated before", redated(rows), label="re-dated")
    )
    return [each for each in found if each.entries]
