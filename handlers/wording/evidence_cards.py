"""What is said of an action's evidence: what was expected, what came, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.evidence import as_link
from handlers.wording.phrases import ago, begun, counted, number, refs, short_title
from models.evidence_rules import ItemState
from models.message import (
    Block,
    Button,
    Buttons,
    Download,
    Downloads,
    Fact,
    Facts,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    Tone,
    Weight,
    args,
    text,
)

STATES = {
    ItemState.WAITING: ("To be looked at", Tone.NONE),
    ItemState.HALF: ("Accepted by one of two", Tone.NONE),
    ItemState.ACCEPTED: ("Accepted", Tone.BLUE),
    ItemState.RETURNED: ("Returned", Tone.NONE),
}


@dataclass(frozen=True, slots=True)
class Came:
    """One item of evidence as it is shown."""

    id: int
    title: str
    link: str
    """ "" where it is a file."""
    by: str
    on: date
    state: ItemState
    said: tuple[str, ...]
    """What verifiers said of it, a sentence each."""
    size: str = ""
    can_accept: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What the card of an action's evidence says."""

    action_id: int
    ref: str
    title: str
    stage: str
    expected: str
    success: str
    delivered_on: date | None
    words: str
    items: tuple[Came, ...]
    needed: int
    seen: str
    can_attach: bool = False
    can_return: bool = False
    can_prove: bool = False
    can_embed: bool = False
    can_reopen: bool = False


def evidence_card(facts: EvidenceFacts) -> Message:
    """What was expected beside what came, with what the reader may do."""
    came = counted(len(facts.items), "item") if facts.items else "nothing"
    head = f"Evidence of {facts.ref}: {came} came."
    named = [
        Fact("Action", text(f"{facts.ref} {short_title(facts.title)}")),
        Fact("Stage", text(facts.stage)),
        Fact("Expected", text(facts.expected or "The plan does not say.")),
    ]
    if facts.success:
        named.append(Fact("Success measure", text(facts.success)))
    if facts.delivered_on:
        named.append(Fact("Reported delivered", (Moment(facts.delivered_on),)))
    if facts.words:
        named.append(Fact("In the owner's words", (Quote(facts.words),)))
    blocks: list[Block] = [Paragraph((Strong(head),)), Facts(tuple(named))]
    if facts.items:
        blocks.append(Items(tuple(_item(facts, came) for came in facts.items)))
    if files := tuple(Download(c.title, f"evidence/{c.id}") for c in facts.items if not c.link):
        blocks.append(Downloads(files))
    if buttons := _buttons(facts):
        blocks.append(Buttons(buttons))
    blocks.append(Note(text(_rule(facts.needed))))
    return Message("evidence", head, tuple(blocks))


def _item(facts: EvidenceFacts, came: Came) -> Item:
    tag, tone = STATES[came.state]
    shown: Text = (as_link(came.link),) if came.link else text(f"{came.title}, {came.size}")
    named = f"{came.title}: " if came.title and came.link else ""
    body = text(f"From the {came.by}, ", Moment(came.on), ". ", " ".join(came.said))
    buttons: tuple[Button, ...] = ()
    if came.can_accept:
        here = args(item=came.id, seen=facts.seen)
        said = f"item {came.id} of {facts.ref}"
        buttons = (
            Button(
                "Accept", "evidence.accept", here, weight=Weight.PRIMARY, speak=f"Accept {said}"
            ),
            Button("Return", "evidence.return", here, speak=f"Return {said}"),
        )
    return Item((*text(named), *shown), tag, tone, body, buttons)


def _buttons(facts: EvidenceFacts) -> tuple[Button, ...]:
    here = args(action=facts.action_id, seen=facts.seen)
    found: list[Button] = []
    if facts.can_prove:
        said = f"Mark as proven: {facts.ref}"
        found.append(Button("Mark as proven", "evidence.prove", here, Weight.PRIMARY, said))
    if facts.can_return:
        said = f"Return it all, {facts.ref}"
        found.append(Button("Return it all", "evidence.return", here, speak=said))
    if facts.can_attach:
        found.append(Button("Attach evidence", "evidence.attach", here))
    if facts.can_embed:
        found.append(Button("Mark as embedded", "evidence.embed", here))
    if facts.can_reopen:
        found.append(Button("Reopen", "evidence.reopen", here, Weight.DANGER))
    return tuple(found)


def _rule(needed: int) -> str:
    who = "Two people" if needed > 1 else "Somebody"
    return (
        f"{who} other than the owner, the deputy and who sent it must accept it; then the chair"
        " marks it as proven, and it turns Blue."
    )


@dataclass(frozen=True, slots=True)
class Queued:
    """One action in the queue of a verifier."""

    action_id: int
    ref: str
    title: str
    owner: str
    delivered_on: date | None
    waiting: int
    came: int
    late: bool
    for_chair: bool = False


def queue_card(
    queued: tuple[Queued, ...],
    *,
    today: date,
    evidence_days: int,
    own: tuple[str, ...] = (),
    page: int = 0,
    more: bool = False,
    count: int | None = None,
) -> Message:
    """What waits for a verifier, the oldest first."""
    total = len(queued) if count is None else count
    if not total:
        head = "No evidence waits for you."
    else:
        head = f"{begun(counted(total, 'action'))} wait for your look at the evidence."
        head = head if total > 1 else "One action waits for your look at the evidence."
    blocks: list[Block] = [Paragraph((Strong(head),))]
    if queued:
        blocks.append(Items(tuple(_queued(each, today, evidence_days) for each in queued)))
    if more:
        named = args(page=page + 1)
        blocks.append(Buttons((Button("More", "evidence.review", named, speak="More actions"),)))
    if own:
        said = f"Not shown: {refs(own)}, since you have a hand in it. Others look at these."
        blocks.append(Note(text(said)))
    return Message("evidence_queue", head, tuple(blocks))


def _queued(each: Queued, today: date, evidence_days: int) -> Item:
    since = f", reported {ago(each.delivered_on, today)}" if each.delivered_on else ""
    what = (
        "accepted by the verifiers; to be marked as proven"
        if each.for_chair
        else f"{number(each.waiting)} of {counted(each.came, 'item')} to be looked at"
        if each.came
        else "no evidence has come yet"
    )
    late = (
        f" It is shown as Amber: it waits for more than {evidence_days} days." if each.late else ""
    )
    here = args(action=each.action_id)
    return Item(
        text(Strong(f"{each.ref} {short_title(each.title)}")),
        body=text(f"{each.owner}{since}: {what}.{late}"),
        buttons=(Button("Look at it", "evidence.show", here, speak=f"Look at it: {each.ref}"),),
    )
