"""Delivered, more time and not mine: each starts what others decide, and ends nothing by itself."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.change import ChangeRequest
from models.evidence import EvidenceItem
from models.people import RoleAssignment
from models.plan import ActionChange, Milestone
from models.states import Rating, Stage
from tests.handlers.answering.month import Month, button, labels, only

LINK = "https://example.org/dashboard"


def deliver(month: Month, **fields: str) -> None:
    """Send the form of a delivery."""
    given = {"delivered_on": "2023-09-28", "evidence": LINK, **fields}
    reply = month.send("update.save_delivered", "5.1", **given)
    assert not reply.errors


def test_a_claim_of_delivery_starts_the_review_and_makes_nothing_blue(month: Month) -> None:
    deliver(month)
    action = month["5.1"]
    assert (action.stage, action.delivered_on) == (Stage.DELIVERED, date(2023, 9, 28))
    assert month.answer("5.1").rating is None
    assert "[Blue" not in month.read(month.ask())


def test_the_verifier_is_asked_to_look_and_gets_the_link_as_a_link(month: Month) -> None:
    deliver(month, words="used by all schools")
    (told,) = month.told(month.verifier)
    said = month.read(told)
    assert "5.1 is reported delivered. Its evidence waits to be looked at." in said
    assert f"<{LINK}>" in said
    assert '"used by all schools"' in said


def test_without_a_verifier_the_programme_office_is_told(month: Month) -> None:
    held = select(RoleAssignment).where(RoleAssignment.person_id == month.verifier.id)
    month.session.scalars(held).one().ends = date(2023, 9, 1)
    deliver(month)
    assert "Nobody holds the role of verifier" in month.read(month.told(month.office)[0])


def test_the_evidence_is_kept(month: Month) -> None:
    deliver(month)
    assert month.session.scalars(select(EvidenceItem.link)).all() == [LINK]


def test_each_step_of_the_stage_is_on_the_record(month: Month) -> None:
    month.action("9.1", stage=Stage.NOT_STARTED, start=date(2023, 9, 4))
    month.send("update.save_delivered", "9.1", delivered_on="2023-09-28", evidence=LINK)
    changes = month.session.scalars(
        select(ActionChange).where(ActionChange.field == "stage").order_by(ActionChange.id)
    )
    assert [(c.before, c.after) for c in changes] == [
        ("not_started", "in_progress"),
        ("in_progress", "delivered"),
    ]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"delivered_on": "2023-10-30"}, "delivered_on", "still to come"),
        ({"delivered_on": ""}, "delivered_on", "it is empty"),
        ({"evidence": ""}, "evidence", "both are empty"),
        ({"evidence": "", "evidence_by": "2023-09-01"}, "evidence_by", "has passed"),
    ],
)
def test_a_claim_without_its_day_or_its_evidence_is_asked_for_them(
    month: Month, fields: dict[str, str], field: str, sentence: str
) -> None:
    given = {"delivered_on": "2023-09-28", "evidence": LINK, **fields}
    errors = month.send("update.save_delivered", "5.1", **given).errors
    assert sentence in errors[field]


def test_evidence_may_be_promised_for_a_day(month: Month) -> None:
    deliver(month, evidence="", evidence_by="2023-10-20")
    assert "Evidence by Friday 20 October" in month.answer("5.1").next_steps


def test_open_steps_are_asked_about_before_a_delivery_counts(month: Month) -> None:
    action = month["5.1"]
    month.session.add(Milestone(action_id=action.id, title="Second feed", due=None, done_on=None))
    month.session.flush()
    month.session.refresh(action)
    reply = month.send("update.save_delivered", "5.1", delivered_on="2023-09-28", evidence=LINK)
    assert "milestones" in reply.errors
    deliver(month, milestones="done")
    assert month.session.scalars(select(Milestone.done_on)).all() == [date(2023, 9, 28)]


def test_a_lead_cannot_report_somebody_elses_delivery(month: Month) -> None:
    refused = only(month.press("update.delivered", "5.1", by=month.lead))
    assert refused.notice == ("Only the owner or their deputy can report this action as delivered.")


def test_a_rating_after_the_claim_takes_it_back_once_it_is_confirmed(month: Month) -> None:
    deliver(month)
    asked = only(month.type("5.1 amber, the feed broke"))
    assert asked.notice == "Is this right? 5.1: Amber, at risk."
    month.type("yes")
    assert (month["5.1"].stage, month.answer("5.1").rating) == (Stage.IN_PROGRESS, Rating.AMBER)


def test_more_time_is_a_request_with_its_reason_and_moves_no_date(month: Month) -> None:
    reply = month.send(
        "update.save_more_time", "7.4", requested_due="2024-02-29", reason="panel meets in February"
    )
    asked = month.session.scalars(select(ChangeRequest)).one()
    assert (asked.due_asked, asked.state, asked.reason) == (
        date(2024, 2, 29),
        "submitted",
        "panel meets in February",
    )
    assert month["7.4"].due == date(2024, 1, 26)
    assert "The due date stays Friday 26 January 2024" in month.read(only(reply))


def test_the_programme_office_hears_of_a_request(month: Month) -> None:
    month.send("update.save_more_time", "7.4", requested_due="2024-02-29", reason="panel")
    (told,) = month.told(month.office)
    assert told.notice == "7.4: the Head of Management Information asks for a new due date."


def test_another_date_takes_the_place_of_the_request_that_is_open(month: Month) -> None:
    month.send("update.save_more_time", "7.4", requested_due="2024-02-29", reason="panel")
    month.send("update.save_more_time", "7.4", requested_due="2024-03-28", reason="panel in March")
    states = month.session.scalars(select(ChangeRequest.state).order_by(ChangeRequest.id)).all()
    assert states == ["withdrawn", "submitted"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"requested_due": "2024-02-29", "reason": ""}, "reason"),
        ({"requested_due": "", "reason": "panel"}, "requested_due"),
        ({"requested_due": "2023-09-29", "reason": "panel"}, "requested_due"),
        ({"requested_due": "2024-01-26", "reason": "panel"}, "requested_due"),
    ],
)
def test_a_request_needs_a_later_date_and_a_reason(
    month: Month, fields: dict[str, str], field: str
) -> None:
    assert field in month.send("update.save_more_time", "7.4", **fields).errors
    assert month.session.scalars(select(ChangeRequest)).all() == []


def test_not_mine_stops_the_ask_and_tells_the_programme_office(month: Month) -> None:
    card = only(month.press("update.not_mine", "5.1"))
    assert card.notice == "5.1: noted that it is not yours. I ask you no more about it."
    assert month["5.1"].disputed_by_id == month.owner.id
    assert "You said that 5.1 is not yours" in month.read(month.ask())
    assert month.ask().notice.startswith("One action to update")
    assert [m.kind for m in month.told(month.office)] == ["disputed"]


def test_not_mine_can_be_taken_back_by_who_said_it_and_by_answering(month: Month) -> None:
    card = only(month.press("update.not_mine", "5.1"))
    month.follow(button(card, "It is mine after all"))
    assert month["5.1"].disputed_by_id is None
    month.press("update.not_mine", "5.1")
    month.type("5.1 green")
    assert month["5.1"].disputed_by_id is None


def test_whose_it_is_can_be_said_and_reaches_the_programme_office(month: Month) -> None:
    card = only(month.press("update.not_mine", "5.1"))
    form = month.follow(button(card, "Say whose it is")).form
    assert form is not None
    month.send(form.verb, "5.1", words="ask the Head of Fair Access")
    assert '"ask the Head of Fair Access"' in month.read(month.told(month.office)[-1])


def test_every_one_of_these_writes_its_event(month: Month) -> None:
    deliver(month)
    month.send("update.save_more_time", "7.4", requested_due="2024-02-29", reason="panel")
    month.press("update.not_mine", "7.4")
    acts = set(month.session.scalars(select(AuditEvent.act)))
    steps = {"action_progress", "action_reassign"}
    assert steps | {"update_answer", "evidence_added", "change_requested"} <= acts


def test_the_menu_leads_to_each_of_these(month: Month) -> None:
    more = only(month.press("update.more", "5.1"))
    for label in labels(more):
        reply = month.follow(button(more, label))
        assert reply.form or reply.say or reply.instead


def test_the_delivered_form_wants_a_link_or_the_day_of_one(month: Month) -> None:
    form = month.press("update.delivered", "5.1").form
    assert form is not None
    needs = {field.name: field.need for field in form.fields}
    assert needs["evidence"] == "needed, or the day below"
    assert needs["evidence_by"] == "needed without a link"


def test_a_form_says_the_day_in_words(month: Month) -> None:
    form = month.press("update.more_time", "5.1").form
    assert form is not None
    assert "today is Friday 29 September 2023" in str(form)
