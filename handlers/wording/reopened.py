"""A signed report that is reopened: what the next version differs in, and what is missing."""

from __future__ import annotations

from datetime import date

from handlers.wording.report import (
    hash_in_words,
    missing_blocks,
    moderated_blocks,
    month_in,
    papers,
)
from models.message import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Items,
    Message,
    Paragraph,
    Strong,
    Weight,
    args,
    text,
)
from models.report import Report
from models.snapshot import Snapshot, load
from models.spoken import day_in_words


def reopened_message(report: Report, following: Report, *, may_sign: bool) -> Message:
    """That a signed report is reopened, and what the next version differs in."""
    month = month_in(load(following.snapshot))
    notice = f"{month}'s report is reopened: version {following.version} is a draft."
    differs = differences(load(report.snapshot), load(following.snapshot))
    why = f" Reason: {report.reopen_reason}" if report.reopen_reason else ""
    hashed = hash_in_words(following.sha256)
    blocks: list[Block] = [
        Paragraph((Strong(notice),)),
        Paragraph(text(f"Version {report.version} stays readable as it was.{why}")),
        Paragraph(text(f"Hash of version {following.version}: {hashed}.")),
    ]
    if differs:
        blocks += [Heading("What differs"), Items(tuple(Item(text(line)) for line in differs))]
    else:
        blocks.append(Paragraph(text("Nothing differs so far.")))
    made = load(following.snapshot)
    blocks += [*moderated_blocks(made), *missing_blocks(made), papers(following)]
    if may_sign:
        named = args(report=following.id, sha256=following.sha256)
        speak = f"Sign off version {following.version} with hash {hashed}"
        sign = Button("Sign off", "report.sign", named, weight=Weight.PRIMARY, speak=speak)
        blocks.append(Buttons((sign,)))
    return Message("report_reopened", notice, tuple(blocks))


def differences(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    """What a newer version says otherwise, a sentence for each action; facts only."""
    before = {action["ref"]: action for action in old["actions"]}
    lines = []
    for action in new["actions"]:
        then = before.get(action["ref"])
        if then is None:
            lines.append(f"{action['ref']} is new.")
            continue
        parts = []
        if then["label"] != action["label"]:
            parts.append(f"was {then['label']}, is {action['label']}")
        if then["due"] != action["due"]:
            parts.append(f"due {_day(action['due'])}, was {_day(then['due'])}")
        if then["sentence"] != action["sentence"] and not parts:
            parts.append("its words differ")
        if parts:
            lines.append(f"{action['ref']}: {'; '.join(parts)}.")
    gone = [ref for ref in before if ref not in {a["ref"] for a in new["actions"]}]
    lines += [f"{ref} is no longer in the plan." for ref in gone]
    return tuple(lines)


def _day(iso: str | None) -> str:
    return day_in_words(date.fromisoformat(iso)) if iso else "without a date"
