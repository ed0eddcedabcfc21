"""One action on a card: how it stands, who has it, what was said; and why it is rated so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from handlers.wording.lines import Line, due_of, rating_buttons
from handlers.wording.phrases import cut_words
from models.message import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    Text,
    Tone,
    args,
    text,
)
from models.scheme import Scheme
from models.spoken import count_in_words, list_in_words


@dataclass(frozen=True, slots=True)
class Said:
    """One earlier answer."""

    words: str
    on: date
    by: str
    number: str


@dataclass(frozen=True, slots=True)
class AboutFacts:
    """What is known of one action."""

    line: Line
    stage: str
    owner: str
    deputy: str
    lead: str
    area: str
    moves: int
    board: str
    said: tuple[Said, ...]
    needs: tuple[str, ...]
    evidence_expected: str
    disputed: bool
    may_answer: bool
    as_at: datetime | None = None
    """The past instant that it is told of; None: as it stands now."""
    beside: tuple[Text, ...] = ()
    """Decisions on its rating, questions about it, and what was answered."""
    may_moderate: bool = False
    may_challenge: bool = False
    may_ask_board: bool = False


def about_card(facts: AboutFacts, *, scheme: Scheme) -> Message:
    """How it stands first, then its people and dates, then what was said."""
    line = facts.line
    head = f"{line.ref} {line.title}: {line.tag}."
    blocks: list[Block] = [
        Items(
            (Item((Strong(f"{line.ref} {line.title}"),), line.tag, line.tone, _in_short(facts)),)
        ),
        Facts(tuple(_facts(facts))),
    ]
    if facts.board:
        blocks.append(Paragraph(text("The Board would read: ", Quote(facts.board))))
    blocks += [_earlier(said) for said in facts.said]
    blocks += [Paragraph(line) for line in facts.beside]
    here = args(action=line.action_id)
    buttons = (
        Button(f"Why {line.tag.partition(',')[0]}?", "why", here),
        Button("How it has moved", "moved", args(ref=line.ref)),
    )
    answers = rating_buttons(line, scheme) if facts.may_answer and not facts.disputed else ()
    blocks.append(Buttons((*answers, *buttons, *_oversight(facts))))
    if facts.as_at is not None:
        blocks.append(Note(text("As at ", Moment(facts.as_at), ".")))
    return Message("about", head, tuple(blocks))


def _oversight(facts: AboutFacts) -> tuple[Button, ...]:
    """For who may: look at it as a moderator, challenge it, ask the Board about it."""
    here, ref = args(action=facts.line.action_id), facts.line.ref
    moderate = Button("Moderate", "moderation.item", here, speak=f"Moderate {ref}")
    challenge = Button("Challenge", "challenge.open", here, speak=f"Challenge {ref}")
    board = Button("Ask the Board", "board.ask_form", here, speak=f"Ask the Board about {ref}")
    return (
        *(moderate,) * facts.may_moderate,
        *(challenge,) * facts.may_challenge,
        *(board,) * facts.may_ask_board,
    )


def _earlier(said: Said) -> Note:
    words = Quote(cut_words(said.words)) if said.words else Plain("without words")
    return Note(text(Moment(said.on), f", {said.by}: ", words, f" ({said.number})"))


def _in_short(facts: AboutFacts) -> Text:
    marks = [*facts.line.marks, *("disputed: the owner says it is not theirs",) * facts.disputed]
    return text(f"{facts.stage}. ", *due_of(facts.line), *(f" · {mark}" for mark in marks))


def _facts(facts: AboutFacts) -> list[Fact]:
    rows = [
        ("Owner", facts.owner),
        ("Deputy", facts.deputy),
        ("Accountable lead", facts.lead),
        ("Area", facts.area),
        ("Needs", list_in_words(facts.needs) if facts.needs else ""),
        ("Date moved", count_in_words(facts.moves, "time") if facts.moves else ""),
        ("Evidence expected", facts.evidence_expected),
    ]
    return [Fact(name, text(value)) for name, value in rows if value]


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """Why one action is rated as it is."""

    action_id: int
    ref: str
    label: str
    tone: Tone
    reasons: tuple[str, ...]
    sides: tuple[tuple[str, str, str], ...]
    """Whose rating, what it is, and of which day."""
    marks: tuple[str, ...]


def why_card(facts: WhyFacts) -> Message:
    """The reported rating with its reasons, and the ratings side by side."""
    head = f"{facts.ref} is reported {facts.label}."
    blocks: list[Block] = [
        Items((Item((Strong(facts.ref),), facts.label, facts.tone),)),
        *(Paragraph(text(reason)) for reason in facts.reasons),
    ]
    if not facts.reasons:
        blocks.append(Paragraph(text("Nobody has rated it yet, and no rule applies to it.")))
    if facts.sides:
        blocks.append(
            Facts(
                tuple(
                    Fact(whose, text(f"{said}, as at ", Moment(date.fromisoformat(on))))
                    for whose, said, on in facts.sides
                )
            )
        )
    if facts.marks:
        blocks.append(Note(text(f"Beside it stands: {list_in_words(facts.marks)}.")))
    more = Button(f"All about {facts.ref}", "about", args(action=facts.action_id))
    return Message("why", head, (*blocks, Buttons((more,))))


@dataclass(frozen=True, slots=True)
class PublishedFacts:
    """What a report told the Board of one action."""

    ref: str
    title: str
    label: str
    tone: Tone
    due: date | None
    due_words: str
    first_due: date | None
    moves: int
    forecast: date | None
    owner: str
    lead: str
    area: str
    needs: tuple[str, ...]
    sentence: str
    paper: str
    closed_at: datetime


def published_card(facts: PublishedFacts) -> Message:
    """The action as everybody may read it, with the paper that said so."""
    title = f"{facts.ref} {facts.title}"
    blocks: list[Block] = [
        Items((Item((Strong(title),), facts.label, facts.tone, _dates(facts)),)),
        Facts(tuple(_published_facts(facts))),
    ]
    if facts.sentence:
        blocks.append(Paragraph(text("The Board read: ", Quote(facts.sentence))))
    source = ("As published in ", facts.paper, "; its figures closed on ", Moment(facts.closed_at))
    note = Note(text(*source, "."))
    return Message("about_published", f"{title}: {facts.label}.", (*blocks, note))


def _dates(facts: PublishedFacts) -> Text:
    if facts.due is None:
        return text(f"{facts.due_words or 'No due date'}.")
    parts: list[str | Moment] = ["Due ", Moment(facts.due)]
    if facts.first_due is not None and facts.first_due != facts.due:
        parts += [", first agreed for ", Moment(facts.first_due)]
    if facts.forecast is not None:
        parts += [", expected ", Moment(facts.forecast)]
    return text(*parts, ".")


def _published_facts(facts: PublishedFacts) -> list[Fact]:
    rows = [
        ("Owner", facts.owner),
        ("Accountable lead", facts.lead),
        ("Area", facts.area),
        ("Needs", list_in_words(facts.needs)),
        ("Date moved", count_in_words(facts.moves, "time") if facts.moves else ""),
    ]
    return [Fact(name, text(value)) for name, value in rows if value]
