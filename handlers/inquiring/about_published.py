"""What is published of an action: for a channel, and for who may not read it as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from handlers.fields import given
from handlers.inquiring.scene import NotPublishedError, Scene, scene_of
from handlers.inquiring.wanted import PUBLISHED, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.wording.about import PublishedFacts, published_card
from models.message import Message
from models.snapshot import ActionFacts
from models.states import Rating, Stage


def about_published(request: Request, *, instead_of: RefusedError | None = None) -> Reply:
    """The action as the last report told the Board of it.

    Raises:
        RefusedError: the report has no such action, or there is none; else what it is instead of.
    """
    if instead_of is not None and not instead_of.act:
        raise instead_of
    asked = wanted(request)
    asked = replace(asked, given={"scope": PUBLISHED})
    try:
        scene = scene_of(request, asked)
    except NotPublishedError:
        if instead_of is not None:
            raise instead_of from None
        raise
    return Reply(say=(_card(scene, _action(scene, request)),), fits_channel=True)


def _action(scene: Scene, request: Request) -> ActionFacts:
    """The action that is asked about, by the button's number or the reference that was typed."""
    assert scene.snapshot is not None
    number, ref = given(request, "action"), given(request, "ref").casefold()
    row = next((r for r in scene.everything if number and str(r.action_id) == number), None)
    key = row.ref.casefold() if row else ref
    for action in scene.snapshot["actions"]:
        if key and action["ref"].casefold() == key:
            return action
    raise RefusedError(
        f"The published report has no action {given(request, 'ref')[:20]}".rstrip() + "."
    )


def _card(scene: Scene, action: ActionFacts) -> Message:
    assert scene.report is not None
    assert scene.snapshot is not None
    rated = action["ratings"]["reported"]
    rating = Rating(rated["value"]) if rated else None
    brag = scene.partnership.scheme.brag(Stage(action["stage"]), rating)
    facts = PublishedFacts(
        ref=action["ref"],
        title=action["title"],
        label=brag.label,
        tone=brag.tone,
        due=_day(action["due"]),
        due_words=action["due_words"] or "",
        first_due=_day(action["original_due"]) if action["moves"] else None,
        moves=action["moves"],
        forecast=_day(action["forecast"]),
        owner=action["owner"] or "Nobody at present",
        lead=action["accountable"] or "",
        area=action["area"],
        needs=tuple(action["depends_on"]),
        sentence=action["sentence"],
        paper=scene.report.name,
        closed_at=datetime.fromisoformat(scene.snapshot["closed_at"]),
    )
    return published_card(facts)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
