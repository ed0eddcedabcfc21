"""A frozen report with its figures, and the small pieces of which its pages are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from models import document as paper
from models.document import Jump, Tag, Text, place_name, words
from models.figure import Figure, closed_on, reported
from models.message import Moment, Plain, Tone
from models.rollup import figures
from models.scheme import tone_of
from models.signature import Signature
from models.snapshot import ActionFacts, Snapshot, sha256
from models.spoken import month_in_words
from models.states import Rating, Stage


@dataclass(frozen=True)  # no slots: the figures are counted once, when they are first asked for
class Frozen:
    """One snapshot as its pages read it."""

    snapshot: Snapshot
    signature: Signature | None = None

    @cached_property
    def sha256(self) -> str:
        """The hash that names the snapshot."""
        return sha256(self.snapshot)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its id."""
        return figures(self.snapshot)

    @cached_property
    def actions(self) -> dict[str, ActionFacts]:
        """The actions by reference, in the plan's order."""
        return {action["ref"]: action for action in self.snapshot["actions"]}

    @property
    def closed_on(self) -> date:
        """The day on which the figures closed."""
        return closed_on(self.snapshot)

    @property
    def board_on(self) -> date:
        """The Board's day."""
        return date.fromisoformat(self.snapshot["days"]["board_meeting"])

    @property
    def month(self) -> str:
        """The Board's month: "October 2023"."""
        return month_in_words(self.board_on)

    @property
    def signed(self) -> Text:
        """Who signed this snapshot, and when; a draft says that it is one."""
        if self.signature is None:
            return words("Not signed: this is a draft")
        return words(f"By {self.signature.who}, on ", Moment(self.signature.at))

    @property
    def name(self) -> str:
        """How people name it: "2023-10, version 1"."""
        return f"{self.snapshot['report']['cycle']}, version {self.snapshot['report']['version']}"

    def number_of(self, figure_id: str) -> int:
        """How many records a figure counts; 0 for one that this report has not."""
        found = self.figures.get(figure_id)
        return found.number if found else 0

    def figure(self, figure_id: str, *, based: bool = True) -> paper.Figure:
        """A figure that leads to its records: "29 of 56", or just "29"."""
        found = self.figures[figure_id]
        said = found.text if based else f"{found.number:,}"
        return paper.Figure(figure_id, said, figure_place(figure_id) if found.refs else "")

    def refs(self, figure_id: str) -> Text:
        """The references behind a figure, each leading to its place."""
        return self.jumps(self.figures[figure_id].refs)

    def jump(self, ref: str) -> Jump:
        """A reference that leads to its row; one that the paper does not tell leads nowhere."""
        if ref in self.actions:
            return Jump(ref, action_place(ref))
        is_measure = any(row["ref"] == ref for row in self.snapshot["kpis"])
        return Jump(ref, measure_place(ref) if is_measure else "")

    def jumps(self, refs: Iterable[str]) -> Text:
        """References in a row: "6.1, 6.5 and 6.6", each leading to its row."""
        parts: list[Jump | Plain] = []
        found = [self.jump(ref) for ref in refs]
        for n, each in enumerate(found):
            if n:
                parts.append(Plain(" and " if n == len(found) - 1 else ", "))
            parts.append(each)
        return tuple(parts)

    def rating(self, rating: str | None) -> Tag | None:
        """A rating as a tag, None where there is none."""
        for row in self.snapshot["scheme"]:
            if row["rating"] == rating:
                return Tag(f"{row['word']}, {row['phrase']}", self.tone(Rating(rating)))
        return None

    def tone(self, rating: Rating) -> Tone:
        """The tone that is nearest to a rating's colour in this report's scheme."""
        return tone_of(next(r["colour"] for r in self.snapshot["scheme"] if r["rating"] == rating))

    def tag(self, action: ActionFacts) -> Tag:
        """An action's one label."""
        rating = reported(action)
        unrated = action["stage"] in {Stage.SUSPENDED, Stage.WITHDRAWN} or rating is None
        return Tag(action["label"], Tone.NONE if unrated or not rating else self.tone(rating))

    def phrase(self, rating: Rating) -> str:
        """What a rating means in two words: "on track"."""
        return next(r["phrase"] for r in self.snapshot["scheme"] if r["rating"] == rating)

    def word(self, rating: Rating) -> str:
        """A rating's colour as a word."""
        return next(r["word"] for r in self.snapshot["scheme"] if r["rating"] == rating)

    def stage(self, action: ActionFacts) -> str:
        """An action's stage in words."""
        return self.snapshot["words"][f"stage.{action['stage']}"]

    def marks(self, action: ActionFacts) -> list[str]:
        """What stands beside an action's rating, in words."""
        return [self.snapshot["words"][f"mark.{mark}"] for mark in action["marks"]]

    def rated(self, rating: Rating) -> list[ActionFacts]:
        """The actions that are reported so; not those whose stage stands in a rating's place."""
        return [self.actions[ref] for ref in self.figures[f"headline.{rating.value}"].refs]


def action_place(ref: str) -> str:
    """Where an action stands in the tracker."""
    return place_name("a", ref)


def measure_place(ref: str) -> str:
    """Where a measure stands in its table."""
    return place_name("k", ref)


def figure_place(figure_id: str) -> str:
    """Where a figure's records are listed."""
    return place_name("f", figure_id.replace("_", "-"))


def day(iso: str | None, otherwise: str = "") -> Text:
    """A day, or other words where there is none."""
    if iso is not None:
        return words(Moment(date.fromisoformat(iso)))
    return words(otherwise) if otherwise else ()


def instant(iso: str) -> Moment:
    """An instant."""
    return Moment(datetime.fromisoformat(iso))


def times(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
