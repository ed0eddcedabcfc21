"""How a paper opens: what the Board is asked, and where the plan stands; the answer first."""

from __future__ import annotations

from handlers.paper.frozen import Frozen, instant
from handlers.paper.moderated import signed_before
from handlers.wording.phrases import begun
from models.document import (
    Asks,
    Block,
    Bullets,
    Fact,
    Paragraph,
    Run,
    Section,
    Share,
    Shares,
    Text,
    words,
)
from models.figure import Group
from models.message import Moment, Strong, Tone
from models.spoken import list_in_words
from models.states import Rating

ORDER = (Rating.GREEN, Rating.AMBER, Rating.RED, Rating.BLUE)
"""How the headline tells the ratings, as Bromsgrove does."""
MOST_NAMED = 12
"""Up to so many references are named in a sentence; the figure leads to all of them."""
OTHERS = {
    Group.NOT_RATED: "not rated",
    Group.SUSPENDED: "suspended with approval",
    Group.WITHDRAWN: "withdrawn with approval",
}


def title_facts(frozen: Frozen) -> tuple[Fact, ...]:
    """The council's form: from whom, to whom, about what."""
    snapshot = frozen.snapshot
    bodies, plan = snapshot["bodies"], snapshot["plan"]
    return (
        Fact("From", words(bodies["delivery_group"])),
        Fact("To", words(f"{bodies['board']}, ", Moment(frozen.board_on))),
        Fact("Subject", words(f"Progress of the {plan['title']} in {frozen.month}")),
        Fact("Classification", words(plan["classification"])),
        Fact("Plan", words(_plan_version(frozen))),
        Fact("Figures as at", words(instant(snapshot["closed_at"]))),
        Fact("Report", words(frozen.name)),
        Fact("Signed off", frozen.signed),
    )


def _plan_version(frozen: Frozen) -> str:
    version = frozen.snapshot["plan"]["version"]
    if version is None:
        return "No version is recorded"
    agreed = f"agreed by {version['agreed_by']}" if version["agreed_by"] else "not agreed yet"
    return f"Version {version['number']}, {agreed}"


def recommendation(frozen: Frozen) -> Section:
    """What the Board is asked to decide, or that nothing is."""
    board = frozen.snapshot["bodies"]["board_short"]
    decisions = [words(row["text"]) for row in frozen.snapshot["decisions"]]
    if not decisions:
        asked = words(
            Strong("For information: no decision is asked."),
            f" {begun(board)} is asked to note this.",
        )
        return Section("Recommendation", (Asks(asked, ()),), anchor="recommendation")
    note = words("Note the rest of this report.")
    asks = Asks(words(Strong(f"{begun(board)} is asked to:")), (*decisions, note))
    return Section("Recommendations", (asks,), anchor="recommendation")


def differs(frozen: Frozen) -> tuple[Section, ...]:
    """What a later version says otherwise; nothing for the first."""
    replaced = frozen.snapshot["replaces"]
    if replaced is None:
        return ()
    why = frozen.snapshot["reopened_because"]
    said = f"This replaces version {replaced['version']}, which stays readable as it was."
    found = frozen.snapshot["differs"]
    reason = words(f" Reason: {why}") if why else ()
    blocks: list[Block] = [Paragraph((*words(said), *signed_before(replaced), *reason))]
    blocks.append(
        Bullets(tuple(words(line) for line in found))
        if found
        else Paragraph(words("No action is told otherwise."))
    )
    return (Section(f"What differs from version {replaced['version']}", tuple(blocks)),)


def summary(frozen: Frozen) -> Section:
    """The headline, how it has moved, and how many answered."""
    return Section(
        "Summary",
        (
            Paragraph(headline(frozen)),
            _bars(frozen),
            Paragraph(_movement(frozen)),
            *_moved_dates(frozen),
            Paragraph(_response(frozen)),
        ),
        anchor="summary",
    )


