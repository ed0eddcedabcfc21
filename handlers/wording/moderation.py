"""The moderation queue: each exception with its ratings side by side, its words and its flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.wording.paging import Page, page_at
from handlers.wording.phrases import begun, counted, cut_words, day, number, refs, short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Run,
    Strong,
    Text,
    Tone,
    Weight,
    args,
    text,
)
from models.rating_sides import LEVEL_WORDS
from models.scheme import Scheme
from models.states import Level, Rating

SETTABLE = (Rating.GREEN, Rating.AMBER, Rating.RED)
"""What can be set; Blue comes from accepted evidence only."""
A_PAGE = 4
EXCEPTIONS, REST, DECIDED = "exceptions", "rest", "decided"
"""The three lists: what wants a decision, what is taken as read, and what is decided."""
MOST_FLAGS = 5
MEETINGS = frozenset({Level.PDG, Level.BOARD})


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in a queue; each of its buttons says it."""

    cycle_id: int
    level: Level
    here: str = EXCEPTIONS
    at: int = 0

    def args(self, **more: str | int) -> tuple[tuple[str, str], ...]:
        """The place as a button's arguments."""
        about = {
            "cycle": self.cycle_id, "level": self.level.value, "here": self.here, "page": self.at,
        }  # fmt: skip
        return args(**{**about, **more})


@dataclass(frozen=True, slots=True)
class Looked:
    """One action as the queue says it; `sides` are whose rating and which."""

    action_id: int
    ref: str
    title: str
    tag: str
    tone: Tone
    owner: str
    sides: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    due: Text
    words: str = ""
    said_by: str = ""
    said_on: date | None = None
    number: str = ""
    expected: date | None = None
    evidence: int = 0
    late: str = ""
    """The number of an answer that came after the figures had closed."""
    decided: str = ""
    """What was decided, by whom and why."""
    is_changed: bool = False
    answered: str = ""
    """What the owner answered to the moderated rating."""
    asked: int = 0
    """How many questions about it wait for an answer."""
    keeps: Rating | None = None
    seen: int = 0
    is_own: bool = False
    """The reader owns it, so that somebody else decides."""


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """What the queue of one reader says."""

    place: Place
    month: str
    today: date
    closes: date
    items: tuple[Looked, ...]
    """The whole list that is shown, in its order; one page of it is written."""
    left: int
    """Exceptions that nobody has decided."""
    decided: int
    rest: int
    scheme: Scheme
    last: str = ""
    """What was just decided, as a sentence."""
    other_levels: tuple[Level, ...] = ()
    signed: str = ""
    """That the report is signed, where it is."""


def queue(facts: QueueFacts) -> Message:
    """The queue as the record stands now, on the page where the reader is."""
    page = page_at(facts.place.at, size=A_PAGE, total=len(facts.items))
    head = _head(facts)
    blocks: list[Block] = [Heading(head)]
    if facts.last:
        blocks.append(Paragraph(text(facts.last)))
    if facts.signed:
        blocks.append(Paragraph(text(facts.signed)))
    if facts.items:
        shown = page.of(facts.items)
        blocks.append(Items(tuple(looked_item(each, facts.place, facts.scheme) for each in shown)))
    else:
        blocks.append(Paragraph(text(_nothing_left(facts))))
    blocks += _turning(facts, page)
    blocks.append(Note(text(_small_print(facts))))
    return Message("moderation_queue", f"{facts.last} {head}".strip(), tuple(blocks))


def _head(facts: QueueFacts) -> str:
    match facts.place.here:
        case place if place == DECIDED:
            return f"{facts.month}: {counted(facts.decided, 'action')} decided."
        case place if place == REST:
            return f"{facts.month}: {counted(facts.rest, 'action')} without a flag, taken as read."
        case _ if not facts.left:
            return f"{facts.month}: nothing is left to moderate."
        case _:
            by = "" if facts.closes < facts.today else f" by {day(facts.closes, facts.today)}"
            so_far = f"; {number(facts.decided)} decided" if facts.decided else ""
            return f"{facts.month}: {counted(facts.left, 'exception')} to moderate{by}{so_far}."


def _nothing_left(facts: QueueFacts) -> str:
    if facts.place.here != EXCEPTIONS:
        return "Nothing stands on this list."
    if not facts.decided:
        return "No action is off track, at risk or flagged. All are taken as read."
    return "Every exception is decided. The others are taken as read."


