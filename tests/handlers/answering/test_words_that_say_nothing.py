"""Words that tell nothing are no update; real news without a rating still is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.answering.news import tells_something
from handlers.verbs import call
from models.delivery import Heard
from tests.handlers.answering.month import Month, button, labels, only

NEWS = (
    "recruitment has slipped to March because panel was cancelled",
    "panel met",
    "two feeds outstanding",
    "still waiting for legal",
    "draft sent to ICB",
    "45 of 60 plans issued",
    "two officers left",
    "we are recruiting",
    "waiting for data from two academies",
    "ok the panel has met",
    "data feed late",
    "supplier went under",
    "training underway",
    "staff shortage in the casework team after the summer",
    "we can't recruit educational psychologists",
    "nearly there, contract going to legal",
    "is now with legal",
    "good progress",
    "work has begun",
    "open evening held in Maidstone",
    "when the panel meets we will know which of the sites can open first",
)
NOTHING = (
    "asdf",
    "asdf qwer",
    "roles",
    "hello",
    "hello there",
    "thanks",
    "ok great",
    "great, ta",
    "what is this",
    "who is my deputy",
    "is this a scam",
    "show me the list",
    "please send me the plan",
    "i dont know",
    "I don't understand",
    "no idea",
    "can you help",
    "you are useless",
    "hmm",
    "lorem ipsum dolor",
    "qwerty uiop asdf ghjk zxcv bnm",
    "nothing",
    "the plan",
    "who may do what and for whom",
    "list of roles",
    "",
    "???",
)


@pytest.mark.parametrize("words", NEWS)
def test_news_tells_something(words: str) -> None:
    assert tells_something(words)


@pytest.mark.parametrize("words", NOTHING)
def test_a_greeting_a_question_or_a_slip_tells_nothing(words: str) -> None:
    assert not tells_something(words)


@pytest.mark.parametrize("words", ["staffing", "no staff", "panel cancelled", "funding gap"])
def test_a_word_or_two_tell_something_where_words_were_asked_for(words: str) -> None:
    assert tells_something(words, wanted=True)


@pytest.mark.parametrize(
    "words", ["ok", "what", "x", "xxxx", "asdf qwer", "show me", "i dont know"]
)
def test_not_even_then_does_a_question_or_a_slip(words: str) -> None:
    assert not tells_something(words, wanted=True)


@given(st.text(max_size=300))
def test_any_text_at_all_is_judged(words: str) -> None:
    assert tells_something(words) in {True, False}
    assert not tells_something(words) or tells_something(words, wanted=True)


def with_one_open(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")


@pytest.mark.parametrize("line", ["asdf qwer", "what is this", "deputy", "i dont know", "x\0y"])
def test_with_one_action_open_nothing_is_recorded_of_them(month: Month, line: str) -> None:
    with_one_open(month)
    said = only(month.type(line))
    assert said.notice == "I could not find an answer in that, so nothing is recorded."
    assert '"7.4 no change"' in month.read(said)
    assert not month.updates("7.4")


def test_with_several_open_nobody_is_asked_which_action_a_slip_is_about(month: Month) -> None:
    assert only(month.type("asdf qwer")).kind == "not_understood"
    assert only(month.type("the panel met on their advice")).notice == "Which action is it about?"


@pytest.mark.parametrize("line", ["the panel met", "recruitment slipped", "15 March", "6 seen"])
def test_with_one_action_open_news_is_recorded(month: Month, line: str) -> None:
    with_one_open(month)
    month.type(line)
    assert month.answer("7.4").words == line


def test_a_line_with_a_reference_is_recorded_whatever_it_says(month: Month) -> None:
    month.type("7.4 legal")
    assert month.answer("7.4").words == "legal"


def test_a_word_answers_what_was_asked_of_an_amber(month: Month) -> None:
    month.press("update.rate", "5.1", rating="amber")
    month.type("staffing")
    assert month.answer("5.1").reason == "staffing"


def heard(month: Month, words: str) -> int:
    """A line in the inbox."""
    row = Heard(
        key=words,
        platform="local",
        conversation=f"person:{month.owner.id}",
        person_id=month.owner.id,
        kind="line",
        body={"words": words},
        at=month.now,
    )
    month.session.add(row)
    month.session.flush()
    return row.id


def test_what_was_not_taken_can_be_recorded_after_all_and_once(month: Month) -> None:
    with_one_open(month)
    request = month.request(month.owner, words="legal", heard_id=heard(month, "legal"))
    said = only(call("typed", request))
    assert labels(said) == [
        "Record it for 7.4",
        "Show my actions",
        "Send this to the programme office",
    ]
    for _ in range(2):
        receipt = only(month.follow(button(said, "Record it for 7.4")))
        assert receipt.notice == "7.4 recorded: “legal”."
    assert len(month.updates("7.4")) == 1


def test_somebody_elses_line_is_not_recorded(month: Month) -> None:
    with_one_open(month)
    request = month.request(month.owner, words="legal", heard_id=heard(month, "legal"))
    said = only(call("typed", request))
    refused = only(month.follow(button(said, "Record it for 7.4"), by=month.deputy))
    assert refused.notice == "I do not have that line any more. Please write it once again."


def test_sent_to_the_programme_office_twice_it_arrives_once(month: Month) -> None:
    request = month.request(month.owner, words="asdf", heard_id=heard(month, "asdf"))
    said = only(call("typed", request))
    for _ in range(2):
        month.follow(button(said, "Send this to the programme office"))
    assert len(month.told(month.office)) == 1


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("hello there", "help"),
        ("good morning", "help"),
        ("thanks for the reminder", "thanks"),
        ("great, ta", "thanks"),
        ("Hi, thanks a lot", "thanks"),
        ("roles", "roles"),
        ("who may do what?", "roles"),
    ],
)
def test_a_word_that_means_something_else_gets_its_answer(
    month: Month, line: str, kind: str
) -> None:
    with_one_open(month)
    assert only(month.type(line)).kind == kind
    assert not month.updates("7.4")


def test_who_owns_nothing_is_not_asked_which_action(month: Month) -> None:
    for line in ("amber, late", "snoring"):
        assert only(month.type(line, by=month.verifier)).kind == "not_understood"


def test_a_deputy_is_asked_which_action_only_where_something_is_said(month: Month) -> None:
    assert only(month.type("snoring", by=month.deputy)).kind == "not_understood"
    asked = only(month.type("amber, feed late", by=month.deputy))
    assert asked.notice == "Which action is it about?"


@pytest.mark.parametrize("line", ["7.4 why", "7.4 how come", "tell me about 7.4"])
def test_a_question_about_an_action_is_no_update_of_it(month: Month, line: str) -> None:
    assert only(month.type(line)).kind in {"about", "why"}
    assert not month.updates("7.4")


@pytest.mark.parametrize("line", ["why", "show me", "what is this"])
def test_what_is_asked_of_the_bot_is_not_offered_for_the_record(month: Month, line: str) -> None:
    with_one_open(month)
    request = month.request(month.owner, words=line, heard_id=heard(month, line))
    assert "Record it for 7.4" not in labels(only(call("typed", request)))
