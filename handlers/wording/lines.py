"""One action as a line of a message: open with its buttons, recorded with its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.wording.phrases import ago, begun, cut_words, short_title
from models.message import Button, Item, Moment, Quote, Strong, Text, Tone, Weight, args, text
from models.scheme import Scheme
from models.spoken import WEEKDAYS, count_in_words
from models.states import Rating

SHOWN_RATINGS = (Rating.GREEN, Rating.AMBER, Rating.RED)
THE_PLAN = "the plan"
"""Who said what stands in the plan's file."""
IN_THE_WAY = "Two things the Board will ask: what is in the way, and what gets it back?"


@dataclass(frozen=True, slots=True)
class Line:
    """An action that is open for an answer, with what is known of it.

    `tag` and `tone` are how it is reported now; `marks` stand beside it. `said` are the last words
    with the day they were said on; `said_by` is who ("you", "the plan"). `fresh` tells that they
    are news since the last cycle. `place` is the cycle's id, "" for news between cycles.
    """

    action_id: int
    place: str
    ref: str
    title: str
    due: date | None
    due_words: str = ""
    first_due: date | None = None
    """What was agreed first, where the date has moved."""
    moves: int = 0
    """How often it was moved by decision."""
    tag: str = ""
    tone: Tone = Tone.NONE
    marks: tuple[str, ...] = ()
    said: str = ""
    said_on: date | None = None
    said_by: str = "you"
    fresh: bool = False
    owner: str = ""
    """Whose it is, where the reader is asked in somebody's place."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer that is recorded: its number, what it says, and what the Board will read."""

    action_id: int
    update_id: int
    place: str
    ref: str
    said: str
    """ "Amber, at risk, now expected Friday 20 October"."""
    number: str
    board: str
    tone: Tone = Tone.NONE
    awaits_words: bool = False
    needs_reason: str = ""
    """Why the answer needs a reason: the rule's own sentence, where it was better than the rule."""
    wants_evidence: bool = False
    """Reported as delivered, and no link to its evidence has come."""
    moderated_next: bool = False
    """Better than the rule gives: the programme office looks at it before the Board does."""
    late: bool = False
    by: str = ""
    """Who answered, where it was not the reader."""
    behalf: str = ""
    """For whom the reader answered, and where they heard it."""
    until: datetime | None = None
    """Until when it can be corrected; None for news, and once the cut-off has passed."""
    correctable: bool = True
    later: date | None = None
    """The day on which the reader may be asked for the words again."""


UNNAMED = "Your line"
"""What a reading is called whose action is in doubt."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading that waits for the reader's word."""

    reading_id: int
    refs: str
    asks: str
    """What is asked, in one sentence."""


def rating_buttons(line: Line, scheme: Scheme) -> tuple[Button, ...]:
    """On track, At risk, Off track, More…; Still right? first where there is news."""
    here = args(action=line.action_id, cycle=line.place)
    rated = tuple(
        Button(
            begun(scheme.ratings[rating].phrase),
            "update.rate",
            (*here, ("rating", rating.value)),
            speak=f"{begun(scheme.ratings[rating].phrase)}, for {line.ref}",
        )
        for rating in SHOWN_RATINGS
    )
    more = Button("More…", "update.more", here, speak=f"More answers for {line.ref}")
    if not line.fresh:
        return (*rated, more)
    still = Button(
        "Still right", "update.still_right", here, Weight.PRIMARY, f"Still right, for {line.ref}"
    )
    return (still, *rated, more)


def open_item(line: Line, *, today: date, scheme: Scheme) -> Item:
    """An open action in full: due, rating, what was said last time and how old that is."""
    besides = [*line.marks, *(f"for the {line.owner}",) * bool(line.owner)]
    parts = (*due_of(line), *(f" · {each}" for each in besides), *_last_words(line, today))
    return Item(
        title=(Strong(f"{line.ref} {short_title(line.title)}"),),
        tag=line.tag,
        tone=line.tone,
        body=text(*parts),
        buttons=rating_buttons(line, scheme),
    )


