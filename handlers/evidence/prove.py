"""From accepted evidence to proven, from proven to embedded, and back where it did not hold."""

from __future__ import annotations

from sqlalchemy import select

from handlers.allowed import may_do, require
from handlers.audience import holders
from handlers.changes import change
from handlers.cycle_of import open_for
from handlers.evidence.figures import figure_chosen, figures_after
from handlers.evidence.proof import judge, proof_of
from handlers.evidence.review import owner_or_deputy
from handlers.evidence.showing import action_meant, card_of, seen_mark
from handlers.fields import given, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.evidence_news import (
    embed_form,
    embedded,
    proven,
    reopen_form,
    reopened,
    reopening_recommended,
)
from models.audit import record
from models.evidence import ImpactNote
from models.meeting import Body, Meeting, MeetingState
from models.message import Message
from models.people import Person
from models.permissions import Act, Verdict, Who
from models.plan import Action, ChangeKind
from models.states import Rating, Role, Stage


@verb("evidence.prove", "Mark an action as proven", act=Act.MARK_VERIFIED)
def prove(request: Request) -> Reply:
    """Mark action `action` as proven (Blue), once enough people have accepted its evidence."""
    action = _locked(request)
    if action.stage is not Stage.DELIVERED:
        raise RefusedError(_not_at(request, action, "delivered"))
    proof = proof_of(request.session, action)
    verdict = judge(request, Act.MARK_VERIFIED, proof)
    if given(request, "seen") not in {"", seen_mark(request, action)}:
        return Reply(
            say=said(f"Something came for {action.ref} since that card. It stands anew.").say,
            instead=card_of(request, action),
        )
    who = verdict.capacity.value if verdict.capacity else ""
    reason = f"evidence accepted; marked as proven by the {who.replace('_', ' ')}"
    change(request, action, "verified_on", request.today, reason, kind=ChangeKind.DECISION)
    change(request, action, "stage", Stage.VERIFIED, reason, kind=ChangeKind.DECISION)
    request.session.flush()
    word = request.partnership.scheme.said(Rating.BLUE)
    message = proven(action.ref, action.title, by=request.actor.name, word=word)
    _tell_owner(request, action, message, "proven")
    return Reply(instead=card_of(request, action), say=said(f"{action.ref} is proven now.").say)


@verb("evidence.embed", "Mark a proven action as embedded", act=Act.MARK_EMBEDDED)
def embed(request: Request) -> Reply:
    """Open the form that asks for the impact and its figure."""
    action = action_meant(request)
    _may_embed(request, action)
    return Reply(
        form=embed_form(
            action.id,
            action.ref,
            figures=figures_after(request.session, action),
            since=action.delivered_on,
        )
    )


@verb("evidence.save_embedded", "Record the impact of an action", act=Act.MARK_EMBEDDED)
def save_embedded(request: Request) -> Reply:
    """Record the impact note with its figure, or why there is none; the action is embedded."""
    action = _locked(request)
    verdict = _may_embed(request, action)
    errors: dict[str, str] = {}
    words = wanted(request, "words", errors, "what is different for families")
    figure = figure_chosen(request, action, errors)
    why = given(request, "why_no_figure")
    if figure is None and not why and "figure" not in errors:
        errors["why_no_figure"] = "Choose a figure, or write why there is none; both are empty."
    if errors:
        return Reply(errors=errors)
    assert request.person is not None
    row = ImpactNote(
        action_id=action.id,
        words=words,
        observation_id=figure,
        why_no_figure="" if figure is not None else why,
        by_id=request.person.id,
        meeting_id=_meeting(request, action, verdict),
        at=request.now,
    )
    request.session.add(row)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "impact_noted",
        at=request.now,
        entity="impact_note",
        entity_id=row.id,
        after={"action": action.ref, "words": words, "figure": figure, "why": row.why_no_figure},
    )
    reason = "its impact is shown"
    change(request, action, "embedded_on", request.today, reason, kind=ChangeKind.DECISION)
    change(request, action, "stage", Stage.EMBEDDED, reason, kind=ChangeKind.DECISION)
    request.session.flush()
    message = embedded(action.ref, action.title, by=request.actor.name, impact=words)
    _tell_owner(request, action, message, "embedded")
    return said(f"{action.ref} is embedded. The Board's paper says what is different.")