def headline(frozen: Frozen) -> Text:
    """The plan in one sentence, in Bromsgrove's form; shares add up to 100.0."""
    parts: list[list[str | Run]] = [
        [f"{_share(frozen, rating)} are {frozen.phrase(rating)} ({frozen.word(rating)}, ",
         frozen.figure(f"headline.{rating.value}"), ")"]
        for rating in ORDER
    ]  # fmt: skip
    for group, said in OTHERS.items():
        if frozen.number_of(f"headline.{group.value}"):
            figure = frozen.figure(f"headline.{group.value}")
            parts.append([f"{_share(frozen, group)} are {said} (", figure, ")"])
    said_parts: list[str | Run] = ["Of the ", frozen.figure("headline.all"), " actions, "]
    for n, part in enumerate(parts):
        if n:
            said_parts.append(" and " if n == len(parts) - 1 else ", ")
        said_parts += part
    return words(*said_parts, ".")


def _share(frozen: Frozen, of: Rating | Group) -> str:
    return f"{frozen.figures[f'headline.{of.value}'].share}%"


def _bars(frozen: Frozen) -> Shares:
    parts = [
        Share(
            f"{frozen.word(rating)}, {frozen.phrase(rating)}",
            frozen.tone(rating),
            frozen.number_of(f"headline.{rating.value}"),
        )
        for rating in (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE)
    ]
    parts += [
        Share(begun(said), Tone.NONE, frozen.number_of(f"headline.{group.value}"))
        for group, said in OTHERS.items()
        if frozen.number_of(f"headline.{group.value}")
    ]
    on_track = frozen.figures["headline.green"].text
    off_track = frozen.number_of("headline.red")
    title = f"{on_track} actions are {frozen.phrase(Rating.GREEN)}; {off_track} are"
    alt = list_in_words(f"{part.count} {part.words}" for part in parts)
    return Shares(f"{title} {frozen.phrase(Rating.RED)}", tuple(parts), f"Of all actions: {alt}.")


def _movement(frozen: Frozen) -> Text:
    previous = frozen.snapshot["previous"]
    if previous is None:
        return words("This is the first report, so there is nothing to compare it with.")
    parts: list[str | Run] = [
        f"Since the report {previous['cycle']}, version {previous['version']}: ",
        frozen.figure("movement.better"), " better, ",
        frozen.figure("movement.worse"), " worse, ",
        frozen.figure("movement.redated"), " re-dated.",
    ]  # fmt: skip
    if frozen.number_of("movement.green_to_red"):
        parts += [" In one step from ", f"{frozen.word(Rating.GREEN)} to {frozen.word(Rating.RED)}"]
        parts += [": ", *frozen.refs("movement.green_to_red"), "."]
    if frozen.number_of("movement.new"):
        parts += [" New in the plan: ", *frozen.refs("movement.new"), "."]
    return words(*parts)


def _moved_dates(frozen: Frozen) -> tuple[Paragraph, ...]:
    """The Greens that hold a later date, told apart, so that Green cannot rise by moving dates."""
    if not frozen.number_of("headline.green_redated"):
        return ()
    parts: list[str | Run] = [
        f"{begun(frozen.phrase(Rating.GREEN))}, to a due date that has been moved: ",
        frozen.figure("headline.green_redated"),
        ".",
    ]
    if frozen.number_of("movement.better_redated"):
        parts += [" Rated better once their date moved: ", *frozen.refs("movement.better_redated")]
        parts.append(".")
    return (Paragraph(words(*parts)),)


def _response(frozen: Frozen) -> Text:
    late, asked = frozen.number_of("response.late"), frozen.number_of("response.asked")
    if not asked:
        return words("No update was asked for in this cycle.")
    parts: list[str | Run] = [
        "Updates in: ", frozen.figure("response.in"), " actions asked for"
    ]  # fmt: skip
    if late:
        parts += ["; after the cut-off: ", frozen.figure("response.late", based=False)]
    silent = frozen.number_of("response.silent")
    if silent:
        parts += [". No update has reached us: ", frozen.figure("response.silent")]
    if 0 < silent <= MOST_NAMED:
        parts += [" (", *frozen.refs("response.silent"), ")"]
    return words(*parts, ".")
