"""The exceptions: each action that is off track, then each at risk, with what the Board asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeGuard
from zoneinfo import ZoneInfo

from handlers.paper.frozen import Frozen, day, times
from handlers.wording.phrases import begun
from models.document import Block, Entry, Fact, Footnote, Paragraph, Section, Text, words
from models.message import Moment, Quote
from models.snapshot import ActionFacts, AnswerFacts
from models.spoken import moment_in_words
from models.states import Rating

NOT_SAID = "Not said yet."
DISPUTED = frozenset({"computed", "moderated"})
"""Whose rating it is where the owner's own may be another."""


def exceptions(frozen: Frozen) -> Section:
    """The section; Greens are taken as read."""
    red, amber = frozen.rated(Rating.RED), frozen.rated(Rating.AMBER)
    if not red and not amber:
        said = Paragraph(words("No action is off track or at risk."))
        others = _asked_of_others(frozen, set())
        return Section("Exceptions", (said, *others), anchor="exceptions")
    lead = words(
        f"{begun(frozen.phrase(Rating.RED))}: ", frozen.figure("headline.red"), " actions. ",
        f"{begun(frozen.phrase(Rating.AMBER))}: ", frozen.figure("headline.amber"), " actions.",
        " Words in quotation marks are the owner's.",
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(lead)]
    blocks += [entry(frozen, action) for action in (*red, *amber)]
    blocks += _asked_of_others(frozen, {action["ref"] for action in (*red, *amber)})
    return Section("Exceptions", tuple(blocks), anchor="exceptions")


def entry(frozen: Frozen, action: ActionFacts) -> Entry:
    """One exception in full."""
    answer = action["answer"]
    recovery = answer["recovery"] if answer else ""
    told = (
        ("Owner", words(owner_of(action))),
        ("Due", due_of(action)),
        ("Expected", day(action["forecast"], NOT_SAID)),
        ("Why", _why(frozen, action, answer)),
        ("Recovery", words(Quote(recovery)) if recovery else words(NOT_SAID)),
        ("Help asked", words(Quote(answer["help_needed"])) if _asks_help(answer) else ()),
        ("Rating", _whose(frozen, action) if action["reported_is"] in DISPUTED else ()),
        *_asked(frozen, action),
        ("Held up by it", _knock_on(frozen, action)),
        ("Beside it", words("; ".join(frozen.marks(action))) if action["marks"] else ()),
    )
    facts = tuple(Fact(name, value) for name, value in told if value)
    return Entry(f"{action['ref']} {action['title']}", frozen.tag(action), facts)


def _asked(frozen: Frozen, action: ActionFacts) -> Iterator[tuple[str, Text]]:
    """Each question that is marked for the paper, with its answer beside it."""
    for asked in action["challenges"]:
        yield f"Asked by {asked['asked_by']}", words(Quote(asked["question"]))
        if not asked["replies"]:
            yield "Answered", words("Not answered yet.")
        for reply in asked["replies"]:
            at = moment_in_words(
                datetime.fromisoformat(reply["at"]), ZoneInfo(frozen.snapshot["zone"])
            )
            note = Footnote(f"Answered by {reply['by']}, {at}.")
            yield "Answered", words(Quote(reply["words"]), note)


def _asked_of_others(frozen: Frozen, shown: set[str]) -> list[Entry]:
    """Actions that are no exception, of which the paper tells what was asked."""
    asked = [a for a in frozen.actions.values() if a["challenges"] and a["ref"] not in shown]
    return [
        Entry(
            f"{action['ref']} {action['title']}",
            frozen.tag(action),
            tuple(Fact(name, value) for name, value in _asked(frozen, action)),
        )
        for action in asked
    ]


def _asks_help(answer: AnswerFacts | None) -> TypeGuard[AnswerFacts]:
    return answer is not None and bool(answer["help_needed"])


def owner_of(action: ActionFacts) -> str:
    """Who owns an action, with their organisation."""
    if action["owner"] is None:
        return "Vacant"
    return ", ".join(part for part in (action["owner"], action["organisation"]) if part)


def due_of(action: ActionFacts) -> Text:
    """The due date, with the first one where it has moved."""
    due = day(action["due"], action["due_words"] or "No date")
    if not action["moves"] or action["original_due"] is None:
        return due
    first = Moment(date.fromisoformat(action["original_due"]))
    return (*due, *words("; first agreed ", first, f", moved {times(action['moves'])}"))


def _why(frozen: Frozen, action: ActionFacts, answer: AnswerFacts | None) -> Text:
    """The owner's words with their source; else the reasons of the rule."""
    if answer is None or not (said := answer["reason"] or answer["words"]):
        rated = action["ratings"]["reported"]
        silence = "No update has reached us." if answer is None else NOT_SAID
        return words(" ".join((silence, *(rated["reasons"][1:] if rated else ()))))
    kind = f" ({answer['delay_reason']})" if answer["delay_reason"] else ""
    return words(Quote(said), kind, source_of(frozen, answer))


def source_of(frozen: Frozen, answer: AnswerFacts) -> Footnote:
    """Where words come from: the update's number, who gave it, for whom, and when."""
    at = moment_in_words(datetime.fromisoformat(answer["at"]), ZoneInfo(frozen.snapshot["zone"]))
    whom = f" for {answer['on_behalf_of']}" if answer["on_behalf_of"] else ""
    late = ", after the cut-off" if answer["late"] else ""
    return Footnote(f"Update {answer['number']} by {answer['by']}{whom}, {at}{late}.")


def _whose(frozen: Frozen, action: ActionFacts) -> Text:
    """Why the reported rating is not the owner's, with both."""
    owner, shown = action["ratings"]["owner"], action["ratings"]["reported"]
    if shown is None or owner is None or owner["value"] == shown["value"]:
        return ()
    own = frozen.rating(owner["value"])
    return words("The owner says ", own, ". ", " ".join(shown["reasons"])) if own else ()


def _knock_on(frozen: Frozen, action: ActionFacts) -> Text:
    """The actions that need this one."""
    waiting = [a["ref"] for a in frozen.actions.values() if action["ref"] in a["depends_on"]]
    return frozen.jumps(waiting)
