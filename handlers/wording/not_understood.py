"""What was not understood: short and kind, two examples of the reader's own, and a way on."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.wording.asks import examples
from handlers.wording.phrases import cut_words, refs
from models.message import (
    Button,
    Buttons,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    Text,
    args,
    text,
)

MOST_NAMED = 6


def not_understood(
    open_refs: tuple[str, ...],
    heard_id: int | None,
    today: date,
    *,
    record_for: int | None = None,
    is_office: bool = False,
) -> Message:
    """Nothing in the line could be recorded.

    With `record_for`, the one action that is open, its words can be recorded for it all the same.
    The programme office itself has nobody to send it to.
    """
    first, second = examples(open_refs, today + timedelta(weeks=2))
    could_write = text("You could write ", Quote(first), " or ", Quote(second), ".")
    head = "I could not find an answer in that, so nothing is recorded."
    blocks = (
        Paragraph((Strong(head),)),
        Paragraph((*_open_ones(open_refs), *could_write)),
        Buttons(
            (
                *_after_all(open_refs, heard_id, record_for),
                *ways(heard_id)[: 1 if is_office else None],
            )
        ),
    )
    return Message("not_understood", head, blocks)


def _after_all(
    open_refs: tuple[str, ...], heard_id: int | None, record_for: int | None
) -> tuple[Button, ...]:
    if heard_id is None or record_for is None:
        return ()
    about = args(action=record_for, heard=heard_id)
    return (Button(f"Record it for {open_refs[0]}", "typed.record", about),)


def _open_ones(open_refs: tuple[str, ...]) -> Text:
    if not open_refs:
        return (Plain("Nothing is open for you at present. "),)
    if len(open_refs) > MOST_NAMED:
        return (Plain(f"{len(open_refs)} of yours are open. "),)
    verb = "one is" if len(open_refs) == 1 else "ones are"
    return (Plain(f"Your open {verb} {refs(open_refs)}. "),)


def ways(heard_id: int | None) -> tuple[Button, ...]:
    """The ways on from a line that was not understood."""
    show = Button("Show my actions", "mine")
    if heard_id is None:
        return (show, Button("Write to the programme office", "office.write"))
    send = Button("Send this to the programme office", "office.send", args(heard=heard_id))
    return (show, send)


def no_such_action(said: str, open_refs: tuple[str, ...]) -> Message:
    """A reference that the plan does not have."""
    head = f"There is no action {cut_words(said, 30)} in the plan, so that is not recorded."
    yours = f" Your open ones are {refs(open_refs)}." if open_refs else ""
    return Message(
        "no_such_action",
        head,
        (Paragraph(text(f"{head}{yours}")), Note(text("The rest of your line was read as usual."))),
    )
