"""Whatever people do with evidence, in any order: no forbidden stage, nobody judges their own."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit_walk import walk
from models.evidence import EvidenceItem, EvidenceReview
from models.plan import ActionChange
from models.states import Role
from tests.handlers.doing import NOW
from tests.handlers.evidence.claimed import Claimed

PEOPLE = ("owner", "deputy", "verifier", "second", "chair", "office", "secretary", "adviser")
ACTS = (
    "evidence.accept",
    "evidence.save_return",
    "evidence.prove",
    "evidence.save_embedded",
    "evidence.save_reopened",
    "evidence.save_attached",
    "deliver",
)
ALLOWED = {
    ("in_progress", "delivered"),
    ("delivered", "in_progress"),
    ("delivered", "verified"),
    ("verified", "embedded"),
    ("verified", "in_progress"),
    ("embedded", "in_progress"),
}
WORDS = {"reason": "June is missing", "words": "Better", "why_no_figure": "None yet"}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), max_size=14),
    st.booleans(),
    st.sets(st.sampled_from(("owner", "deputy", "office")), max_size=2),
)
def test_no_stage_is_skipped_and_nobody_judges_their_own(
    session: Session,
    acts: list[tuple[str, str]],
    formal: bool,  # noqa: FBT001 - drawn
    also_verify: set[str],
) -> None:
    begun = session.begin_nested()
    claimed = Claimed(session)
    if formal:
        claimed.formal()
    for name in also_verify:
        claimed.world.role(getattr(claimed, name), Role.VERIFIER)
    for number, (act, name) in enumerate(acts, 1):
        person, at = getattr(claimed, name), NOW + timedelta(minutes=number)
        if act == "deliver":
            claimed.deliver_if_may(person, at=at)
        else:
            link = f"https://example.org/{number}"
            claimed.do(act, person, at=at, evidence=link, **WORDS)
    _holds(claimed)
    begun.rollback()
    session.expunge_all()


def _holds(claimed: Claimed) -> None:
    session = claimed.session
    moves = session.execute(
        select(ActionChange.before, ActionChange.after)
        .where(ActionChange.field == "stage")
        .order_by(ActionChange.id)
    )
    assert {(before, after) for before, after in moves} <= ALLOWED
    own = {claimed.owner.id, claimed.deputy.id}
    authors = {item.id: item.by_id for item in session.scalars(select(EvidenceItem))}
    for review in session.scalars(select(EvidenceReview)):
        assert review.by_id not in own
        assert review.by_id != authors[review.item_id]
    assert walk(session).fault is None
