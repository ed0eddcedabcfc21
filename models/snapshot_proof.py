"""How a snapshot keeps the evidence of an action, and what became of it."""

from __future__ import annotations

from typing import TypedDict


class OfferedFacts(TypedDict):
    """One item of evidence; `state` is waiting, half, accepted or returned."""

    what: str
    link: str
    """ "" where it is a file."""
    at: str
    by: str | None
    state: str


class SaidFacts(TypedDict):
    """What somebody said or did of the evidence, on a day, and why."""

    at: str
    by: str | None
    reason: str


class ImpactFacts(TypedDict):
    """What is different for families; `figure` is its measure in words, or `why_none`."""

    words: str
    figure: str
    why_none: str


class ProofFacts(TypedDict):
    """The evidence of one action that is done, was returned, or was reopened."""

    ref: str
    items: list[OfferedFacts]
    accepted_by: list[str]
    marked_by: str | None
    """Who marked it as proven."""
    needed: int
    returned: list[SaidFacts]
    """Returns since the report before."""
    reopened: list[SaidFacts]
    """Reopenings since the report before."""
    reopened_in_all: int
    impact: ImpactFacts | None