def _may_embed(request: Request, action: Action) -> Verdict:
    verdict = require(request, Act.MARK_EMBEDDED, action=action)
    if action.stage is not Stage.VERIFIED:
        raise RefusedError(_not_at(request, action, "proven"))
    return verdict


BODIES = {Who.PDG: Body.PDG, Who.BOARD: Body.BOARD}


def _meeting(request: Request, action: Action, verdict: Verdict) -> int | None:
    """The meeting that goes on now of the body whose decision it is; None outside of one."""
    body = BODIES.get(verdict.capacity) if verdict.capacity else None
    return request.session.scalar(
        select(Meeting.id).where(
            Meeting.plan_id == action.plan_id,
            Meeting.body == body,
            Meeting.state == MeetingState.OPEN,
        )
    )


@verb("evidence.reopen", "Reopen a proven action, or recommend it", act=Act.REOPEN_ACTION)
def reopen(request: Request) -> Reply:
    """Open the form that asks what was found."""
    action = action_meant(request)
    recommends = _only_recommends(request, action)
    return Reply(form=reopen_form(action.id, action.ref, recommends=recommends))


@verb("evidence.save_reopened", "Record that a proven action did not hold", act=Act.REOPEN_ACTION)
def save_reopened(request: Request) -> Reply:
    """Reopen it with its reason, or tell the chair of the recommendation."""
    action = _locked(request)
    recommends = _only_recommends(request, action)
    errors: dict[str, str] = {}
    reason = wanted(request, "reason", errors, "what was found; the Board reads it")
    if errors:
        return Reply(errors=errors)
    if recommends:
        return _recommend(request, action, reason)
    for field, value in (
        *(("embedded_on", None), ("verified_on", None), ("delivered_on", None)),
        ("stage", Stage.IN_PROGRESS),
    ):
        change(request, action, field, value, reason, kind=ChangeKind.REOPENED)
    request.session.flush()
    person = owner_or_deputy(request, action)
    cycle = open_for(request.session, person, request.today) if person else None
    place = str(cycle.id) if cycle else ""
    message = reopened(
        action.id, action.ref, action.title, by=request.actor.name, reason=reason, place=place
    )
    _tell_owner(request, action, message, "reopened")
    return said(f"{action.ref} is in progress again, and counted as reopened in the report.")


def _only_recommends(request: Request, action: Action) -> bool:
    """Whether they may recommend it and not do it.

    Raises:
        RefusedError: neither, or the action is not proven.
    """
    verdict = may_do(request, Act.REOPEN_ACTION, action=action)
    if not verdict.allowed and not may_do(request, Act.RECOMMEND_REOPENING, action=action).allowed:
        raise RefusedError(verdict.sentence, act=Act.REOPEN_ACTION.value)
    if not action.stage.is_proven:
        raise RefusedError(_not_at(request, action, "proven"))
    return not verdict.allowed


def _recommend(request: Request, action: Action, reason: str) -> Reply:
    record(
        request.session,
        request.actor,
        "reopening_recommended",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        reason=reason,
    )
    message = reopening_recommended(
        action.id, action.ref, action.title, by=request.actor.name, reason=reason
    )
    roles = (Role.CHAIR, Role.ACTING_CHAIR, Role.PROGRAMME_OFFICE)
    told = [
        p
        for p in holders(request.session, *roles, on=request.today)
        if p.id != request.actor.person_id
    ]
    for person in told:
        key = f"recommended:{action.id}:{request.now.isoformat()}:{person.id}"
        tell(request.session, person, message, key=key, now=request.now)
    return said(f"Recommended. The chair and the programme office read it; {action.ref} stands.")


def _locked(request: Request) -> Action:
    action = action_meant(request)
    locked = select(Action).where(Action.id == action.id).with_for_update(of=Action)
    return request.session.scalars(locked.execution_options(populate_existing=True)).one()


def _not_at(request: Request, action: Action, wanted_stage: str) -> str:
    stage = request.partnership.scheme.stages[action.stage].lower()
    return f"{action.ref} has to be {wanted_stage} for that; it is {stage} now. Nothing is changed."


def _tell_owner(request: Request, action: Action, message: Message, kind: str) -> None:
    person: Person | None = owner_or_deputy(request, action)
    if person is not None and person.id != request.actor.person_id:
        key = f"{kind}:{action.id}:{request.now.isoformat()}"
        tell(request.session, person, message, key=key, now=request.now)
