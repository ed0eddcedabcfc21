"""Requests for a change of the plan: what they are called, their card, their list, their news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.wording.phrases import begun, counted, cut_words, refs, short_title
from models.change_states import ChangeTopic, RequestState
from models.knock_on import HeldUp
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
    Quote,
    Run,
    Strong,
    Text,
    args,
    text,
)


@dataclass(frozen=True, slots=True)
class TopicWords:
    """How a kind of change is said: "a new due date", and as a button."""

    small: str
    button: str

    @property
    def begun(self) -> str:
        """At the beginning of a sentence."""
        return begun(self.small)


TOPICS: Mapping[ChangeTopic, TopicWords] = {
    ChangeTopic.DUE: TopicWords("a new due date", "Another due date"),
    ChangeTopic.SCOPE: TopicWords("another scope", "Another scope"),
    ChangeTopic.OWNER: TopicWords("another owner", "Another owner"),
    ChangeTopic.SUSPEND: TopicWords("a suspension", "Suspend it"),
    ChangeTopic.RESUME: TopicWords("going on again", "Let it go on"),
    ChangeTopic.WITHDRAW: TopicWords("a withdrawal", "Withdraw it"),
    ChangeTopic.SPLIT: TopicWords("a split", "Split it"),
    ChangeTopic.MERGE: TopicWords("a merger", "Merge it with others"),
    ChangeTopic.ADD: TopicWords("a new action", "Add an action"),
    ChangeTopic.MONITORING: TopicWords("another level of monitoring", "Level of monitoring"),
}
STATES: Mapping[RequestState, str] = {
    RequestState.DRAFT: "a draft",
    RequestState.SUBMITTED: "asked for",
    RequestState.RETURNED: "returned",
    RequestState.RECOMMENDED: "recommended",
    RequestState.APPROVED_LEAD: "approved by the area lead",
    RequestState.APPROVED_CHAIR: "approved by the chair",
    RequestState.APPROVED_GROUP: "approved by the PDG",
    RequestState.APPROVED_BOARD: "approved by the Board",
    RequestState.AWAITING_EXTERNAL: "waiting for an external agreement",
    RequestState.AGREED: "agreed",
    RequestState.REFUSED: "refused",
    RequestState.WITHDRAWN: "taken back",
}
"""What a request is said to be: "request 12 is recommended"."""


def topics_card(action_id: int, ref: str, title: str, topics: tuple[ChangeTopic, ...]) -> Message:
    """What can be asked for of an action as it stands."""
    head = f"{ref} {short_title(title, 60)}: what is to change?"
    here = args(action=action_id)
    buttons = tuple(
        Button(
            TOPICS[topic].button,
            "change.form",
            (*here, ("topic", topic.value)),
            speak=f"{TOPICS[topic].button}, for {ref}",
        )
        for topic in topics
    )
    why = "An agreed plan changes by a recorded decision only. The request then says who decides."
    return Message(
        "change_topics",
        head,
        (Paragraph((Strong(head),)), Paragraph(text(why)), Buttons(buttons)),
    )


@dataclass(frozen=True, slots=True)
class Went:
    """One step that a request has taken."""

    on: date
    said: str
    """The state that it led to, in words."""
    by: str
    reason: str = ""
    source: str = ""
    """The minute, or the external body with its source."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One request as its card shows it; `of` is the action's reference, or the new one's."""

    id: int
    of: str
    title: str
    topic: ChangeTopic
    state: RequestState
    stands: str
    """The state, in the partnership's words."""
    by: str
    on: date
    sides: tuple[Fact, ...]
    reason: str
    mostly: str = ""
    """The delay reason, in words."""
    impact: str = ""
    held_up: tuple[HeldUp, ...] = ()
    needed_by: tuple[str, ...] = ()
    """The open actions that need one which is to rest, to go, or to be replaced."""
    past: str = ""
    """How the owner's dates have held so far, in a sentence."""
    doubts: tuple[Text, ...] = ()
    decides: str = ""
    """Who decides next, and what comes after, in a sentence."""
    steps: tuple[Went, ...] = ()
    buttons: tuple[Button, ...] = ()


def request_card(facts: RequestFacts, *, lead: str = "") -> Message:
    """One request: what stands and what is asked, why, what it does to others, who decides.

    `lead` is said first, to somebody for whom it is news.
    """
    head = lead or _head(facts)
    blocks: list[Block] = [Paragraph((Strong(head),))]
    if facts.title:
        blocks.append(Paragraph(text(short_title(facts.title))))
    blocks.append(Facts(facts.sides))
    blocks.append(Paragraph(text("Why: ", Quote(facts.reason))))
    if facts.mostly:
        blocks.append(Paragraph(text(f"Mostly: {facts.mostly}.")))
    blocks.append(Paragraph(text("Impact: ", Quote(facts.impact) if facts.impact else "not said.")))
    if facts.topic is ChangeTopic.DUE and not facts.state.is_settled:
        blocks.append(_knock_on(facts))
    if facts.needed_by:
        blocks.append(Paragraph(text(f"It is needed by {refs(facts.needed_by)}.")))
    blocks += [Paragraph(each) for each in facts.doubts]
    if facts.past:
        blocks.append(Paragraph(text(facts.past)))
    if facts.decides:
        blocks.append(Paragraph(text(facts.decides)))
    blocks += [Note(_step(step)) for step in facts.steps]
    if facts.buttons:
        blocks.append(Buttons(facts.buttons))
    return Message("change_request", head, tuple(blocks))


