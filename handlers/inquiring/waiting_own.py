"""What waits for somebody as a person: to answer, to accept, to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from handlers.allowed import standing_of
from handlers.inquiring.scene import Scene
from handlers.verbs import VERBS
from handlers.wording.inquiries import Entry
from handlers.wording.phrases import cut_words
from models.challenge import Challenge, ChallengeState
from models.change import Handover, HandoverState
from models.meeting import ArisingState, MeetingAction
from models.message import Button, Moment, Quote, args, text
from models.pending import PendingAct, PendingState
from models.people import Person
from models.permissions import Act

Part = tuple[str, str, tuple[str, str], list[Entry]]


def parts(scene: Scene, person: Person) -> Iterator[Part]:
    """Challenges, handovers, actions from meetings and confirmations that are theirs."""
    noun = ("question to answer", "questions to answer")
    yield "challenges", "Questions to answer", noun, _challenges(scene, person)
    noun = ("action to accept", "actions to accept")
    yield "handovers", "Actions offered to you", noun, _handovers(scene, person)
    noun = ("action from a meeting", "actions from meetings")
    yield "arising", "Actions from meetings", noun, _arising(scene, person)
    noun = ("change to confirm", "changes to confirm")
    yield "second", "Changes to confirm as second person", noun, _pending(scene, person)


def way(verb: str, label: str, **about: str | int) -> tuple[Button, ...]:
    """The button of a verb, where this version has it."""
    return (Button(label, verb, args(**about)),) if verb in VERBS else ()


_CHALLENGES = (
    select(Challenge)
    .where(Challenge.to_id == bindparam("person"), Challenge.state == ChallengeState.OPEN)
    .options(joinedload(Challenge.action))
    .order_by(Challenge.id)
)


def _challenges(scene: Scene, person: Person) -> list[Entry]:
    rows = scene.session.scalars(_CHALLENGES, {"person": person.id})
    return [
        Entry(
            title=f"{each.action.ref} {each.action.title}",
            body=text(Quote(cut_words(each.question))),
            action_id=each.action_id,
            ref=each.action.ref,
            buttons=way("challenge.answer", f"Answer for {each.action.ref}", challenge=each.id),
        )
        for each in rows
    ]


_HANDOVERS = (
    select(Handover)
    .where(Handover.to_id == bindparam("person"), Handover.state == HandoverState.OFFERED)
    .options(joinedload(Handover.action))
    .order_by(Handover.id)
)


def _handovers(scene: Scene, person: Person) -> list[Entry]:
    rows = scene.session.scalars(_HANDOVERS, {"person": person.id})
    return [
        Entry(
            title=f"{each.action.ref} {each.action.title}",
            body=text(f"Offered to you. {cut_words(each.reason)}".strip()),
            action_id=each.action_id,
            ref=each.action.ref,
            buttons=(
                *way("change.accept", f"Accept {each.action.ref}", handover=each.id),
                *way("change.decline_form", f"Decline {each.action.ref}", handover=each.id),
            ),
        )
        for each in rows
    ]


_ARISING = (
    select(MeetingAction)
    .where(
        MeetingAction.owner_id == bindparam("person"),
        MeetingAction.state.in_((ArisingState.OFFERED, ArisingState.ACCEPTED)),
    )
    .order_by(MeetingAction.due, MeetingAction.id)
)


def _arising(scene: Scene, person: Person) -> list[Entry]:
    rows = scene.session.scalars(_ARISING, {"person": person.id})
    return [
        Entry(
            title=f"{each.ref} {cut_words(each.words, 80)}",
            body=text("Due ", Moment(each.due), "."),
            tag="To accept" if each.state is ArisingState.OFFERED else "Accepted",
            buttons=way("arising.show", f"Show {each.ref}", arising=each.id),
        )
        for each in rows
    ]


_PENDING = (
    select(PendingAct).where(PendingAct.state == PendingState.WAITING).order_by(PendingAct.id)
)


def _pending(scene: Scene, person: Person) -> list[Entry]:
    policy = scene.partnership.policy
    held = standing_of(scene.request).capacities(policy.recorders)
    found = []
    for each in scene.session.scalars(_PENDING):
        seconds = policy.cells[Act(each.act)].seconds.values()
        if each.by_id == person.id or not any(held & group for group in seconds):
            continue
        found.append(
            Entry(
                title=f"{each.by} asks for a second person",
                body=text(each.verb.replace(".", " ").replace("_", " "), "."),
                buttons=(
                    Button("Confirm", "second.confirm", args(pending=each.id),
                           speak=f"Confirm number {each.id}"),
                    Button("Decline", "second.decline", args(pending=each.id),
                           speak=f"Decline number {each.id}"),
                ),
            )
        )  # fmt: skip
    return found
