"""Answers to questions: what can be said, what is mine, the next Board, stop asking me."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handlers.wording.asks import examples
from handlers.wording.lines import (
    Line,
    Receipt,
    Waiting,
    open_item,
    receipt_item,
    waiting_item,
)
from handlers.wording.phrases import begun, counted, refs
from models.message import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Heading,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    text,
)
from models.scheme import DEFAULT_SCHEME, Scheme
from models.spoken import day_in_words


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """What help says to one person."""

    open_refs: tuple[str, ...]
    until: str
    lines: tuple[tuple[str, str], ...]
    """Each line that can be typed, with what it does."""
    contact: str
    today: date


def help_card(facts: HelpFacts) -> Message:
    """What can be said to Rollcall, in one screen."""
    head = "Type how an action stands, or ask me about the plan."
    first, second = examples(facts.open_refs, facts.today + timedelta(weeks=2))
    blocks: list[Block] = [Paragraph((Strong(head),))]
    if facts.open_refs:
        by = f", by {facts.until}" if facts.until else ""
        is_open = f"Open for you: {refs(facts.open_refs)}{by}. "
        such = text(is_open, "For example ", Quote(first), " or ", Quote(second), ".")
        blocks.append(Paragraph(such))
    else:
        blocks.append(Paragraph(text("Nothing is open for you at present.")))
    blocks += [
        Facts(tuple(Fact(f"“{_own(line, facts)}”", text(what)) for line, what in facts.lines)),
        Note(text(f"Several actions go in one message, a line each. Questions: {facts.contact}.")),
        Buttons(
            (
                Button("Show my actions", "mine"),
                Button("What can I ask?", "questions"),
                Button("When is the Board?", "next_board"),
            )
        ),
    ]
    return Message("help", head, tuple(blocks))


def _own(line: str, facts: HelpFacts) -> str:
    """An example about one of the reader's own actions."""
    return re.sub(r"\b\d+\.\d+\b", facts.open_refs[0], line) if facts.open_refs else line


def thanks_card(open_refs: tuple[str, ...], until: str) -> Message:
    """A short word back."""
    head = "Thank you. Nothing more is wanted of you now."
    if open_refs:
        are = "is" if len(open_refs) == 1 else "are"
        head = f"Thank you. {refs(open_refs)} {are} still open, by {until}."
    return Message("thanks", head, (Paragraph(text(head)),))


@dataclass(frozen=True, slots=True)
class MineFacts:
    """A person's actions as they stand."""

    until: str
    is_late: bool
    lines: tuple[Line, ...]
    receipts: tuple[Receipt, ...]
    waiting: tuple[Waiting, ...]
    disputed: tuple[str, ...]
    next_ask: date | None
    contact: str
    today: date
    scheme: Scheme = field(default_factory=lambda: DEFAULT_SCHEME)


def mine_card(facts: MineFacts) -> Message:
    """The person's own actions: what is open first, then what is in."""
    head = _mine_head(facts)
    blocks: list[Block] = [Heading(head)]
    items = (
        *(open_item(line, today=facts.today, scheme=facts.scheme) for line in facts.lines),
        *(waiting_item(waiting) for waiting in facts.waiting),
        *(receipt_item(receipt) for receipt in facts.receipts),
    )
    if items:
        blocks.append(Items(items))
    if facts.disputed:
        blocks.append(Note(text(f"Said not to be yours: {refs(facts.disputed)}.")))
    blocks.append(Note((*_next_ask(facts), *text(f"Questions: {facts.contact}."))))
    return Message("mine", head, tuple(blocks))


def _mine_head(facts: MineFacts) -> str:
    total = len(facts.lines) + len(facts.receipts) + len(facts.waiting)
    if not total:
        return "No action of the plan is open for you at present."
    yours = begun(counted(total, "action"))
    if not facts.until:
        stands = "is" if total == 1 else "are"
        return f"{yours} {stands} yours. No answer is asked for at present."
    if not (facts.lines or facts.waiting):
        return f"{yours}, and all is in. Thank you."
    count = begun(counted(len(facts.lines) + len(facts.waiting), "action"))
    if facts.is_late:
        return f"{count} to update. Answers closed on {facts.until}, and a late one still counts."
    return f"{count} to update by {facts.until}."


def _next_ask(facts: MineFacts) -> Text:
    if facts.until or facts.next_ask is None:
        return ()
    return text(
        "I ask next on ",
        Moment(facts.next_ask),
        ". News that you give before comes back to you then, filled in. ",
    )


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """When the Board meets next, and what comes before it."""

    board: str
    on: date
    opens: date
    cut_off: datetime
    papers: date
    today: date


def board_card(facts: BoardFacts) -> Message:
    """The Board's day, and what comes before it."""
    head = f"The next Board is on {day_in_words(facts.on, seen_from=facts.today)}."
    return Message(
        "next_board",
        head,
        (
            Paragraph((Strong(head),)),
            Facts(
                (
                    Fact("Board", text(facts.board)),
                    Fact("Updates are asked for from", (Moment(facts.opens),)),
                    Fact("Updates close", (Moment(facts.cut_off),)),
                    Fact("The paper goes out", (Moment(facts.papers),)),
                )
            ),
            Buttons((Button("Show my actions", "mine"),)),
        ),
    )


def stop_card(open_refs: tuple[str, ...], *, contact: str, until: str) -> Message:
    """What I can do about being asked, and what I cannot."""
    head = "I can ask you less, but I cannot take an action off you."
    named = f" for {refs(open_refs)}" if open_refs else ""
    by = f" by {until}" if until and open_refs else ""
    return Message(
        "stop",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(
                text(
                    f"An answer{named}{by} ends this month's messages: one tap on No change is"
                    " enough. If an action is not yours, say so and I ask no more about it."
                )
            ),
            Paragraph(
                text(
                    "While you are away your deputy is asked instead: say from when to when."
                    f" For anything else: {contact}."
                )
            ),
            Buttons(
                (
                    Button("Show my actions", "mine"),
                    Button("I will be away", "away.open"),
                    Button("Write to the programme office", "office.write"),
                )
            ),
        ),
    )


def away_card() -> Message:
    """Being away is no silence: from when to when, and who answers meanwhile."""
    head = "Who is away is not late. From when to when, and who answers for you?"
    return Message(
        "away",
        head,
        (
            Paragraph((Strong(head),)),
            Buttons((Button("Say when I am away", "away.open"),)),
        ),
    )