def _head(facts: RequestFacts) -> str:
    return f"Request {facts.id}: {TOPICS[facts.topic].small} for {facts.of}, {facts.stands}."


def asks_for(facts: RequestFacts) -> str:
    """The news of a request: "6.1: the EHC Assessment Manager asks for a new due date."."""
    return f"{facts.of}: the {facts.by} asks for {TOPICS[facts.topic].small}."


def speaks_against(facts: RequestFacts) -> tuple[Text, ...]:
    """What who asks for a date should know of it: whom it holds up, past dates, who decides."""
    held = (_knock_on(facts).text,) if facts.held_up else ()
    more = tuple(text(each) for each in (facts.past, facts.decides) if each)
    return (*held, *facts.doubts, *more)


def _knock_on(facts: RequestFacts) -> Paragraph:
    if not facts.held_up:
        return Paragraph(text("No other action would be held up by it."))
    parts: list[str | Run] = [f"It would hold up {counted(len(facts.held_up), 'action')}: "]
    for n, each in enumerate(facts.held_up):
        behind = "" if each.through == facts.of else f", behind {each.through}"
        parts += ["; " if n else "", f"{each.ref}{behind}, due ", Moment(each.due)]
    return Paragraph(text(*parts, "."))


def _step(step: Went) -> Text:
    parts: list[str | Run] = [Moment(step.on), f": {step.said}, {step.by}"]
    if step.source:
        parts.append(f" ({step.source})")
    if step.reason:
        parts += [": ", Quote(cut_words(step.reason))]
    return text(*parts)


@dataclass(frozen=True, slots=True)
class Listed:
    """One request in the list."""

    id: int
    of: str
    topic: ChangeTopic
    stands: str
    by: str
    on: date
    decides: str


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """An action that is offered to a new owner, without a request."""

    id: int
    ref: str
    to: str
    on: date
    may_take_back: bool


def request_list(
    rows: tuple[Listed, ...], offers: tuple[OfferedRow, ...], *, page: int, pages: int
) -> Message:
    """The requests that are open, the oldest first, each leading to its card; and the offers."""
    if not rows and not offers:
        said = "No request for a change is open."
        ask = Buttons((Button("Ask for a change", "change.request"),))
        return Message("change_list", said, (Paragraph(text(said)), ask))
    head = "Requests for a change that are open, the oldest first."
    items = (*(_listed(row) for row in rows), *(_offered(row) for row in offers))
    blocks = (Paragraph((Strong(head),)), Items(items), *_turning(page, pages))
    return Message("change_list", head, blocks)


def _offered(row: OfferedRow) -> Item:
    back = Button(
        "Take it back",
        "change.take_offer_back",
        args(handover=row.id),
        speak=f"Take it back, the offer of {row.ref}",
    )
    return Item(
        title=(Strong(f"{row.ref}: offered to the {row.to}"),),
        body=text("Since ", Moment(row.on), ". It waits for their word; the owner stays so long."),
        buttons=(back,) if row.may_take_back else (),
    )


def _listed(row: Listed) -> Item:
    return Item(
        title=(Strong(f"{row.of}: {TOPICS[row.topic].small}"),),
        body=text(
            f"Request {row.id}, {row.stands}. Asked for by the {row.by} on ",
            Moment(row.on),
            f". {row.decides}",
        ),
        buttons=(
            Button(
                "Show it", "change.show", args(request=row.id), speak=f"Show it, request {row.id}"
            ),
        ),
    )


def _turning(page: int, pages: int) -> tuple[Block, ...]:
    if pages <= 1:
        return ()
    buttons = [
        Button(label, "change.list", args(page=to))
        for label, to in (("Earlier ones", page - 1), ("Later ones", page + 1))
        if 0 <= to < pages
    ]
    return (Note(text(f"Page {page + 1} of {pages}.")), Buttons(tuple(buttons)))


def change_news(sentence: str, *more: Text, buttons: tuple[Button, ...] = ()) -> Message:
    """What became of a request, to somebody whom it concerns."""
    blocks: list[Block] = [Paragraph((Strong(sentence),)), *(Paragraph(each) for each in more)]
    if buttons:
        blocks.append(Buttons(buttons))
    return Message("change_news", sentence, tuple(blocks))