def due_of(line: Line) -> tuple[str | Moment, ...]:
    """When it is due: "Due Friday 27 October", "Ongoing", "No due date".

    A date that has moved is told with the one first agreed, and how often it moved.
    """
    if line.due is None:
        return (line.due_words or "No due date",)
    moved = f", moved {count_in_words(line.moves, 'time')}" if line.moves else ""
    if line.first_due is None or line.first_due == line.due:
        return ("Due ", Moment(line.due), *((moved,) if moved else ()))
    first = (", first agreed for ", Moment(line.first_due))
    return ("Due ", Moment(line.due), *first, *((moved,) if moved else ()))


def _last_words(line: Line, today: date) -> tuple[str | Quote, ...]:
    if line.said_on is None:
        return (" · No answer on record yet",)
    when = ago(line.said_on, today)
    if line.fresh:
        return (f" · {begun(line.said_by)} told me {when}: ", Quote(line.said), " Still right?")
    if not line.said and line.said_by == THE_PLAN:
        return (" · As the plan has it; no answer yet",)
    if not line.said:
        return (f" · {begun(line.said_by)} answered {when}",)
    return (f" · {begun(line.said_by)} said {when}: ", Quote(cut_words(line.said)))


def receipt_item(receipt: Receipt, *, correctable: bool = True) -> Item:
    """A recorded answer: what was recorded, what the Board will read, its number, Change, Undo."""
    return Item(
        title=(Strong(f"{receipt.ref} recorded: {receipt.said}."),),
        tone=receipt.tone,
        body=receipt_text(receipt),
        buttons=receipt_buttons(receipt) if correctable else (),
    )


def receipt_text(receipt: Receipt) -> Text:
    """The sentence that the Board will read, the number, and what is still wanted."""
    parts: list[str | Quote] = []
    if receipt.awaits_words:
        parts.append(f"{IN_THE_WAY} One line is enough. ")
    if receipt.needs_reason:
        parts.append(f"{receipt.needs_reason} ")
    if receipt.by:
        parts.append(f"Answered by the {receipt.by}. ")
    if receipt.behalf:
        parts.append(f"Recorded for {receipt.behalf}. ")
    parts += ["The Board will read: ", Quote(receipt.board)]
    parts.append(f" No. {receipt.number}.")
    if receipt.moderated_next:
        parts.append(" It is better than the rule gives, so the programme office looks at it too.")
    if receipt.late:
        parts.append(" Marked late: it goes into this paper if there is time, else into the next.")
    return text(*parts)


def receipt_buttons(receipt: Receipt) -> tuple[Button, ...]:
    """Write it and a later day where words are awaited, then Change and Undo."""
    here = args(action=receipt.action_id, cycle=receipt.place, update=receipt.update_id)
    wanted: tuple[Button, ...] = ()
    if receipt.awaits_words or receipt.needs_reason:
        wanted = (
            Button("Write it", "update.form", here, Weight.PRIMARY, f"Write it, for {receipt.ref}"),
            *_later(receipt),
        )
    if receipt.wants_evidence:
        wanted = (
            Button(
                "Add the evidence",
                "update.delivered",
                here,
                Weight.PRIMARY,
                f"Add the evidence for {receipt.ref}",
            ),
        )
    change = Button("Change", "update.change", here, speak=f"Change {receipt.ref}")
    undo = Button("Undo", "update.undo", here, speak=f"Undo {receipt.ref}")
    return (*wanted, change, undo) if receipt.correctable else (*wanted, change)


def _later(receipt: Receipt) -> tuple[Button, ...]:
    if receipt.later is None:
        return ()
    day = WEEKDAYS[receipt.later.weekday()]
    about = args(cycle=receipt.place, until=receipt.later.isoformat())
    return (
        Button(
            f"Ask me on {day}", "update.snooze", about, speak=f"Ask me on {day}, for {receipt.ref}"
        ),
    )


def waiting_item(waiting: Waiting) -> Item:
    """A reading that waits: what is asked, and the way to look at it again."""
    return Item(
        title=(Strong(f"{waiting.refs}: waits for your word."),),
        body=text(waiting.asks),
        buttons=(
            Button(
                "Show it again",
                "reading.show",
                args(reading=waiting.reading_id),
                Weight.PRIMARY,
                f"Show it again, for {waiting.refs}",
            ),
        ),
    )
