"""Actions as lines of an answer: how each is reported, and the one thing that the list is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Entry, Number
from handlers.wording.phrases import begun, cut_words
from models.message import Moment, Quote, Run, Text, text
from models.scheme import Scheme
from models.states import Rating
from models.tally import Row, Rows

Body = Callable[[Row], Text]
WORDS = 140
"""Characters of an owner's words on a line; the record keeps all of them."""


def entry(scene: Scene, row: Row, body: Text = ()) -> Entry:
    """One action with its tag and what the list says of it."""
    brag = scene.partnership.scheme.brag(row.stage, row.rating)
    return Entry(
        title=f"{row.ref} {row.title}",
        body=body or due_of(row),
        tag=brag.label,
        tone=brag.tone,
        action_id=row.action_id or None,
        ref=row.ref,
    )


def number(
    scene: Scene,
    key: str,
    name: str,
    rows: Iterable[Row],
    *,
    label: str = "",
    of: int | None = None,
    body: Body | None = None,
) -> Number:
    """A count of actions with the list behind it."""
    say = body or due_of
    return Number(key, name, tuple(entry(scene, r, say(r)) for r in rows), label=label, of=of)


def due_of(row: Row) -> Text:
    """When it is due, what was agreed first, and when it is expected."""
    if row.due is None:
        return text(f"{row.due_words or 'No due date'}.")
    parts: list[str | Run] = ["Due ", Moment(row.due)]
    if row.moves and row.original_due is not None and row.original_due != row.due:
        parts += [", first agreed for ", Moment(row.original_due)]
    if row.is_live and row.forecast is not None and row.forecast != row.due:
        parts += [", expected ", Moment(row.forecast)]
    return text(*parts, ".")


def why_of(row: Row) -> Text:
    """Why it is rated so, and the owner's last words."""
    said = said_of(row)
    if row.reasons:
        return text(row.reasons[0], *((" ", *said) if said else ()))
    return text(*said) if said else text("The owner rates it so; no words are on record.")


def said_of(row: Row) -> tuple[str | Run, ...]:
    """The owner's last words with who said them and when; empty where there are none."""
    if not row.words or row.said_on is None:
        return ()
    words = Quote(cut_words(row.words, WORDS))
    return (f"{begun(row.said_by)}, ", Moment(row.said_on), ": ", words, ".")


def phrase(scheme: Scheme, rating: Rating) -> str:
    """How a rating is said in running text: "off track"."""
    return scheme.ratings[rating].phrase


def refs_of(rows: Rows) -> tuple[str, ...]:
    """The references of the actions."""
    return tuple(row.ref for row in rows)


def day_or(day: date | None, otherwise: str) -> str | Moment:
    """A day, or what is said where there is none."""
    return otherwise if day is None else Moment(day)
