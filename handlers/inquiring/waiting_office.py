"""What waits for those in office: to sign, to decide, to moderate, to verify, to settle."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from handlers.allowed import may_do
from handlers.inquiring.lines import entry, why_of
from handlers.inquiring.scene import Scene
from handlers.inquiring.sight import sight_of
from handlers.inquiring.waiting_own import way
from handlers.wording.inquiries import Entry
from handlers.wording.phrases import cut_words
from models.change import SETTLED, ChangeRequest, ChangeTopic
from models.cycle import Cycle
from models.evidence import EvidenceItem, EvidenceReview
from models.message import Button, Moment, Run, args, text
from models.people import Person
from models.permissions import Act
from models.plan import Action
from models.report import Report, ReportState
from models.states import Stage

Part = tuple[str, str, tuple[str, str], list[Entry]]


def parts(scene: Scene, person: Person) -> Iterator[Part]:
    """As far as the policy lets them do it now."""
    if scene.standing is None:
        return
    request = scene.request
    if may_do(request, Act.SIGN_OFF).allowed:
        yield "sign", "Reports to sign", ("report to sign", "reports to sign"), _drafts(scene)
    if any(may_do(request, act).allowed for act in (Act.APPROVE_SMALL_MOVE, Act.APPROVE_MOVE)):
        noun = ("change to decide", "changes to decide")
        yield "changes", "Changes to decide", noun, _requests(scene)
    if may_do(request, Act.MODERATE).allowed:
        noun = ("rating to moderate", "ratings to moderate")
        yield "moderate", "Ratings better than the rule gives", noun, _to_moderate(scene)
    noun = ("item of evidence", "items of evidence")
    yield "evidence", "Evidence to look at", noun, _evidence(scene, person)
    noun = ("dispute to settle", "disputes to settle")
    yield "disputes", "Disputes to settle", noun, _disputes(scene)


_DRAFTS = (
    select(Report)
    .join(Cycle, Cycle.id == Report.cycle_id)
    .where(Cycle.plan_id == bindparam("plan"), Report.state == ReportState.DRAFT)
    .options(joinedload(Report.cycle))
    .order_by(Report.id.desc())
)


def _drafts(scene: Scene) -> list[Entry]:
    rows = scene.session.scalars(_DRAFTS, {"plan": scene.plan.id})
    return [
        Entry(
            title=f"Report {each.name}",
            body=text("Sign off by ", Moment(each.cycle.chair_sign_off), "."),
            buttons=(Button(f"Draft {each.name}", "report.draft", args(cycle=each.cycle.code)),),
        )
        for each in rows
    ]


_REQUESTS = (
    select(ChangeRequest)
    .where(
        ChangeRequest.plan_id == bindparam("plan"),
        ChangeRequest.state.not_in(SETTLED),
        ChangeRequest.by_id.is_distinct_from(bindparam("person")),
    )
    .options(joinedload(ChangeRequest.action))
    .order_by(ChangeRequest.id)
)


def _requests(scene: Scene) -> list[Entry]:
    """Open requests, but never their own."""
    where = {"plan": scene.plan.id, "person": scene.request.actor.person_id}
    return [_request_line(each) for each in scene.session.scalars(_REQUESTS, where)]


def _request_line(each: ChangeRequest) -> Entry:
    action, parts = each.action, [f"{each.topic.value.replace('_', ' ').capitalize()}. "]
    runs: list[str | Run] = list(parts)
    if each.topic is ChangeTopic.DUE and isinstance(each.after, str):
        runs = ["New due date ", Moment(each.due_asked), ". "]
    runs.append(cut_words(each.reason) or "No reason is on record.")
    return Entry(
        title=f"{action.ref} {action.title}" if action else "A new action",
        body=text(*runs),
        action_id=action.id if action else None,
        ref=action.ref if action else "",
        buttons=way("change.show", f"Show request {each.id}", request=each.id),
    )


def _to_moderate(scene: Scene) -> list[Entry]:
    assert scene.standing is not None
    found = []
    for row in scene.everything:
        ratings = scene.standing[row.action_id].ratings
        if ratings.wants_moderation and ratings.moderated is None:
            found.append(entry(scene, row, why_of(row)))
    return found


_OFFERED = (
    select(EvidenceItem, Action)
    .join(Action, Action.id == EvidenceItem.action_id)
    .where(
        Action.plan_id == bindparam("plan"),
        Action.stage == Stage.DELIVERED,
        EvidenceItem.by_id.is_distinct_from(bindparam("person")),
        ~select(EvidenceReview.id).where(EvidenceReview.item_id == EvidenceItem.id).exists(),
    )
    .order_by(EvidenceItem.id)
)
"""What nobody has looked at, of actions that are said to be delivered."""


def _evidence(scene: Scene, person: Person) -> list[Entry]:
    may = sight_of(scene.request, scene.plan.id, Act.REVIEW_EVIDENCE)
    rows = scene.session.execute(_OFFERED, {"plan": scene.plan.id, "person": person.id})
    return [
        Entry(
            title=f"{action.ref} {item.title or item.link}",
            body=text(f"Expected: {cut_words(action.evidence_expected) or 'not said'}."),
            action_id=action.id,
            ref=action.ref,
            buttons=way("evidence.show", f"Evidence of {action.ref}", action=action.id),
        )
        for item, action in rows
        if may.sees(action.id)
    ]


def _disputes(scene: Scene) -> list[Entry]:
    assert scene.standing is not None
    may = sight_of(scene.request, scene.plan.id, Act.SETTLE_DISPUTE)
    return [
        entry(scene, row, text(f"The {scene.names.person(by) or 'owner'} says it is not theirs."))
        for row in scene.everything
        if (by := scene.standing[row.action_id].action.disputed_by_id) and may.sees(row.action_id)
    ]
