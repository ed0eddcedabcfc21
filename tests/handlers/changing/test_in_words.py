"""What is typed about changes, sloppily too, and what the desk opens."""

from __future__ import annotations

import pytest

from handlers.verbs import call
from models.partnership import Bodies, Partnership
from tests.handlers.answering.month import only
from tests.handlers.changing.desk import APRIL, Desk, labels, said


@pytest.mark.parametrize(
    "words",
    [
        "ask for a change of 7.4",
        "Request change to 7.4",
        "request changes for 7.4",
        "please ask for another owner for 7.4",
    ],
)
def test_what_can_be_asked_for_of_an_action(desk: Desk, words: str) -> None:
    card = only(desk.type(words))
    assert card.kind == "change_topics"
    assert {"Another due date", "Another owner", "Suspend it", "Withdraw it"} <= labels(card)
    assert "Let it go on" not in labels(card)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("suspend 7.4", "Suspend it"),
        ("I want to withdraw 7.4", "Withdraw it"),
        ("can we split 7.4?", "Split it"),
        ("merge 7.4", "Merge it with others"),
        ("pause 7.4", "Suspend it"),
        ("please put 7.4 on hold", "Suspend it"),
        ("can we take 7.4 out of the plan?", "Withdraw it"),
        ("hand 7.4 over to the Data Manager", "Another owner"),
        ("give 7.4 to data manager", "Another owner"),
        ("reassign 7.4", "Another owner"),
        ("change the owner of 7.4", "Another owner"),
        ("Change due date of 7.4", "Another due date"),
        ("extend 7.4", "Another due date"),
        ("split up 7.4", "Split it"),
    ],
)
def test_one_word_leads_to_its_form(desk: Desk, words: str, label: str) -> None:
    card = only(desk.type(words))
    assert labels(card) == {label}


def test_what_an_action_cannot_be_now_is_said(desk: Desk) -> None:
    assert said(desk.type("resume 7.4")).startswith("7.4 is in progress, so that cannot be changed")


def test_somebody_elses_action_is_not_theirs_to_change(desk: Desk) -> None:
    assert said(desk.type("suspend 6.1")).startswith("Only the owner, their deputy")


@pytest.mark.parametrize(
    "words", ["change requests", "Show the open change requests", "pending requests for changes"]
)
def test_the_open_requests_are_listed(desk: Desk, words: str) -> None:
    assert said(desk.type(words, desk.chair)) == "No request for a change is open."
    desk.ask_for("due", to=APRIL)
    listed = only(desk.type(words, desk.chair))
    assert "7.4: a new due date" in desk.read(listed)
    shown = only(desk.type(f"request {desk.newest().id}", desk.chair))
    assert shown.kind == "change_request"
    assert "Decide" in labels(shown)


def test_nobody_sees_the_requests_of_actions_that_they_may_not_read(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    assert said(desk.type("change requests", desk.nurse)) == "No request for a change is open."
    assert said(desk.change("show", desk.nurse, request=asked.id)).startswith("Only those who own")


def test_more_time_in_words_becomes_the_same_request(desk: Desk) -> None:
    desk.type("7.4 need until 26 April because the panel meets in March")
    desk.type("yes")
    asked = desk.newest()
    assert (asked.topic, asked.due_asked, asked.state) == ("due", APRIL, "submitted")
    assert "the panel meets in March" in asked.reason


def test_a_long_list_pages(desk: Desk) -> None:
    for number in range(12):
        desk.action(f"9.{number + 1}")
        desk.ask_for("due", f"9.{number + 1}", to=APRIL)
    first = only(desk.change("list", desk.chair))
    assert "Page 1 of 2." in desk.read(first)
    second = only(desk.change("list", desk.chair, page=1))
    assert "9.12" in desk.read(second)
    assert "Earlier ones" in labels(second)


def test_the_desk_opens_the_form_that_asks_which_action(desk: Desk) -> None:
    form = desk.change("request", desk.office).form
    assert form is not None
    menu = only(desk.change("request", desk.office, ref="7.4"))
    assert menu.kind == "change_topics"
    empty = only(desk.change("request", desk.office, ref=""))
    assert labels(empty) == {"Add an action"}


@pytest.mark.parametrize(
    "topic", ["scope", "owner", "suspend", "withdraw", "split", "merge", "monitoring"]
)
def test_each_form_sends_what_it_asks_for(desk: Desk, topic: str) -> None:
    form = desk.change("form", desk.office, ref="7.4", topic=topic).form
    assert form is not None
    assert form.verb == "change.save"
    assert dict(form.args) == {"action": str(desk["7.4"].id), "topic": topic}
    assert any(field.name == "reason" and field.required for field in form.fields)


def test_an_open_request_is_shown_in_place_of_its_form(desk: Desk) -> None:
    desk.ask_for("withdraw")
    shown = only(desk.change("form", desk.office, ref="7.4", topic="withdraw"))
    assert shown.kind == "change_request"


@pytest.mark.parametrize(
    ("topic", "fields"),
    [
        ("owner", {"person": "data-manager@council.example.org"}),
        ("suspend", {"review_on": "2024-04-26"}),
        ("scope", {"title": "Another title"}),
        ("split", {"parts": "7.4a; One; ; 2024-04-26\n7.4b; Two"}),
        ("merge", {"refs": "6.1", "new_ref": "7.9", "title": "Both"}),
        ("monitoring", {"to": "local"}),
        ("due", {"to": "2024-04-26"}),
    ],
)
def test_what_was_typed_stands_in_the_form_when_it_comes_back(
    desk: Desk, topic: str, fields: dict[str, str]
) -> None:
    asked = desk.ask_for(topic, **fields)  # type: ignore[arg-type] # words alone
    if topic == "monitoring":
        return
    desk.change("return", desk.office, request=asked.id, reason="Why now?")
    form = desk.change("resubmit_form", desk.owner, request=asked.id).form
    assert form is not None
    stands = {field.name: field.value for field in form.fields}
    assert all(value.split(";")[0] in stands[name] for name, value in fields.items())
    again = {name: value for name, value in stands.items() if value}
    desk.change("resubmit", desk.owner, request=asked.id, **again)
    assert desk.states(asked) == ["submitted", "returned", "submitted"]


def test_a_second_extension_in_words_reads_back_how_the_dates_have_held(desk: Desk) -> None:
    desk.locally("7.4")
    desk.decide(desk.ask_for("due", to="2024-02-09"), desk.chair, "chair")
    read_back = only(desk.type("7.4 need until 26 April because the panel meets in March"))
    words = desk.read(read_back)
    assert "This date was moved 1 time before: ask for one that holds." in words
    assert "Your due dates were moved 1 time before." in words


def test_the_bodies_are_called_as_the_partnership_calls_them(desk: Desk) -> None:
    bodies = Bodies(delivery_group_short="SEND Group", board_short="the SIAB")
    desk.partnership = Partnership(bodies=bodies)
    asked = desk.ask_for("due", to=APRIL)
    shown = call("change.show", desk.request(desk.chair, args={"request": str(asked.id)}))
    words = desk.read(only(shown))
    assert "The SEND Group by a recorded decision decides" in words
    assert "PDG" not in words


def test_the_card_that_was_pressed_becomes_the_request_as_it_stands(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    card = only(desk.change("show", desk.office, request=asked.id))
    posted = desk.posted(desk.office, card)
    about = {"request": str(asked.id)}
    reply = call("change.recommend", desk.request(desk.office, args=about, posted_id=posted.id))
    assert reply.say == ()
    assert reply.instead is not None
    assert labels(reply.instead) == {"Return", "Take it back"}
