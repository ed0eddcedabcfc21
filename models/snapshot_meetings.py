"""How a snapshot keeps what the Board decided before, and what it left people to do."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class EarlierDecision(TypedDict):
    """One decision of the Board that stands."""

    name: str
    """ "Board 2023-10 / 3"."""
    on: str
    ref: str | None
    words: str


class EarlierAction(TypedDict):
    """One action from a meeting of the Board, as it stood at the freezing."""

    ref: str
    words: str
    owner: str
    due: str
    state: str
    closed_on: str | None
    said: str
    """What was said of it last."""


class EarlierFacts(TypedDict):
    """What the Board decided since its last report, and its own actions."""

    decisions: list[EarlierDecision]
    actions: list[EarlierAction]


class KeepsEarlier(TypedDict):
    """The part of a snapshot that tells of the Board's own meetings."""

    earlier: NotRequired[EarlierFacts]
