"""Formal returns: added by the office, ready in per cent by area, with a numbered index."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from bot.files import fetching
from bot.renditions import INDEX_KINDS, index_rendition
from handlers.evidence.index import index_of
from handlers.evidence.missing import missing_evidence, readiness_at
from handlers.request import RefusedError
from models.evidence import ReturnDate
from models.evidence_need import Need
from models.partnership import Partnership
from models.states import Role, Stage
from tests.handlers.doing import NOW, do, notice
from tests.handlers.evidence.claimed import LINK, Claimed

DUE = date(2023, 11, 1)


@pytest.fixture
def review(claimed: Claimed) -> Claimed:
    """2.4 in formal monitoring, 2.5 due and not delivered, 3.1 proven; a review in November."""
    claimed.formal()
    claimed.world.action("2.5", owner=claimed.owner, due=date(2023, 10, 20))
    claimed.world.action("3.1", owner=claimed.owner, stage=Stage.VERIFIED)
    claimed.world.action("3.2", owner=claimed.owner, due=date(2024, 3, 1))
    reply = do(
        claimed.session, "return.add", by=claimed.office, name="Six-month review",
        review_on="2023-11-15",
    )  # fmt: skip
    assert not reply.errors
    return claimed


def the_return(claimed: Claimed) -> ReturnDate:
    return claimed.session.scalars(select(ReturnDate)).one()


def test_evidence_is_due_two_weeks_before_where_nothing_else_is_said(review: Claimed) -> None:
    assert the_return(review).evidence_due == DUE


def test_it_is_told_what_is_ready_and_what_is_missing(review: Claimed) -> None:
    (card,) = do(review.session, "return.show", by=review.chair, return_="Six-month review").say
    assert card.notice == (
        "Six-month review: evidence of 1 of 3 actions is ready, 33 per cent;"
        " due Wednesday 1 November 2023."
    )
    ready = readiness_at(review.session, review.world.plan.id, NOW, DUE)
    assert [(r.ready, r.needed, r.per_cent) for r in ready] == [(0, 2, 0), (1, 1, 100)]
    (listed,) = do(review.session, "return.list", by=review.secretary).say
    assert "Ready: 1 of 3, 33 per cent." in str(listed)


def test_what_is_missing_is_known_as_at_any_instant(review: Claimed) -> None:
    found = {each.action.ref: each.need for each in missing_evidence(review.session, NOW, by=DUE)}
    assert found == {"2.4": Need.WAITING, "2.5": Need.NOT_DELIVERED}
    earlier = NOW.replace(hour=8)
    assert "2.4" in {each.action.ref for each in missing_evidence(review.session, earlier, by=DUE)}
    now = {each.action.ref: each.need for each in missing_evidence(review.session, earlier, by=DUE)}
    assert now["2.4"] is Need.NOT_DELIVERED


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "", "review_on": "2023-12-01"}, "name"),
        ({"name": "six-MONTH review", "review_on": "2023-12-01"}, "name"),
        ({"name": "Another", "review_on": "2023-09-01"}, "review_on"),
        ({"name": "Another", "review_on": "tomorrow"}, "review_on"),
        (
            {"name": "Another", "review_on": "2023-12-01", "evidence_due": "2023-12-02"},
            "evidence_due",
        ),
    ],
)
def test_a_wrong_day_is_said_beside_its_field(
    review: Claimed, fields: dict[str, str], field: str
) -> None:
    errors = do(
        review.session, "return.add", by=review.office, name=fields["name"],
        review_on=fields["review_on"], evidence_due=fields.get("evidence_due", ""),
    ).errors  # fmt: skip
    assert set(errors) == {field}


def test_only_the_office_adds_and_cancels(review: Claimed) -> None:
    for person in (review.chair, review.owner):
        assert notice(do(review.session, "return.add", by=person, name="x")).startswith("Only the")
        reply = do(review.session, "return.cancel", by=person, name="Six-month review")
        assert notice(reply).startswith("Only the")
    reply = do(review.session, "return.cancel", by=review.office, name="Six-month review")
    assert notice(reply) == "Six-month review is cancelled. Nobody is reminded of it."


def test_the_index_is_for_those_who_may_read_it(review: Claimed) -> None:
    officer = review.holding("Senior Officer", Role.SENIOR_RESPONSIBLE_OFFICER)
    for person in (review.adviser, review.verifier, officer):
        assert "ready" in notice(
            do(review.session, "return.show", by=person, name="Six-month review")
        )
    reply = do(review.session, "return.show", by=review.owner, name="Six-month review")
    assert notice(reply).startswith("Only the programme office")


def test_the_index_is_numbered_by_action_in_every_form(review: Claimed) -> None:
    review.do("evidence.save_attached", review.owner, evidence="https://example.org/b", title="=B")
    fetch = fetching(Partnership())
    key = f"return/{the_return(review).id}"
    told = json.loads(fetch(review.session, review.adviser, f"{key}.json", NOW).content)
    numbers = [i["no"] for a in told["areas"] for x in a["actions"] for i in x["items"]]
    assert numbers == ["2.4/1", "2.4/2"]
    word = Document(io.BytesIO(fetch(review.session, review.adviser, f"{key}.docx", NOW).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "2.4/2" in cells
    assert any(LINK in cell for cell in cells)
    sheet = load_workbook(
        io.BytesIO(fetch(review.session, review.adviser, f"{key}.xlsx", NOW).content)
    ).worksheets[0]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "2.4/1" in values
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with pytest.raises(RefusedError, match="Only the programme office"):
        fetch(review.session, review.owner, f"{key}.docx", NOW)
    with pytest.raises(RefusedError, match="There is no such index"):
        fetch(review.session, review.adviser, "return/99.docx", NOW)


def test_the_same_index_has_the_same_bytes(review: Claimed) -> None:
    first = index_of(review.session, the_return(review), NOW)
    second = index_of(review.session, the_return(review), NOW)
    for kind in INDEX_KINDS:
        assert index_rendition(first, kind) == index_rendition(second, kind), kind


def test_a_return_of_a_plan_without_formal_monitoring_needs_nothing(claimed: Claimed) -> None:
    (card,) = do(
        claimed.session, "return.add", by=claimed.office, name="Stocktake", review_on="2023-12-01"
    ).say
    assert "evidence of 0 of 0 actions is ready, 100 per cent" in card.notice
