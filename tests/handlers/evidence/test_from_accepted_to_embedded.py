"""Accepted evidence becomes Blue by the chair; embedded by a decision; reopened where it fails."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from models.evidence import ImpactNote
from models.kpi import ActionKpi, Kpi, KpiObservation
from models.people import Person
from models.plan import ActionChange, ChangeKind
from models.states import Role, Stage
from tests.handlers.doing import NOW, notice
from tests.handlers.evidence.claimed import LATER, Claimed, verbs_on


def test_the_chair_hears_of_it_and_marks_it(claimed: Claimed) -> None:
    claimed.accept(claimed.verifier)
    (told,) = claimed.told(claimed.chair)
    assert told.notice == "The evidence of 2.4 is accepted. It can be marked as proven."
    reply = claimed.do("evidence.prove", claimed.chair)
    assert notice(reply) == "2.4 is proven now."
    assert (claimed.stage_now(), claimed.action.verified_on) == (Stage.VERIFIED, date(2023, 10, 2))
    assert claimed.told(claimed.owner)[-1].notice == "2.4 is proven: its evidence is accepted."


def test_nothing_is_proven_before_a_verifier_accepted(claimed: Claimed) -> None:
    reply = claimed.do("evidence.prove", claimed.chair)
    assert notice(reply).startswith("A verifier comes first; then the chair")
    assert claimed.stage_now() is Stage.DELIVERED


def test_the_chairs_own_acceptance_does_not_open_the_way_for_the_chair(claimed: Claimed) -> None:
    claimed.accept(claimed.chair)
    assert notice(claimed.do("evidence.prove", claimed.chair)).startswith("A verifier comes first")


def test_formal_monitoring_needs_two_verifiers(claimed: Claimed) -> None:
    claimed.formal()
    claimed.accept(claimed.verifier)
    assert claimed.told(claimed.chair) == []
    assert notice(claimed.do("evidence.prove", claimed.chair)).startswith("A verifier comes first")
    claimed.accept(claimed.second)
    claimed.do("evidence.prove", claimed.chair)
    assert claimed.stage_now() is Stage.VERIFIED


def test_what_came_since_the_card_is_shown_before_it_counts(claimed: Claimed) -> None:
    claimed.accept(claimed.verifier)
    (card,) = claimed.do("evidence.show", claimed.chair).say
    seen = next(
        dict(b.args)["seen"] for block in card.blocks for b in getattr(block, "buttons", ())
    )
    claimed.do("evidence.save_attached", claimed.owner, evidence="https://example.org/more")
    reply = claimed.do("evidence.prove", claimed.chair, seen=seen)
    assert notice(reply) == "Something came for 2.4 since that card. It stands anew."
    assert claimed.stage_now() is Stage.DELIVERED


def figure(claimed: Claimed, ends: date) -> KpiObservation:
    session = claimed.session
    kpi = Kpi(
        plan_id=claimed.world.plan.id, ref="K1", position=1, name="Schools that use them",
        unit="per cent", direction="higher_is_better",
    )  # fmt: skip
    session.add(kpi)
    session.add(ActionKpi(action_id=claimed.action.id, kpi_ref="K1"))
    session.flush()
    row = KpiObservation(
        kpi_id=kpi.id, period_start=date(2023, 9, 1), period_end=ends, value=Decimal(71),
        entered_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def embed(
    claimed: Claimed,
    by: Person,
    *,
    words: str = "Pupils are taught near home",
    figure: str = "",
    why_no_figure: str = "",
) -> dict[str, str]:
    reply = claimed.do(
        "evidence.save_embedded", by, words=words, figure=figure, why_no_figure=why_no_figure
    )
    return dict(reply.errors)


def test_embedded_needs_the_impact_and_a_figure_after_delivery(claimed: Claimed) -> None:
    claimed.prove()
    row = figure(claimed, date(2023, 9, 30))
    assert set(embed(claimed, claimed.secretary, words="")) == {"words", "why_no_figure"}
    assert set(embed(claimed, claimed.secretary, figure="999")) == {"figure"}
    assert claimed.stage_now() is Stage.VERIFIED
    assert embed(claimed, claimed.secretary, figure=str(row.id)) == {}
    assert (claimed.stage_now(), claimed.action.embedded_on) == (Stage.EMBEDDED, date(2023, 10, 2))
    assert claimed.session.scalars(select(ImpactNote)).one().observation_id == row.id


def test_a_figure_of_before_the_delivery_shows_nothing(claimed: Claimed) -> None:
    claimed.prove()
    row = figure(claimed, date(2023, 9, 28))
    assert set(embed(claimed, claimed.chair, figure=str(row.id))) == {"figure"}


def test_embedded_without_a_figure_says_why_there_is_none(claimed: Claimed) -> None:
    claimed.prove()
    assert embed(claimed, claimed.chair, why_no_figure="Measured once a year") == {}
    assert claimed.session.scalars(select(ImpactNote)).one().why_no_figure == "Measured once a year"


def test_a_stage_is_never_skipped(claimed: Claimed) -> None:
    reply = claimed.do("evidence.embed", claimed.chair)
    assert notice(reply).startswith("2.4 has to be proven for that; it is delivered now.")


def test_a_proven_action_is_reopened_with_its_reason_and_counted(claimed: Claimed) -> None:
    claimed.prove()
    assert claimed.do("evidence.save_reopened", claimed.chair).errors
    reply = claimed.do("evidence.save_reopened", claimed.chair, reason="Two schools stopped")
    assert notice(reply) == "2.4 is in progress again, and counted as reopened in the report."
    assert (claimed.stage_now(), claimed.action.verified_on) == (Stage.IN_PROGRESS, None)
    assert "Two schools stopped" in str(claimed.told(claimed.owner)[-1])
    kinds = claimed.session.scalars(
        select(ActionChange).where(ActionChange.kind == ChangeKind.REOPENED)
    )
    assert {c.field for c in kinds} == {"verified_on", "delivered_on", "stage"}


def test_what_was_accepted_before_a_reopening_does_not_count_again(claimed: Claimed) -> None:
    claimed.prove()
    claimed.do("evidence.save_reopened", claimed.chair, reason="Two schools stopped", at=LATER)
    claimed.delivered(at=LATER.replace(hour=11))
    at = LATER.replace(hour=12)
    reply = claimed.do("evidence.prove", claimed.chair, at=at)
    assert notice(reply).startswith("A verifier comes first")
    claimed.accept(claimed.verifier, at=at)
    claimed.do("evidence.prove", claimed.chair, at=at)
    assert claimed.stage_now() is Stage.VERIFIED


def test_an_adviser_recommends_and_changes_nothing(claimed: Claimed) -> None:
    claimed.formal()
    claimed.accept(claimed.verifier)
    claimed.accept(claimed.second)
    claimed.do("evidence.prove", claimed.chair)
    reply = claimed.do("evidence.save_reopened", claimed.adviser, reason="Families say otherwise")
    assert notice(reply).startswith("Recommended.")
    assert claimed.stage_now() is Stage.VERIFIED
    told = claimed.told(claimed.chair)[-1]
    assert told.notice == "The SEND Adviser recommends that 2.4 is reopened."
    assert verbs_on(told) == ["evidence.show"]


def test_only_a_decision_reopens(claimed: Claimed) -> None:
    claimed.prove()
    for person in (claimed.owner, claimed.deputy):
        reply = claimed.do("evidence.save_reopened", person, reason="x")
        assert notice(reply).startswith("Only the PDG by a recorded decision")
    assert claimed.stage_now() is Stage.VERIFIED


def test_a_verifier_who_is_also_the_chair_cannot_do_both(claimed: Claimed) -> None:
    claimed.world.role(claimed.verifier, Role.CHAIR)
    claimed.accept(claimed.verifier)
    reply = claimed.do("evidence.prove", claimed.verifier)
    assert notice(reply).startswith("A verifier comes first")
