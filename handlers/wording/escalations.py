"""What is said of silence, in neutral words: the lists upwards, the ledger, and its rates.

"No update has reached us" and never "they have failed to respond". Lists go by reference, never by
how much somebody has missed; rates are of organisations only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.wording.paging import Page, page_at
from handlers.wording.phrases import begun, refs, short_title
from models.delivery import Step
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
    Run,
    Strong,
    Table,
    Text,
    args,
    text,
)
from models.silence import IN
from models.spoken import count_in_words
from models.states import Silence

A_PAGE = 6
"""Actions that a list shows at a time, each with what was done and its button."""
NAMED = 12
"""References that stand in one line at a time, where nothing else is said of them."""


@dataclass(frozen=True, slots=True)
class SilentLine:
    """An action without an answer, and what was done about it, as runs of text."""

    action_id: int
    ref: str
    title: str
    area: str
    what: Text
    """ "Asked Friday 29 September, reminded Wednesday 4 October."."""
    asked: str = ""
    """Who was asked, by role title."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of an organisation's answers are in."""

    organisation: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One action of the ledger with its days."""

    ref: str
    title: str
    state: Silence
    asked_on: date | None = None
    reminded_on: date | None = None
    opened_on: date | None = None
    answered_on: date | None = None
    away_until: date | None = None
    deputy_asked: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """What the ledger's card says."""

    code: str
    today: date
    lines: tuple[LedgerLine, ...]
    rates: tuple[Rate, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class SilenceFacts:
    """What one list says."""

    place: str
    code: str
    lines: tuple[SilentLine, ...]
    asked: int
    """Of so many actions; what is missing and told to somebody else counts in none of it."""
    closes: date
    """When moderation is done."""
    next_hears: str = ""
    next_day: date | None = None
    """Who hears next, and when."""
    rates: tuple[Rate, ...] = ()
    answered: int = 0
    """Answers that are in, of the whole cycle; what waits for a confirmation is not."""
    page: int = 0


def silence_list(step: Step, facts: SilenceFacts) -> Message:
    """The list of one level: the area lead's, the programme office's, the chair's."""
    head = _head(step, facts)
    is_chair = step is Step.SILENCE_CHAIR
    page = page_at(facts.page, size=NAMED if is_chair else A_PAGE, total=len(facts.lines))
    shown = page.of(facts.lines)
    blocks: list[Block] = [Heading(head)]
    if is_chair:
        blocks.append(Paragraph(text(f"Not in: {refs(line.ref for line in shown)}.")))
    else:
        blocks.append(Items(tuple(_item(step, facts, line) for line in shown)))
    blocks += _turning(page, "silence.page", cycle=facts.place)
    blocks += _rates(facts) if is_chair else []
    blocks.append(Paragraph(_until(step, facts)))
    blocks.append(Buttons((*_who_to_ask(step, shown), _ledger_button(facts))))
    blocks += _next(facts)
    return Message(step.value, head, tuple(blocks))


def _head(step: Step, facts: SilenceFacts) -> str:
    missing = len(facts.lines)
    said = f"{missing} of {count_in_words(facts.asked, 'action')}"
    verb = "has" if missing == 1 else "have"
    if step is Step.SILENCE_AREA:
        areas = list(dict.fromkeys(line.area for line in facts.lines))
        where = areas[0] if len(areas) == 1 else "Your areas"
        return f"{begun(where)}: updates for {said} have not reached us."
    if step is Step.SILENCE_OFFICE:
        return f"{facts.code}: updates for {said} have not reached us."
    return (
        f"{facts.code}: {facts.answered} of {facts.asked} updates are in,"
        f" {missing} {verb} not come."
    )


def _item(step: Step, facts: SilenceFacts, line: SilentLine) -> Item:
    answer = Button(
        f"Answer for {line.ref}",
        "update.form",
        args(action=line.action_id, cycle=facts.place),
    )
    who = f"{line.asked}: " if step is Step.SILENCE_OFFICE and line.asked else ""
    return Item(
        title=(Strong(f"{line.ref} {short_title(line.title, 70)}"),),
        body=text(who, *line.what) if who else line.what,
        buttons=(answer,),
    )


def _turning(page: Page, verb: str, **about: str) -> list[Block]:
    """Where in the list this page stands, and the ways to the others."""
    if page.is_whole:
        return []
    return [Note(text(f"These are {page.said}.")), Buttons(page.turns(verb, **about))]


def nothing_missing(step: Step, code: str) -> Message:
    """What takes the place of a list once all of it is in."""
    head = f"{code}: everything on this list is in now; nothing more to do here."
    return Message(step.value, head, (Paragraph(text(head)),))


def _who_to_ask(step: Step, shown: Sequence[SilentLine]) -> tuple[Button, ...]:
    """For an area lead, who knows whom to ask where nobody answers."""
    if step is not Step.SILENCE_AREA:
        return ()
    about = args(action=shown[0].action_id, about="who_to_ask")
    return (Button("Say who to ask", "office.write", about),)


def _ledger_button(facts: SilenceFacts) -> Button:
    return Button("Show the ledger", "silence", args(cycle=facts.code))


def _until(step: Step, facts: SilenceFacts) -> Text:
    closes = text("The paper closes for moderation on ", Moment(facts.closes), ".")
    if step is Step.SILENCE_AREA:
        return (*closes, *text(" You can answer for them, or say who should be asked."))
    return closes


def _next(facts: SilenceFacts) -> list[Block]:
    if facts.next_day is None:
        return []
    said = text(
        f"What is still missing goes to {facts.next_hears} on ", Moment(facts.next_day), "."
    )
    return [Note(said)]


def _rates(facts: SilenceFacts) -> list[Block]:
    return [rates_table(facts.rates)] if facts.rates else []


def rates_table(rates: Sequence[Rate]) -> Table:
    """Answers by organisation, in the order of their names; nobody's name stands in it."""
    return Table(
        caption="Answers by organisation",
        head=("Organisation", "Answered", "Asked"),
        rows=tuple((r.organisation, str(r.answered), str(r.asked)) for r in rates),
        numeric=frozenset({1, 2}),
    )


STATE_WORDS = {
    Silence.NOT_DELIVERED: "not delivered",
    Silence.DELIVERED: "asked, no answer yet",
    Silence.OPENED: "opened, no answer yet",
    Silence.WAITS_FOR_CONFIRMATION: "waits for confirmation",
    Silence.WORDS_AWAITED: "answered, words awaited",
    Silence.ANSWERED: "answered",
    Silence.LATE: "answered late",
    Silence.ABSENT: "away",
    Silence.VACANT: "post vacant",
    Silence.DISPUTED: "disputed",
}
"""How each state is said; a test holds that every state has its words."""


def what_was_done(line: LedgerLine) -> Text:
    """Where an answer stands: "Asked Friday 29 September, reminded Wednesday 4 October."."""
    match line.state:
        case Silence.VACANT:
            return text("The post is vacant, so nobody was asked.")
        case Silence.ABSENT:
            return _away(line)
        case Silence.DISPUTED:
            return text("Disputed: it is being settled whose it is.")
        case Silence.NOT_DELIVERED:
            return text(f"The ask has not arrived. {line.why}".strip())
        case _:
            parts = _steps(line)
            return (*parts, *text(".")) if parts else text(f"{begun(STATE_WORDS[line.state])}.")


def _away(line: LedgerLine) -> Text:
    away: list[str | Run] = ["The owner is away"]
    if line.away_until is not None:
        away += [" until ", Moment(line.away_until)]
    away.append(
        ", the deputy has been asked." if line.deputy_asked else ", and no deputy is named."
    )
    return text(*away)


def _steps(line: LedgerLine) -> Text:
    parts: list[str | Run] = []
    steps = (
        ("asked", line.asked_on),
        ("reminded", line.reminded_on),
        ("opened", line.opened_on),
        ("answered", line.answered_on),
    )
    for name, day in steps:
        if day is not None:
            parts += [f", {name} " if parts else f"{begun(name)} ", Moment(day)]
    return text(*parts)


def ledger_card(facts: LedgerFacts) -> Message:
    """The ledger: how many are in, what is not by its reference, and the organisations' rates."""
    missing = [line for line in facts.lines if line.state not in IN]
    answered = len(facts.lines) - len(missing)
    head = f"{facts.code}: {answered} of {count_in_words(len(facts.lines), 'answer')} are in."
    blocks: list[Block] = [Heading(head)]
    page = page_at(facts.page, size=A_PAGE, total=len(missing))
    if missing:
        items = tuple(
            Item(
                title=(Strong(f"{line.ref} {short_title(line.title, 60)}"),),
                tag=begun(STATE_WORDS[line.state]),
                body=what_was_done(line),
            )
            for line in page.of(missing)
        )
        blocks.append(Items(items))
        blocks += _turning(page, "silence", cycle=facts.code)
    if wanting := [x.ref for x in facts.lines if x.state is Silence.WORDS_AWAITED]:
        blocks.append(Paragraph(text(f"Words are awaited for {refs(wanting)}.")))
    blocks.append(rates_table(facts.rates))
    return Message("ledger", head, tuple(blocks))
