"""Actions from meetings in words: offered, accepted, declined, done; and among what is mine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.wording.answer_fields import LONGEST, PRIVACY
from handlers.wording.phrases import begun, counted, cut_words, refs
from models.meeting_states import ArisingState
from models.message import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    Weight,
    args,
    text,
)

STATES: Mapping[ArisingState, str] = {
    ArisingState.OFFERED: "not accepted yet",
    ArisingState.ACCEPTED: "accepted",
    ArisingState.DECLINED: "declined",
    ArisingState.DONE: "done",
    ArisingState.DROPPED: "not wanted any more",
}
FROM = "From the meeting"


@dataclass(frozen=True, slots=True)
class ArisingFacts:
    """One action from a meeting as its card says it."""

    id: int
    ref: str
    words: str
    owner: str
    due: date
    state: ArisingState
    meeting: str
    """ "the PDG's meeting of Friday 13 October"."""
    by: str = ""
    """Who minuted it."""
    said: str = ""
    """What was said of it last."""
    about: str = ""
    """The plan's action that it is about: "6.1"."""
    action_id: int | None = None

    @property
    def here(self) -> tuple[tuple[str, str], ...]:
        """The action as a button's argument."""
        return args(arising=self.id)


def arising_card(facts: ArisingFacts, lead: str = "", *, leads: bool = False) -> Message:
    """One action from a meeting, with what its reader can say to it; `leads`: who leads there."""
    notice = lead or _head(facts)
    blocks: list[Block] = [Paragraph((Strong(notice),)), Paragraph(_told(facts))]
    if facts.said:
        blocks.append(Paragraph(text("Said last: ", Quote(cut_words(facts.said, 400)))))
    if buttons := _buttons(facts, leads=leads):
        blocks.append(Buttons(buttons))
    blocks.append(Note(_small_print(facts)))
    return Message("arising", cut_words(notice, 300), tuple(blocks))


def _head(facts: ArisingFacts) -> str:
    match facts.state:
        case ArisingState.OFFERED:
            return f"Will you take {facts.ref}? {begun(facts.meeting)} gives it to you."
        case _:
            return f"{facts.ref} is {STATES[facts.state]}."


def _told(facts: ArisingFacts) -> Text:
    about = f" It is about {facts.about}." if facts.about else ""
    return text(Strong(f"{facts.ref}: "), Quote(facts.words), " Due ", Moment(facts.due), ".",
                about)  # fmt: skip


def _small_print(facts: ArisingFacts) -> Text:
    by = f" Minuted by the {facts.by}." if facts.by else ""
    return text(f"It is with the {facts.owner}. Or type a line, such as ",
                Quote(f"{facts.ref} done"), f".{by}")  # fmt: skip


def _buttons(facts: ArisingFacts, *, leads: bool) -> tuple[Button, ...]:
    own = own_buttons(facts) if not leads else ()
    if leads and facts.state is not ArisingState.DROPPED:
        own = (
            Button("Name somebody else", "arising.offer_form", facts.here,
                   speak=f"Name somebody else for {facts.ref}"),
            Button("Drop it", "arising.drop", facts.here, speak=f"Drop it: {facts.ref}"),
        )  # fmt: skip
    about: tuple[Button, ...] = ()
    if facts.action_id is not None:
        about = (Button(f"All about {facts.about}", "about", args(action=facts.action_id)),)
    return (*own, *about)


def own_buttons(facts: ArisingFacts) -> tuple[Button, ...]:
    """What its owner can say of it now."""
    of, here = facts.ref, facts.here
    match facts.state:
        case ArisingState.OFFERED:
            return (
                Button("Accept", "arising.accept", here, Weight.PRIMARY, f"Accept {of}"),
                Button("Decline", "arising.decline_form", here, speak=f"Decline {of}"),
            )
        case ArisingState.ACCEPTED:
            return (
                Button("Done", "arising.done", here, speak=f"Done: {of}"),
                Button("Still open…", "arising.still_form", here, speak=f"Still open: {of}"),
            )
        case ArisingState.DONE:
            return (
                Button(
                    "Not done after all", "arising.reopen", here, speak=f"Not done after all: {of}"
                ),
            )
        case ArisingState.DECLINED | ArisingState.DROPPED:
            return ()


def items_of(lines: Sequence[ArisingFacts], today: date) -> Items:
    """The lines of somebody's actions from meetings, with their buttons."""
    return Items(tuple(_item(each, today) for each in lines))


