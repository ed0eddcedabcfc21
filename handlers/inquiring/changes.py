"""What changed since the last Board: ratings, dates, what was delivered, proven and reopened."""

from __future__ import annotations

from collections.abc import Callable

from handlers.inquiring.answering import question
from handlers.inquiring.lines import day_or, number
from handlers.inquiring.scene import Scene
from handlers.inquiring.since import since_last_board
from handlers.wording.inquiries import Answer
from models.message import Text, text
from models.scheme import Scheme
from models.spoken import list_in_words
from models.tally import Change, Row, Rows

TESTS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    ("worse", "Rated worse", Change.worse),
    ("fell", "Fell from the best to the worst in one step", Change.fell),
    ("better", "Rated better", Change.better),
    ("redated", "Re-dated", Change.redated),
    ("delivered", "Delivered", Change.delivered),
    ("proven", "Proven", Change.proven),
    ("reopened", "Open again", Change.reopened),
    ("new", "New in the plan", Change.new),
)
ALWAYS = frozenset({"worse", "better", "redated"})
"""Told even where there is none; the others only where there are some."""


@question(
    "changes",
    "See what changed since the last Board",
    examples=("what changed since the last Board?",),
)
def changes(scene: Scene) -> Answer:
    """Each action beside how it stood in the figures that the last Board read."""
    compared, since, note = compared_rows(scene)
    if compared is None:
        return Answer("changes", "There is nothing yet to compare with.")
    scheme = scene.partnership.scheme
    numbers = tuple(
        number(
            scene,
            key,
            name,
            found,
            label=name.lower(),
            body=lambda row: was_of(row, scheme),
        )
        for key, name, test in TESTS
        if (found := tuple(row for row in compared if test(row))) or key in ALWAYS
    )
    told = {n.key: len(n.entries) for n in numbers}
    counts = [f"{told[key]} {said}" for key, said in _HEAD if told.get(key)]
    head = f"Since {since}: {list_in_words(counts) or 'nothing has changed'}."
    return Answer("changes", head, numbers=numbers, notes=(note,) if note else ())


_HEAD = (
    ("worse", "worse"),
    ("better", "better"),
    ("redated", "re-dated"),
    ("delivered", "delivered"),
    ("proven", "proven"),
    ("reopened", "open again"),
    ("new", "new"),
)


def compared_rows(scene: Scene) -> tuple[Rows | None, str, Text]:
    """The rows beside how they stood, since when that is, and the same in full."""
    if scene.snapshot is not None:
        previous = scene.snapshot["previous"]
        if previous is None:
            return None, "", ()
        return scene.rows, f"the report of {previous['cycle']}", ()
    since = since_last_board(scene)
    if since is None:
        return None, "", ()
    return since.beside(scene.rows), since.said, since.in_full


def was_of(row: Row, scheme: Scheme) -> Text:
    """What it was and what it is: "Was Green, on track. Due Friday 26 January, was …"."""
    if row.before is None:
        return text("It was not in the plan.")
    was = scheme.brag(row.before.stage, row.before.rating).label
    now = scheme.brag(row.stage, row.rating).label
    said = f"Was {was}." if was != now else f"Still {now}."
    if row.before.due == row.due:
        return text(said, *((f" {row.reasons[0]}",) if row.reasons else ()))
    due = (" Due ", day_or(row.due, "without a date"), ", was ")
    return text(said, *due, day_or(row.before.due, "without one"), ".")
