"""The mode of the installation in words: what it is, what would go, and what has lapsed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from handlers.running.outlook import Going, Outlook
from handlers.wording.phrases import begun, counted
from models.message import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Heading,
    Message,
    Moment,
    Note,
    Paragraph,
    Plain,
    Text,
    Weight,
    args,
    text,
)
from models.running import Mode

MODES = {
    Mode.TRIAL: "In trial: each message goes to the programme office instead.",
    Mode.LIVE: "Live: messages go to whom they are for.",
    Mode.PAUSED: "Paused: nothing leaves until somebody resumes.",
}
MOST_NAMED = 15
PAUSE = Button("Pause everything", "mode.pause")
RESUME = Button("See what would go", "mode.resume", (), Weight.PRIMARY)
GO_LIVE = Button("See the first day", "mode.live", (), Weight.PRIMARY)
_BUTTONS = {Mode.TRIAL: (GO_LIVE, PAUSE), Mode.LIVE: (PAUSE,), Mode.PAUSED: (RESUME,)}


def mode_card(mode: Mode, *, by: str = "", at: datetime | None = None, reason: str = "") -> Message:
    """Which mode is in force, since when and by whom, with what may be done."""
    head = MODES[mode]
    blocks: list[Block] = [Heading("How Rollcall runs"), Paragraph(text(head))]
    if at is not None:
        because = f": {reason}" if reason else ""
        blocks.append(Note(text(f"Set by {by} on ", Moment(at), f"{because}.")))
    blocks.append(Buttons(_BUTTONS[mode]))
    return Message("mode", head, tuple(blocks))


def resume_preview(outlook: Outlook, to: Mode) -> Message:
    """What goes at once, what waits and what has lapsed; nothing is changed yet."""
    goes = begun(counted(len(outlook.goes), "message"))
    verb = "goes" if len(outlook.goes) == 1 else "go"
    head = f"{goes} {verb} at once if you resume, and {len(outlook.lapsed)} lapsed meanwhile."
    blocks: list[Block] = [Heading(head)]
    blocks += _list("Goes at once", outlook.goes)
    blocks += _list("Waits for its hour", outlook.later)
    blocks += _list("Lapsed: it is not sent", outlook.lapsed)
    blocks.append(Note(text("Nobody gets more in a day than the limit; the rest waits a day.")))
    blocks.append(Note(text(f"After that: {MODES[to]}")))
    blocks.append(Buttons((Button("Resume", "mode.resume_now", (), Weight.PRIMARY),)))
    return Message("resume_preview", head, tuple(blocks))


def live_preview(outlook: Outlook) -> Message:
    """The first day's messages; nothing is changed yet."""
    count = len(outlook.goes)
    verb = "goes" if count == 1 else "go"
    head = f"{begun(counted(count, 'message'))} {verb} out on the first day. Nothing is live yet."
    blocks: list[Block] = [Heading(head)]
    blocks += _list("On the first day", outlook.goes)
    blocks.append(
        Note(
            text(
                "From then on messages reach the people themselves. What was shown to you in trial"
                " goes to them where it is still of use."
            )
        )
    )
    label = "Go live"
    blocks.append(
        Buttons((Button(label, "mode.live_now", args(count=count), Weight.PRIMARY), PAUSE))
    )
    return Message("live_preview", head, tuple(blocks))


def _list(title: str, going: Sequence[Going]) -> list[Block]:
    if not going:
        return []
    named = tuple(Fact(begun(each.to), _what(each)) for each in going[:MOST_NAMED])
    blocks: list[Block] = [Heading(title), Facts(named)]
    if len(going) > MOST_NAMED:
        rest = Counter(each.what for each in going[MOST_NAMED:])
        listed = ", ".join(f"{what} ({count})" for what, count in rest.most_common())
        blocks.append(Note(text(f"And {len(going) - MOST_NAMED} more: {listed}.")))
    return blocks


def _what(going: Going) -> Text:
    when = (Plain(", "), Moment(going.at)) if going.at is not None else ()
    why = (Plain(f". {going.why}"),) if going.why else ()
    return (Plain(going.what), *when, *why)


def mode_changed(mode: Mode, by: str) -> Message:
    """To the others of the programme office: who changed what."""
    head = f"{MODES[mode]} {by} has set it so."
    return Message(
        "mode_changed", head, (Paragraph(text(head)), Buttons((Button("Show", "mode"),)))
    )
