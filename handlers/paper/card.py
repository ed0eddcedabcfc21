"""The Board's card: what is asked, where the plan stands, what is off track; alone on a phone."""

from __future__ import annotations

from datetime import date

from handlers.paper.frozen import Frozen
from handlers.paper.opening import OTHERS
from handlers.wording.phrases import begun, short_title
from models.figure import Figure
from models.message import (
    Block,
    Downloads,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Message,
    Note,
    Paragraph,
    Plain,
    Strong,
    Text,
    text,
)
from models.snapshot import ActionFacts, Snapshot
from models.spoken import MONTHS, count_in_words, day_in_words, list_in_words
from models.states import Rating

MOST_REDS = 5
MOST_NAMED = 6
"""Up to so many references are named beside a count."""
MOST_DIFFERENCES = 3
SHORT = 52
"""Characters of an action's title on a line of a phone."""
SHOWN = (Rating.GREEN, Rating.AMBER, Rating.RED, Rating.BLUE)


def board_card(snapshot: Snapshot, papers: Downloads, *, signed: str = "") -> Message:
    """The card for the Board's channel.

    Args:
        snapshot: what was signed.
        papers: the files, to fetch.
        signed: who signed it and when, as a sentence.
    """
    frozen = Frozen(snapshot)
    blocks: list[Block] = [
        Heading(f"{snapshot['plan']['title']}, {frozen.month}"),
        *_asked(frozen),
        *_differs(frozen),
        Facts(_counts(frozen)),
        Paragraph(text(_movement(frozen))),
        *_reds(frozen),
        papers,
        Note(text(" ".join(part for part in (signed, _named(frozen)) if part))),
    ]
    return Message("board_card", _notice(frozen), tuple(blocks))


def _notice(frozen: Frozen) -> str:
    """The card in one sentence or two: a lock screen shows no more."""
    head = f"{frozen.snapshot['plan']['title']}, {frozen.month}: {_decisions(frozen)}."
    on_track, off = frozen.figures["headline.green"], frozen.figures["headline.red"]
    return (
        f"{head} {begun(frozen.phrase(Rating.GREEN))}: {on_track.text} actions;"
        f" {frozen.phrase(Rating.RED)}: {off.text}."
    )


def _decisions(frozen: Frozen) -> str:
    asked = frozen.snapshot["decisions"]
    if not asked:
        return "for information, no decision asked"
    return f"{count_in_words(len(asked), 'decision')} asked"


def _asked(frozen: Frozen) -> tuple[Block, ...]:
    head = Strong(f"{begun(_decisions(frozen))}.")
    decisions = frozen.snapshot["decisions"]
    if len(decisions) <= 1:
        return (Paragraph((head, *(Plain(f" {row['text']}") for row in decisions))),)
    return (Paragraph((head,)), Items(tuple(Item(text(row["text"])) for row in decisions)))


def _differs(frozen: Frozen) -> tuple[Block, ...]:
    """For a later version: which it replaces, why, and the first of what it says otherwise."""
    replaced = frozen.snapshot["replaces"]
    if replaced is None:
        return ()
    why = frozen.snapshot["reopened_because"].strip()
    said = f"It replaces version {replaced['version']}. {why}".strip()
    lines = frozen.snapshot["differs"]
    more = len(lines) - MOST_DIFFERENCES
    items = tuple(Item(text(line)) for line in lines[:MOST_DIFFERENCES])
    blocks: list[Block] = [Paragraph(text(said))]
    if items:
        blocks.append(Items(items))
    if more > 0:
        blocks.append(Note(text(f"And {count_in_words(more, 'more difference')} in the paper.")))
    return tuple(blocks)


def replaced_line(
    snapshot: Snapshot, papers: Downloads, *, version: int, signed: str = ""
) -> Message:
    """The line to the channel when a later version takes the card's place: what differs.

    The card itself is edited where it stands, which notifies nobody.
    """
    frozen = Frozen(snapshot)
    head = f"{frozen.month}'s report is replaced by version {version}."
    differs = snapshot["differs"]
    says = f" {differs[0]}" if differs else " Its figures are the same."
    same = "" if differs else "Its figures are the same. "
    said = f"{same}The card above reads so now; the version before it stays readable."
    return Message(
        "report_replaced",
        f"{head}{says}",
        (
            Heading(head),
            *_differs(frozen),
            Paragraph(text(said)),
            papers,
            *((Note(text(signed)),) if signed else ()),
        ),
    )


def _counts(frozen: Frozen) -> tuple[Fact, ...]:
    facts = [
        Fact(
            f"{frozen.word(rating)}, {frozen.phrase(rating)}",
            text(frozen.figures[f"headline.{rating.value}"].text),
        )
        for rating in SHOWN
    ]
    facts += [
        Fact(begun(said), text(frozen.figures[f"headline.{group.value}"].text))
        for group, said in OTHERS.items()
        if frozen.number_of(f"headline.{group.value}")
    ]
    return tuple(facts)


def _movement(frozen: Frozen) -> str:
    previous = frozen.snapshot["previous"]
    if previous is None:
        return "This is the first report, so there is nothing to compare it with."
    parts = (
        _told(frozen.figures["movement.better"], "better"),
        _told(frozen.figures["movement.worse"], "worse"),
        _told(frozen.figures["movement.redated"], "re-dated"),
    )
    return f"Since {_month_of(previous['cycle'])}: {', '.join(parts)}."


def _told(figure: Figure, said: str) -> str:
    """A count with its references where they are few: "2 re-dated (3.5 and 7.7)"."""
    named = f" ({list_in_words(figure.refs)})" if 0 < figure.number <= MOST_NAMED else ""
    return f"{figure.number} {said}{named}"


def _month_of(code: str) -> str:
    """The month of a cycle's code: "September"; a second Board of the month is named in full."""
    month = code[5:7]
    is_plain = len(code) == len("2023-10") and month.isdigit() and 1 <= int(month) <= len(MONTHS)
    return MONTHS[int(month) - 1] if is_plain else code


def _reds(frozen: Frozen) -> tuple[Block, ...]:
    """At most five that are off track, a line each, and how many more."""
    phrase = begun(frozen.phrase(Rating.RED))
    reds = frozen.rated(Rating.RED)
    if not reds:
        return (Paragraph(text(f"{phrase}: none.")),)
    items = Items(tuple(Item(_line(action, frozen.board_on)) for action in reds[:MOST_REDS]))
    more = len(reds) - MOST_REDS
    note = (Note(text(f"And {more} more in the paper.")),) if more > 0 else ()
    return (Heading(phrase), items, *note)


def _line(action: ActionFacts, seen_from: date) -> Text:
    if action["forecast"]:
        back = day_in_words(date.fromisoformat(action["forecast"]), seen_from=seen_from)
        when = f"expected {back}"
    else:
        when = "no date for its return yet"
    return text(Strong(action["ref"]), f" {short_title(action['title'], SHORT)}; {when}")


def _named(frozen: Frozen) -> str:
    version = frozen.snapshot["report"]["version"]
    return f"Version {version}, hash {frozen.sha256[:4]} {frozen.sha256[4:8]}."
