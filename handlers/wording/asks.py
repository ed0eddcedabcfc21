"""The ask: one message for each person, all that they own, worst first; and its life in place.

Open actions stand with their buttons, answered ones as their receipts. From the fifth open action
on there is a line for each, and the next four are paged to in place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from handlers.wording.lines import (
    Line,
    Receipt,
    Waiting,
    due_of,
    open_item,
    receipt_item,
    waiting_item,
)
from handlers.wording.paging import Page, page_at
from handlers.wording.phrases import begun, counted, number, refs, short_title
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
    Plain,
    Quote,
    Strong,
    Text,
    args,
    text,
)
from models.scheme import DEFAULT_SCHEME, Scheme
from models.spoken import MONTHS

A_PAGE = 4
"""So many open actions stand in full at a time: what fits on a phone."""

BOTH = 2
LONGEST_ASIDE = 40
"""Characters that may stand behind what is wanted, so that it still fits a lock screen."""


@dataclass(frozen=True, slots=True)
class AskFacts:
    """All that the ask of one person in one cycle says."""

    place: str
    cut_off: datetime
    now: datetime
    today: date
    until: str
    """The cut-off as it reads: "Friday 6 October, 5 pm"."""
    lines: tuple[Line, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    disputed: tuple[str, ...] = ()
    """The references that the person said are not theirs."""
    next_steps: tuple[Text, ...] = ()
    """What happens next and when: the next reminder, and who hears of silence after that."""
    contact: str = "the programme office"
    plan: str = "improvement plan"
    page: int = 0
    scheme: Scheme = field(default_factory=lambda: DEFAULT_SCHEME)

    @property
    def is_late(self) -> bool:
        """Whether the cut-off has passed."""
        return self.now >= self.cut_off


def ask(facts: AskFacts) -> Message:
    """The ask as the record stands now."""
    if not (facts.lines or facts.waiting):
        return _all_in(facts)
    head = headline(facts)
    page = page_at(facts.page, size=A_PAGE, total=len(facts.lines))
    shown = page.of(facts.lines)
    blocks: list[Block] = [Heading(head)]
    if items := (
        *(open_item(line, today=facts.today, scheme=facts.scheme) for line in shown),
        *(waiting_item(waiting) for waiting in facts.waiting),
    ):
        blocks.append(Items(items))
    blocks += _further(facts, page)
    blocks += _closing(facts)
    blocks += _in_already(facts)
    blocks += _small_print(facts)
    return Message("ask", head, tuple(blocks))


def headline(facts: AskFacts) -> str:
    """What is wanted, and by when: "Three actions to update by Friday 6 October, 5 pm."."""
    count = len(facts.lines)
    if not count:
        waits = refs(waiting.refs for waiting in facts.waiting)
        return f"Your answer for {waits} waits for your word, by {facts.until}."
    wanted = begun(counted(count, "action"))
    are = "is" if len(facts.receipts) == 1 else "are"
    in_already = f" {refs(r.ref for r in facts.receipts)} {are} in." if facts.receipts else ""
    if facts.is_late:
        return f"{wanted} still to update: answers closed on {facts.until}, and a late one counts."
    return f"{wanted} to update by {facts.until}." + _short(in_already)


def _short(in_already: str) -> str:
    return in_already if len(in_already) < LONGEST_ASIDE else ""


def _all_in(facts: AskFacts) -> Message:
    """What takes the ask's place when all is answered."""
    if not facts.receipts:
        head = "Nothing is open for you at present; thank you."
        if facts.disputed:
            said = refs(facts.disputed)
            head = (
                f"You said that {said} is not yours. The programme office will settle whose it is."
            )
        return Message("ask", head, (Paragraph((Strong(head),)), *_small_print(facts)))
    wanting = [r.ref for r in facts.receipts if r.awaits_words or r.needs_reason]
    if len(facts.receipts) == 1 and not wanting:
        only = facts.receipts[0]
        head = f"{only.ref} recorded: {only.said}."
    elif wanting:
        head = f"Recorded. A line is still wanted for {refs(wanting)}, by {facts.until}."
    else:
        count = len(facts.receipts)
        head = f"{'Both' if count == BOTH else f'All {number(count)}'} are in, thank you."
    blocks: list[Block] = [] if len(facts.receipts) == 1 else [Heading(head)]
    blocks.append(Items(tuple(receipt_item(receipt) for receipt in facts.receipts)))
    blocks.append(Note(_correctable(facts)))
    return Message("ask", head, (*blocks, *_disputed(facts)))


def _correctable(facts: AskFacts) -> Text:
    if facts.is_late:
        return text("Answers closed on ", Moment(facts.cut_off), ". A late change is marked late.")
    return text("You can change what you said until ", Moment(facts.cut_off), ".")


def _further(facts: AskFacts, page: Page) -> list[Block]:
    """A line for each open action that is not on this page, and the way to the next four."""
    if page.is_whole:
        return []
    shown = page.of(facts.lines)
    others = (line for line in facts.lines if line not in shown)
    turns = page.turns("ask.page", cycle=facts.place)
    return [Items(tuple(_one_line(line) for line in others)), Buttons(turns)]


def _one_line(line: Line) -> Item:
    return Item(
        title=text(f"{line.ref} {short_title(line.title, 50)} · ", *due_of(line)),
        tag=line.tag,
        tone=line.tone,
    )


def _closing(facts: AskFacts) -> list[Block]:
    """One button that says nothing has changed for all that are open."""
    if not facts.lines:
        return []
    here = args(cycle=facts.place)
    only_one = len(facts.lines) == 1
    label = f"No change for {facts.lines[0].ref}" if only_one else "No change for the others"
    return [Buttons((Button(label, "update.no_change_others", here),))]


def _in_already(facts: AskFacts) -> list[Block]:
    items: tuple[Item, ...] = tuple(receipt_item(receipt) for receipt in facts.receipts)
    return [*([Items(items)] if items else []), *_disputed(facts)]


def _disputed(facts: AskFacts) -> list[Block]:
    if not facts.disputed:
        return []
    said = refs(facts.disputed)
    verb = "is" if len(facts.disputed) == 1 else "are"
    return [
        Note(text(f"You said that {said} {verb} not yours: the programme office is settling it."))
    ]


def _small_print(facts: AskFacts) -> list[Block]:
    """How to type it, what happens next and when, and whom to ask."""
    notes: list[Block] = []
    if facts.lines:
        first, *_ = examples(tuple(line.ref for line in facts.lines), _sample_day(facts))
        notes.append(Note(text("Or type a line, such as ", Quote(first), ".")))
    steps = (run for step in facts.next_steps for run in (*step, Plain(" ")))
    return [*notes, Note((*steps, Plain(f"Questions: {facts.contact}.")))]


def _sample_day(facts: AskFacts) -> date:
    """A day that the example may name: the first open action's due date if it is still to come."""
    due = facts.lines[0].due
    return due if due is not None and due > facts.today else facts.today + timedelta(weeks=2)


def examples(refs_open: tuple[str, ...], on: date) -> tuple[str, ...]:
    """Lines that the reader could type, made of their own actions."""
    if not refs_open:
        return ("my actions", "help")
    until = f"{on.day} {MONTHS[on.month - 1][:3]}"
    first = f"{refs_open[0]} amber, waiting for data, expected {until}"
    return (first, f"{refs_open[-1]} no change")
