"""The Board's paper tells what is proven, awaited, returned, reopened and embedded."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from handlers.paper.document import paper_of
from models.calendar import plan_cycle
from models.document import Table
from models.report import Report
from models.snapshot import Snapshot, load
from tests.handlers.doing import do
from tests.handlers.evidence.claimed import LATER, LINK, Claimed

CLOSED = datetime(2023, 10, 9, 9, tzinfo=UTC)
"""Monday 9 October 2023: the figures of October closed on Friday."""


@pytest.fixture
def october(claimed: Claimed) -> Claimed:
    claimed.world.cycle(plan_cycle(date(2023, 10, 25)).days())
    return claimed


def drafted(claimed: Claimed) -> Snapshot:
    """October's report as it is drafted once its figures have closed."""
    do(claimed.session, "report.draft", by=claimed.chair, at=CLOSED, cycle="2023-10")
    found = claimed.session.scalars(select(Report).order_by(Report.id.desc())).first()
    assert found is not None
    return load(found.snapshot)


def table(snapshot: Snapshot, caption: str) -> str:
    """A table of the section on evidence, as text; "" where the paper has none."""
    section = next(s for s in paper_of(snapshot).sections if s.anchor == "done")
    tables = [b for b in section.blocks if isinstance(b, Table)]
    return next((str(t.rows) for t in tables if t.caption == caption), "")


def test_what_was_expected_stands_beside_what_came(october: Claimed) -> None:
    said = table(drafted(october), "Delivered: what was expected and what came")
    assert "Minutes of the working group" in said
    assert LINK in said
    assert "(to be looked at)" in said
    assert ", 7 days ago" in said


def test_what_is_proven_says_who_accepted_and_who_marked_it(october: Claimed) -> None:
    october.prove()
    said = table(drafted(october), "Proven since the last report")
    assert "Quality Lead" in said
    assert "PDG Chair" in said


def test_what_was_returned_says_why_with_or_without_an_item(october: Claimed) -> None:
    october.do("evidence.save_return", october.verifier, reason="June is missing")
    snapshot = drafted(october)
    said = table(snapshot, "Returned and reopened")
    assert "Evidence returned" in said
    assert "June is missing" in said
    assert table(snapshot, "Delivered: what was expected and what came") == ""


def test_what_did_not_hold_is_counted_as_reopened(october: Claimed) -> None:
    october.prove()
    october.do("evidence.save_reopened", october.chair, reason="Two schools stopped", at=LATER)
    snapshot = drafted(october)
    assert "Two schools stopped" in table(snapshot, "Returned and reopened")
    (proof,) = snapshot["proofs"]
    assert (proof["reopened_in_all"], len(proof["reopened"])) == (1, 1)
    figures = str(paper_of(snapshot))
    assert "proof.reopened" in figures


def test_what_is_embedded_says_what_is_different(october: Claimed) -> None:
    october.prove()
    october.do(
        "evidence.save_embedded", october.chair, words="Pupils are taught near home",
        why_no_figure="Measured once a year", at=LATER,
    )  # fmt: skip
    said = table(drafted(october), "Embedded: the effect")
    assert "Pupils are taught near home" in said
    assert "Measured once a year" in said


def test_what_came_after_the_figures_closed_counts_next_time(october: Claimed) -> None:
    october.prove(at=CLOSED)
    snapshot = drafted(october)
    assert table(snapshot, "Proven since the last report") == ""
    assert "(to be looked at)" in table(snapshot, "Delivered: what was expected and what came")


def test_the_paper_prints_the_head_of_the_record(october: Claimed) -> None:
    snapshot = drafted(october)
    said = str(paper_of(snapshot).sections[-1])
    assert f"Entry {snapshot['audit_seq']}, hash {snapshot['audit_head']}" in said
    assert paper_of(snapshot) == paper_of(snapshot)
