"""How an action has moved: what the Board read of it, its dates, and what was said and set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from handlers.asking.lines_of import words_of
from handlers.inquiring.answering import question
from handlers.inquiring.lines import due_of, entry
from handlers.inquiring.papers_read import papers_read
from handlers.inquiring.rows_published import why_published
from handlers.inquiring.rows_working import said_by
from handlers.inquiring.scene import Scene
from handlers.request import RefusedError
from handlers.wording.inquiries import Answer, Entry, Number
from handlers.wording.phrases import begun, cut_words
from models.message import Button, Moment, Quote, Run, Text, Tone, args, text
from models.plan import ActionChange, ChangeKind
from models.report import Report
from models.scheme import Brag
from models.snapshot import ActionFacts, load
from models.spoken import count_in_words, day_in_words
from models.states import Rating, Stage
from models.tally import Row
from models.update import Moderation, UpdateKind


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to the action."""

    at: datetime
    what: str
    body: Text
    tag: str = ""
    tone: Tone = Tone.NONE


@question("moved", "See how an action has moved", examples=("how has 6.1 moved?",))
def moved(scene: Scene) -> Answer:
    """Its way in one list, the newest first: ratings read by the Board, dates, answers.

    Raises:
        RefusedError: there is no such action among those that may be seen.
    """
    ref = scene.wanted["ref"]
    row = scene.by_ref(ref)
    if row is None:
        raise RefusedError(f"There is no action {ref[:20]} among those that you may see here.")
    read = _read_by_the_board(scene, row)
    dates, said, set_by = [], [], []
    if not scene.is_published:
        dates, said = _dates(scene, row), _answers(scene, row)
        set_by = _moderated(scene, row)
    lines = _lines(scene, (*read, *dates, *said, *set_by))
    numbers = (
        Number("events", "On record", lines, label="on record", lists=_LISTS),
        Number("read", "Read by the Board", _lines(scene, read), lists=("report", "reports")),
        Number("dates", "Changes of its due date", _lines(scene, dates), lists=_TIMES),
        Number("said", "Answers", _lines(scene, said), lists=("answer", "answers")),
        Number("set", "Moderated", _lines(scene, set_by), lists=_TIMES),
    )
    way = Button(f"About {row.ref}", "about", args(action=row.action_id))
    return Answer(
        "moved",
        _head(scene, row),
        numbers=tuple(n for n in numbers if n.entries),
        shown="events",
        notes=(text(f"{row.ref} {row.title}: {entry(scene, row).tag}. ", *due_of(row)),),
        ways=(way,) if row.action_id else (),
    )


_LISTS = ("thing", "things")
_TIMES = ("time", "times")


def _head(scene: Scene, row: Row) -> str:
    label = entry(scene, row).tag
    if not row.moves or row.due is None or row.original_due is None:
        return f"{row.ref} is {label}; its due date has not moved."
    times = count_in_words(row.moves, "time")
    first = day_in_words(row.original_due, seen_from=scene.today)
    now = day_in_words(row.due, seen_from=scene.today)
    return f"{row.ref} is {label}; its due date has moved {times}, from {first} to {now}."


def _lines(scene: Scene, events: Iterable[Event]) -> tuple[Entry, ...]:
    newest = sorted(events, key=lambda event: event.at, reverse=True)
    zone, today = scene.partnership.zone, scene.today
    return tuple(
        Entry(
            title=f"{begun(day_in_words(e.at.astimezone(zone).date(), seen_from=today))}: {e.what}",
            body=e.body,
            tag=e.tag,
            tone=e.tone,
        )
        for e in newest
    )


def _read_by_the_board(scene: Scene, row: Row) -> list[Event]:
    events: list[Event] = []
    for report in papers_read(scene.session, scene.plan.id, scene.at):
        events += [
            _reading(scene, report, action)
            for action in load(report.snapshot)["actions"]
            if action["ref"].casefold() == row.ref.casefold()
        ]
    return events


def _reading(scene: Scene, report: Report, action: ActionFacts) -> Event:
    assert report.issued_at is not None
    rated = action["ratings"]["reported"]
    rating = Rating(rated["value"]) if rated else None
    brag = scene.partnership.scheme.brag(Stage(action["stage"]), rating)
    due: tuple[str | Run, ...] = ()
    if action["due"]:
        due = ("Due ", Moment(date.fromisoformat(action["due"])), ".")
    why = " ".join(("", *why_published(action)[:1]))
    return Event(
        report.issued_at, f"read by the Board ({report.name})", text(*due, why), *_tag(brag)
    )


def _tag(brag: Brag) -> tuple[str, Tone]:
    return brag.label, brag.tone


_CHANGES = (
    select(ActionChange)
    .where(
        ActionChange.action_id == bindparam("action"),
        ActionChange.field == "due",
        ActionChange.at <= bindparam("at"),
        ActionChange.kind.in_((ChangeKind.MOVE, ChangeKind.CORRECTION_OF_RECORD)),
    )
    .order_by(ActionChange.id)
)


def _dates(scene: Scene, row: Row) -> list[Event]:
    where = {"action": row.action_id, "at": scene.at}
    return [
        Event(
            change.at,
            "due date moved" if change.kind is ChangeKind.MOVE else "due date corrected",
            text("From ", _day(change.before), " to ", _day(change.after), _why(change.reason)),
        )
        for change in scene.session.scalars(_CHANGES, where)
    ]


def _day(iso: object) -> str | Moment:
    return Moment(date.fromisoformat(iso)) if isinstance(iso, str) else "no date"


def _why(reason: str) -> str:
    return f": {cut_words(reason)}" if reason else "."


def _answers(scene: Scene, row: Row) -> list[Event]:
    assert scene.standing is not None
    scheme = scene.partnership.scheme
    events = []
    for update in scene.standing[row.action_id].answers:
        who = said_by(update, scene.names)
        tag, tone = "", Tone.NONE
        if update.rating is not None:
            tag, tone = scheme.said(update.rating), scheme.ratings[update.rating].tone
        words = words_of(update)
        body = text(Quote(cut_words(words))) if words else ()
        what = "as the plan came in" if update.kind is UpdateKind.IMPORT else f"{who} answered"
        events.append(Event(min(update.received_at, scene.at), what, body, tag, tone))
    return events


_MODERATIONS = (
    select(Moderation)
    .where(Moderation.action_id == bindparam("action"), Moderation.at <= bindparam("at"))
    .order_by(Moderation.id)
)


def _moderated(scene: Scene, row: Row) -> list[Event]:
    scheme, where = scene.partnership.scheme, {"action": row.action_id, "at": scene.at}
    return [
        Event(
            moderation.at,
            f"{'kept' if moderation.kept else 'moderated'} by"
            f" {scene.names.person(moderation.by_id) or 'the programme office'}",
            text(Quote(cut_words(moderation.reason))) if moderation.reason else (),
            scheme.said(moderation.rating),
            scheme.ratings[moderation.rating].tone,
        )
        for moderation in scene.session.scalars(_MODERATIONS, where)
    ]