def _turning(facts: QueueFacts, page: Page) -> list[Block]:
    """The ways to the other pages and lists, and to another level."""
    place = facts.place

    def to(label: str, **there: str | int) -> Button:
        return Button(label, "moderation.page", place.args(**{"from": place.here, **there}))

    turns = [to(b.label, page=dict(b.args)["page"]) for b in page.turns("moderation.page")]
    lists = ((EXCEPTIONS, "To decide", facts.left), (DECIDED, "Decided", facts.decided),
             (REST, "Without a flag", facts.rest))  # fmt: skip
    elsewhere = [each for each in lists if each[0] != place.here]
    others = [to(f"{label}: {count}", here=name, page=0) for name, label, count in elsewhere]
    levels = [
        to(f"Decide as {LEVEL_WORDS[level]}", level=level.value, page=0)
        for level in facts.other_levels
    ]
    return [*([Buttons(tuple(turns))] if turns else []), Buttons((*others, *levels))]


def _small_print(facts: QueueFacts) -> str:
    level = facts.place.level
    recorded = f"You record what {LEVEL_WORDS[level]} decides"
    as_whom = recorded if level in MEETINGS else f"You decide as {LEVEL_WORDS[level]}"
    return (
        f"{as_whom}; a later level wins, and every decision stays on the record."
        " The owner is told of a rating that is not theirs, and can answer."
    )


def looked_item(looked: Looked, place: Place, scheme: Scheme) -> Item:
    """One action: its ratings side by side, its words, what to look at, and the ways to decide."""
    return Item(
        title=(Strong(f"{looked.ref} {short_title(looked.title)}"),),
        tag=looked.tag,
        tone=looked.tone,
        body=tuple(_body(looked)),
        buttons=decisions(looked, place, scheme),
    )


def _body(looked: Looked) -> list[Run]:
    lines: list[Text] = [
        text(" · ".join(f"{whose}: {said}" for whose, said in looked.sides)),
        text(*looked.due, f" · {looked.owner}", *_expected(looked)),
        _said(looked),
        text(_evidence(looked)),
        *(text(f"Flag: {reason}") for reason in looked.flags[:MOST_FLAGS]),
    ]
    if looked.late:
        lines.append(text(f"Answer {looked.late} came late; it counts in the next report."))
    if looked.asked:
        wait = "waits" if looked.asked == 1 else "wait"
        asked = begun(counted(looked.asked, "question"))
        lines.append(text(f"{asked} about it {wait} for an answer."))
    if looked.decided:
        lines.append(text(Strong(looked.decided)))
    if looked.answered:
        lines.append(text("The owner answered: ", Quote(cut_words(looked.answered))))
    if looked.is_changed:
        lines.append(text("The owner has answered again since."))
    if looked.is_own:
        lines.append(text("It is yours, so somebody else decides."))
    first, *others = [line for line in lines if line]
    return [*first, *(run for line in others for run in (*text("\n"), *line))]


def _expected(looked: Looked) -> tuple[str | Moment, ...]:
    return (" · Expected ", Moment(looked.expected)) if looked.expected else ()


def _said(looked: Looked) -> Text:
    if looked.said_on is None:
        return text("No answer on record.")
    words = cut_words(looked.words, 300)
    by = f"{looked.said_by}, " if looked.said_by else ""
    return text(
        Quote(words) if words else "Without words",
        f" · {by}",
        Moment(looked.said_on),
        f", {looked.number}",
    )


def _evidence(looked: Looked) -> str:
    return f"Evidence: {counted(looked.evidence, 'item') if looked.evidence else 'none'}"


def decisions(looked: Looked, place: Place, scheme: Scheme) -> tuple[Button, ...]:
    """Keep, set another, challenge; nothing but the challenge where it is the reader's own."""
    about = place.args(action=looked.action_id, seen=looked.seen)
    challenge = Button(
        "Challenge", "challenge.open", about, speak=f"Challenge the update of {looked.ref}"
    )
    if looked.is_own:
        return ()
    kept: tuple[Button, ...] = ()
    if looked.keeps is not None:
        said = scheme.ratings[looked.keeps].word
        kept = (
            Button(
                f"Keep {said}",
                "moderation.keep",
                about,
                Weight.PRIMARY,
                f"Keep {scheme.said(looked.keeps)}, for {looked.ref}",
            ),
        )
    return (*kept, *setting(looked.ref, about, scheme, but=looked.keeps), challenge)


def setting(
    ref: str,
    about: tuple[tuple[str, str], ...],
    scheme: Scheme,
    *,
    but: Rating | None = None,
) -> tuple[Button, ...]:
    """A button for each rating that can be set, but for the one that is kept."""
    return tuple(
        Button(
            f"Set {scheme.ratings[rating].word.lower()}",
            "moderation.set",
            tuple(sorted((*about, ("rating", rating.value)))),
            speak=f"Set {scheme.said(rating)}, for {ref}",
        )
        for rating in SETTABLE
        if rating is not but
    )


def not_moderated(names: Sequence[str]) -> str:
    """What stands on the card that is signed, where something is not moderated."""
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return f"{begun(refs(names))} {verb} not moderated; signing overrides that in your name."
