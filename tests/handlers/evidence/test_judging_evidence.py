"""Evidence is judged by somebody else: accepted, or returned with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.evidence import EvidenceReview
from models.people import RoleAssignment
from models.plan import ActionChange, ChangeKind
from models.states import EvidenceDecision, Role, Stage
from tests.handlers.doing import do, notice
from tests.handlers.evidence.claimed import LATER, LINK, Claimed, items_of, verbs_on


def test_the_verifier_is_told_with_a_way_to_look(claimed: Claimed) -> None:
    (told,) = claimed.told(claimed.verifier)
    assert verbs_on(told) == ["evidence.show"]


def test_the_card_shows_what_was_expected_beside_what_came(claimed: Claimed) -> None:
    (card,) = claimed.do("evidence.show", claimed.verifier).say
    said = str(card)
    assert "Minutes of the working group" in said
    assert LINK in said
    assert verbs_on(card)[:3] == ["evidence.accept", "evidence.return", "evidence.return"]


def test_the_owner_sees_the_card_without_its_judging(claimed: Claimed) -> None:
    (card,) = claimed.do("evidence.show", claimed.owner).say
    assert verbs_on(card) == ["evidence.attach"]


def test_the_queue_holds_what_waits_and_loses_what_was_judged(claimed: Claimed) -> None:
    (queue,) = do(claimed.session, "evidence.review", by=claimed.verifier).say
    assert queue.notice == "One action waits for your look at the evidence."
    claimed.accept(claimed.verifier)
    (queue,) = do(claimed.session, "evidence.review", by=claimed.verifier).say
    assert queue.notice == "No evidence waits for you."
    (queue,) = do(claimed.session, "evidence.review", by=claimed.chair).say
    assert "to be marked as proven" in str(items_of(queue))


def test_the_queue_says_who_may_look_to_who_may_not(claimed: Claimed) -> None:
    reply = do(claimed.session, "evidence.review", by=claimed.owner)
    assert notice(reply).startswith("Only a verifier, the chair")


@pytest.mark.parametrize("who", ["owner", "deputy", "office", "adviser", "secretary"])
@pytest.mark.parametrize("verb", ["evidence.accept", "evidence.save_return", "evidence.prove"])
def test_nobody_else_judges(claimed: Claimed, who: str, verb: str) -> None:
    reply = claimed.do(verb, getattr(claimed, who), reason="Not enough")
    assert notice(reply).startswith(("Only ", "Nobody can "))
    assert claimed.stage_now() is Stage.DELIVERED
    refused = claimed.session.scalars(select(AuditEvent).where(AuditEvent.act == "refused")).all()
    assert len(refused) == 1


def test_a_command_never_judges(claimed: Claimed) -> None:
    reply = claimed.do("evidence.accept", None)
    assert notice(reply).startswith("A command can never accept or return this evidence.")


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.CHAIR])
@pytest.mark.parametrize("who", ["owner", "deputy"])
def test_a_role_does_not_let_anybody_judge_their_own(
    claimed: Claimed, who: str, role: Role
) -> None:
    person = getattr(claimed, who)
    claimed.world.role(person, role)
    for verb in ("evidence.accept", "evidence.return", "evidence.prove"):
        assert notice(claimed.do(verb, person)).startswith(("Nobody can ", "Only the chair"))
    (queue,) = do(claimed.session, "evidence.review", by=person).say
    assert "Not shown: 2.4" in str(queue)


def test_who_handed_it_in_does_not_judge_it(claimed: Claimed) -> None:
    claimed.world.role(claimed.office, Role.VERIFIER)
    claimed.do("evidence.save_attached", claimed.office, evidence="https://example.org/more")
    assert notice(claimed.accept(claimed.office)).startswith("Nobody can ")


def test_a_deputy_by_absence_does_not_judge_it(claimed: Claimed) -> None:
    claimed.world.away(claimed.owner, date(2023, 10, 1), date(2023, 10, 6), deputy=claimed.verifier)
    assert notice(claimed.accept(claimed.verifier)).startswith("Nobody can ")
    back = datetime(2023, 10, 9, 9, tzinfo=UTC)
    assert notice(claimed.accept(claimed.verifier, at=back)).startswith("Nobody can ")


def test_an_owner_who_gave_it_away_after_the_claim_does_not_judge_it(claimed: Claimed) -> None:
    new = claimed.world.person("New Lead")
    claimed.session.add(
        ActionChange(
            action_id=claimed.action.id, at=LATER, kind=ChangeKind.REASSIGN, field="owner_id",
            before=claimed.owner.id, after=new.id,
        )
    )  # fmt: skip
    claimed.action.owner_id = new.id
    claimed.world.role(claimed.owner, Role.VERIFIER)
    claimed.session.flush()
    assert notice(claimed.accept(claimed.owner, at=LATER)).startswith("Nobody can ")


def test_a_role_that_ended_does_not_count(claimed: Claimed) -> None:
    held = select(RoleAssignment).where(RoleAssignment.person_id == claimed.verifier.id)
    claimed.session.scalars(held).one().ends = date(2023, 10, 1)
    assert notice(claimed.accept(claimed.verifier)).startswith("Only ")


def test_a_return_needs_its_reason(claimed: Claimed) -> None:
    assert claimed.do("evidence.return", claimed.verifier).form is not None
    reply = claimed.do("evidence.save_return", claimed.verifier, reason=" ")
    assert set(reply.errors) == {"reason"}
    assert claimed.stage_now() is Stage.DELIVERED


def test_a_return_sends_it_back_and_tells_the_owner(claimed: Claimed) -> None:
    reply = claimed.do("evidence.save_return", claimed.verifier, reason="June is missing")
    assert notice(reply) == ("2.4 is returned and in progress again. The Inclusion Lead is told.")
    assert (claimed.stage_now(), claimed.action.delivered_on) == (Stage.IN_PROGRESS, None)
    told = claimed.told(claimed.owner)[-1]
    assert told.notice == "The evidence of 2.4 was returned: something is missing."
    assert "June is missing" in str(told)
    assert verbs_on(told) == ["update.delivered", "update.form"]
    (row,) = claimed.session.scalars(select(EvidenceReview))
    assert (row.decision, row.reason) == (EvidenceDecision.RETURNED, "June is missing")


def test_a_claim_without_evidence_can_be_returned_too(claimed: Claimed) -> None:
    bare = claimed.world.action("2.5", owner=claimed.owner, stage=Stage.DELIVERED)
    do(
        claimed.session, "evidence.save_return", by=claimed.verifier, action=str(bare.id),
        reason="Nothing came",
    )  # fmt: skip
    assert bare.stage is Stage.IN_PROGRESS


def test_what_was_returned_is_looked_at_anew_once_it_is_delivered_again(claimed: Claimed) -> None:
    claimed.do("evidence.save_return", claimed.verifier, reason="June is missing")
    assert claimed.stage_now() is Stage.IN_PROGRESS
    claimed.delivered(at=LATER)
    assert claimed.stage_now() is Stage.DELIVERED
    claimed.accept(claimed.verifier, at=LATER)
    claimed.do("evidence.prove", claimed.chair, at=LATER)
    assert claimed.stage_now() is Stage.VERIFIED


def test_a_press_on_what_was_judged_meanwhile_does_no_harm(claimed: Claimed) -> None:
    claimed.do("evidence.save_return", claimed.verifier, reason="June is missing")
    reply = claimed.do("evidence.accept", claimed.second)
    assert notice(reply).startswith("2.4 is in progress now, so there is nothing to judge.")


def test_accepting_twice_is_one_word(claimed: Claimed) -> None:
    claimed.formal()
    claimed.accept(claimed.verifier)
    reply = claimed.accept(claimed.verifier)
    assert notice(reply) == "You have accepted this evidence of 2.4 already."
    assert claimed.session.query(EvidenceReview).count() == 1