def _item(each: ArisingFacts, today: date) -> Item:
    passed = " That day has passed." if each.due < today else ""
    return Item(
        title=(Strong(f"{each.ref} {cut_words(each.words, 120)}"),),
        tag="To accept" if each.state is ArisingState.OFFERED else "",
        body=text("Due ", Moment(each.due), f".{passed}"),
        buttons=own_buttons(each),
    )


def beside(message: Message, lines: Sequence[ArisingFacts], today: date) -> Message:
    """A message about the plan's actions with those from meetings as lines of their own.

    They stand before the small print at its end.
    """
    if not lines:
        return message
    blocks = list(message.blocks)
    at = len(blocks)
    while at and isinstance(blocks[at - 1], Note):
        at -= 1
    blocks[at:at] = [Heading(FROM), items_of(lines, today)]
    return replace(message, blocks=tuple(blocks))


def arising_due(lines: Sequence[ArisingFacts], today: date) -> Message:
    """The due dates of actions from meetings that are near, or have passed."""
    passed = [each.ref for each in lines if each.due < today]
    coming = [each.ref for each in lines if each.due >= today]
    said = []
    if passed:
        said.append(f"{refs(passed)} {'was' if len(passed) == 1 else 'were'} due before today")
    if coming:
        said.append(f"{refs(coming)} {'comes' if len(coming) == 1 else 'come'} due soon")
    head = f"{begun(', and '.join(said))}: is it done?"
    small = Note(text("If it will not be done by then, say so with Still open, and a few words."))
    return Message(
        "due_soon" if coming else "overdue",
        head,
        (Paragraph((Strong(head),)), Heading(FROM), items_of(lines, today), small),
    )


def arising_to_owner(lines: Sequence[ArisingFacts], meeting: str, today: date) -> Message:
    """Two working days after a meeting, to each owner: what it left for them."""
    count = counted(len(lines), "action")
    head = f"{begun(count)} of {meeting} {'is' if len(lines) == 1 else 'are'} yours."
    waiting = any(each.state is ArisingState.OFFERED for each in lines)
    small = "Accept what you take on; what you decline goes back to who leads the meeting, with"
    blocks: tuple[Block, ...] = (Paragraph((Strong(head),)), items_of(lines, today))
    if waiting:
        blocks += (Note(text(f"{small} your reason.")),)
    return Message("arising_list", head, blocks)


def arising_to_channel(
    lines: Sequence[ArisingFacts], meeting: str, *, decisions: int, name: str
) -> Message:
    """The list of a meeting's actions, to the channel of the body."""
    count, made = counted(len(lines), "action"), counted(decisions, "decision")
    head = f"{begun(meeting)}: {made}, and {count} arose."
    items = tuple(
        Item(
            title=(Strong(f"{each.ref} {cut_words(each.words, 160)}"),),
            body=text(f"{each.owner}, due ", Moment(each.due), f", {STATES[each.state]}."),
        )
        for each in lines
    )
    blocks: tuple[Block, ...] = (Paragraph((Strong(head),)),)
    blocks += (Items(items),) if items else ()
    return Message("arising_posted", head, (*blocks, Note(text(f"Decisions: log of {name}."))))


def decline_form(facts: ArisingFacts) -> Form:
    """Why it is not taken: it goes back to who leads the meeting."""
    reason = Field("reason", "Why not", FieldKind.WORDS, required=True, max_length=LONGEST,
                   hint=f"It goes back to who leads the meeting. {PRIVACY}")  # fmt: skip
    return Form(f"Decline {facts.ref}", "arising.decline", facts.here, (reason,), send="Decline",
                intro=(Quote(cut_words(facts.words, 300)),))  # fmt: skip


def still_form(facts: ArisingFacts) -> Form:
    """How it goes, in a line."""
    words = Field("words", "How it goes", FieldKind.WORDS, hint=PRIVACY, required=True,
                  max_length=LONGEST)  # fmt: skip
    return Form(f"{facts.ref} is still open", "arising.still", facts.here, (words,),
                intro=(Quote(cut_words(facts.words, 300)),))  # fmt: skip


def offer_form(facts: ArisingFacts) -> Form:
    """Whom it goes to instead, and by when."""
    return Form(
        f"Give {facts.ref} to somebody else",
        "arising.offer",
        facts.here,
        (
            Field("owner", "By whom", FieldKind.LINE, required=True,
                  hint="E-mail address, or the title of the post"),
            Field("due", "By when", FieldKind.DAY, required=True, value=facts.due.isoformat()),
        ),
        send="Offer it",
        intro=(Quote(cut_words(facts.words, 300)),),
    )  # fmt: skip
