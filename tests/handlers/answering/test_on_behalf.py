"""Answering for others in one sitting: labelled, with its source; the owner gets the receipt."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import AuditEvent
from models.states import Rating
from tests.handlers.answering.month import Month, button, labels, only


def test_the_list_shows_what_is_missing_and_who_has_it(month: Month) -> None:
    card = only(month.type("answer for others", by=month.office))
    assert card.notice == "Three answers are still missing that you can give."
    assert labels(card) == ["Answer for 5.1", "Answer for 6.1", "Answer for 7.4"]
    assert "The EHC Assessment Manager" in month.read(card)


def test_the_form_asks_where_it_was_heard_and_when(month: Month) -> None:
    card = only(month.type("answer for others", by=month.office))
    form = month.follow(button(card, "Answer for 6.1"), by=month.office).form
    assert form is not None
    assert [field.name for field in form.fields][:2] == ["source", "source_on"]


def test_each_answer_carries_its_source_and_the_rest_stays_listed(month: Month) -> None:
    reply = month.send(
        "update.save",
        "6.1",
        by=month.office,
        source="phone",
        source_on="2023-09-28",
        rating="green",
    )
    answer = month.answer("6.1")
    assert (answer.author_id, answer.on_behalf_of_id) == (month.office.id, month.other.id)
    assert (answer.source, answer.source_on) == ("phone", date(2023, 9, 28))
    assert [message.kind for message in reply.say] == ["receipt", "on_behalf"]
    assert labels(reply.say[1]) == ["Answer for 5.1", "Answer for 7.4"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"source": "", "source_on": "2023-09-28"}, "source"),
        ({"source": "rumour", "source_on": "2023-09-28"}, "source"),
        ({"source": "phone", "source_on": ""}, "source_on"),
        ({"source": "phone", "source_on": "2023-10-28"}, "source_on"),
    ],
)
def test_without_its_source_and_day_it_is_not_recorded(
    month: Month, fields: dict[str, str], field: str
) -> None:
    reply = month.send("update.save", "6.1", by=month.office, rating="green", **fields)
    assert field in reply.errors
    assert not month.updates("6.1")


def test_the_owner_gets_the_receipt_and_may_change_it(month: Month) -> None:
    month.send(
        "update.save",
        "6.1",
        by=month.office,
        source="e-mail",
        source_on="2023-09-28",
        rating="green",
    )
    (told,) = month.told(month.other)
    assert "Heard by e-mail on Thursday 28 September 2023." in month.read(told)
    assert month.follow(button(told, "Change"), by=month.other).form is not None


def test_the_event_names_both(month: Month) -> None:
    month.send(
        "update.save",
        "6.1",
        by=month.office,
        source="phone",
        source_on="2023-09-28",
        rating="green",
    )
    event = month.session.scalars(select(AuditEvent).where(AuditEvent.act == "update_answer")).one()
    assert (event.actor_id, event.on_behalf_of_id) == (month.office.id, month.other.id)


def test_typed_it_is_read_back_with_its_source(month: Month) -> None:
    asked = only(month.type("phone, 28 Sep: 6.1 red, two officers left", by=month.office))
    assert asked.notice == "Is this right? 6.1: Red, off track."
    assert "heard by phone on Thursday 28 September" in month.read(asked)
    month.type("yes", by=month.office)
    answer = month.answer("6.1")
    assert (answer.rating, answer.source, answer.words) == (
        Rating.RED,
        "phone",
        "two officers left",
    )


def test_typed_without_its_source_it_is_asked_for(month: Month) -> None:
    asked = only(month.type("6.1 green", by=month.office))
    assert asked.notice == "6.1: how did you hear it?"
    assert labels(asked)[:3] == ["By phone", "By e-mail", "At a meeting"]
    month.follow(button(asked, "At a meeting"), by=month.office)
    month.type("yes", by=month.office)
    assert month.answer("6.1").source == "meeting"


def test_several_typed_at_once_are_confirmed_at_once(month: Month) -> None:
    lines = "meeting, 28 Sep: 5.1 green\n7.4 amber, supplier late\n6.1 red, two officers left"
    asked = only(month.type(lines, by=month.office))
    month.follow(button(asked, "Yes, all of these"), by=month.office)
    ratings = [month.answer(ref).rating for ref in ("5.1", "7.4", "6.1")]
    assert ratings == [Rating.GREEN, Rating.AMBER, Rating.RED]


def test_a_rating_button_of_somebody_elses_opens_the_form_first(month: Month) -> None:
    reply = month.press("update.rate", "6.1", by=month.office, rating="red")
    assert reply.form is not None
    assert not month.updates("6.1")


def test_nobody_reports_a_delivery_for_somebody_else(month: Month) -> None:
    refused = only(month.type("phone: 6.1 done", by=month.office))
    assert "Only the owner or their deputy can report this action as delivered." in refused.notice


def test_the_receipt_says_for_whom_and_where_it_was_heard(month: Month) -> None:
    month.type("phone, 28 Sep: 6.1 red, no staff", by=month.office)
    receipt = month.read(only(month.type("yes", by=month.office)))
    assert (
        "Recorded for the EHC Assessment Manager, heard by phone on Thursday 28 September."
        in receipt
    )


def test_the_office_is_not_offered_to_write_to_itself(month: Month) -> None:
    said = only(month.type("asdf qwer", by=month.office))
    assert labels(said) == ["Show my actions"]
