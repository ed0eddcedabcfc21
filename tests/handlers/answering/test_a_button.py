"""Answering by button: a rating is one click, green or red alike."""

from datetime import date

import pytest
from sqlalchemy import select

from models.delivery import Occasion, Step
from models.states import Rating, Stage
from models.update import UpdateKind
from tests.handlers.answering.month import AFTER_CUT_OFF, Month, field_of, labels, only


@pytest.mark.parametrize("rating", ["green", "amber", "red"])
def test_a_rating_is_recorded_in_one_click(month: Month, rating: str) -> None:
    month.press("update.rate", "5.1", rating=rating)
    answer = month.answer("5.1")
    assert (answer.rating, answer.kind, answer.number) == (
        Rating(rating),
        UpdateKind.ANSWER,
        "2023-10/001",
    )


def test_green_asks_for_nothing_more(month: Month) -> None:
    reply = month.press("update.rate", "5.1", rating="green")
    assert reply.form is None
    assert not month.answer("5.1").awaits_words


@pytest.mark.parametrize("rating", ["amber", "red"])
def test_amber_and_red_open_the_form_and_their_words_are_awaited(month: Month, rating: str) -> None:
    month.said_before("5.1", "data feed outstanding")
    reply = month.press("update.rate", "5.1", rating=rating)
    assert month.answer("5.1").awaits_words
    assert field_of(reply.form, "rating") == rating
    assert "What is in the way" in month.read(only(reply))


def test_the_form_that_opens_is_filled_with_the_last_answer(month: Month) -> None:
    month.said_before("5.1", "data feed outstanding", Rating.AMBER)
    reply = month.press("update.rate", "5.1", rating="amber")
    assert field_of(reply.form, "words") == "data feed outstanding"


def test_who_has_no_words_yet_may_be_asked_again_on_a_later_day(month: Month) -> None:
    receipt = only(month.press("update.rate", "5.1", rating="red"))
    assert labels(receipt) == ["Write it", "Ask me on Monday", "Change", "Undo"]


def test_a_line_of_words_without_a_reference_goes_to_the_rating_that_waits_for_it(
    month: Month,
) -> None:
    month.press("update.rate", "5.1", rating="amber")
    month.type("waiting for data from two academies, expected 20 Oct")
    answer = month.answer("5.1")
    assert not answer.awaits_words
    assert (answer.rating, answer.forecast) == (Rating.AMBER, date(2023, 10, 20))
    assert answer.reason == "waiting for data from two academies"


def test_the_receipt_quotes_the_sentence_that_the_board_will_read(month: Month) -> None:
    said = month.read(only(month.type("5.1 amber, waiting for two academies, expected 20 Oct")))
    assert (
        'The Board will read: "At risk. Waiting for two academies; expected Friday 20 October,'
        ' before the due date of Friday 27 October."' in said
    )
    assert "No. 2023-10/001." in said
    assert "You can change this until Friday 6 October, 5 pm." in said


def test_a_double_click_is_one_record_and_the_same_answer(month: Month) -> None:
    first = month.press("update.rate", "5.1", rating="green")
    second = month.press("update.rate", "5.1", rating="green")
    assert len(month.updates("5.1")) == 1
    assert only(first) == only(second)


def test_another_rating_is_a_new_version_with_the_next_number(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    month.press("update.rate", "7.4", rating="green")
    month.press("update.rate", "5.1", rating="red")
    first, second = month.updates("5.1")
    assert (second.kind, second.replaces_id, second.number) == (
        UpdateKind.CORRECTION,
        first.id,
        "2023-10/003",
    )


def test_another_rating_leaves_the_words_of_the_one_before_behind(month: Month) -> None:
    month.type("5.1 amber, waiting for two academies")
    month.press("update.rate", "5.1", rating="green")
    assert month.answer("5.1").words == ""


def test_pressed_on_the_ask_the_ask_itself_becomes_the_receipt(month: Month) -> None:
    posted = month.posted()
    reply = month.press("update.rate", "5.1", on=posted, rating="green")
    assert (reply.say, reply.instead) == ((), None)
    owed = month.session.scalars(
        select(Occasion).where(Occasion.step == Step.REPLACE, Occasion.posted_id == posted.id)
    ).all()
    assert [occasion.about for occasion in owed] == [
        {"person_id": month.owner.id, "cycle_id": month.cycle.id}
    ]


def test_the_first_update_that_says_work_began_puts_the_action_in_progress(month: Month) -> None:
    month.action("9.1", stage=Stage.NOT_STARTED, start=date(2023, 9, 25))
    month.press("update.rate", "9.1", rating="green")
    assert month["9.1"].stage is Stage.IN_PROGRESS


@pytest.mark.parametrize(
    ("line", "stage"),
    [
        ("9.1 green, not started yet", Stage.NOT_STARTED),
        ("9.1 green, kicked off on Monday", Stage.IN_PROGRESS),
        ("9.1 no change", Stage.NOT_STARTED),
    ],
)
def test_whether_work_began_is_read_from_the_words(month: Month, line: str, stage: Stage) -> None:
    month.action("9.1", stage=Stage.NOT_STARTED, start=date(2023, 9, 25))
    month.type(line)
    assert month["9.1"].stage is stage


def test_on_track_where_the_rule_gives_worse_asks_for_the_reason(month: Month) -> None:
    month.action("9.1", due=date(2023, 9, 15))
    said = month.read(only(month.press("update.rate", "9.1", rating="green")))
    assert "The rule gives Amber, at risk: it was due on Friday 15 September, 14 days ago" in said
    assert 'The Board will read: "At risk: it was due on' in said
    assert "The owner says on track." in said


def test_a_reason_for_better_than_the_rule_is_enough(month: Month) -> None:
    month.action("9.1", due=date(2023, 9, 15))
    said = month.read(only(month.type("9.1 green, done on Friday, only the report is missing")))
    assert "What makes it better?" not in said


def test_an_answer_after_the_cut_off_is_taken_and_marked_late(month: Month) -> None:
    month.now = AFTER_CUT_OFF
    said = month.read(only(month.press("update.rate", "5.1", rating="green")))
    assert month.answer("5.1").late
    assert "Marked late: it goes into this paper if there is time" in said


def test_more_shows_what_else_can_be_said(month: Month) -> None:
    more = only(month.press("update.more", "5.1"))
    assert labels(more) == [
        *("Delivered", "No change", "More time", "Not mine", "Another change"),
        "Write it in full",
    ]


def test_the_first_press_marks_the_ask_as_opened(month: Month) -> None:
    month.press("update.more", "5.1")
    from models.cycle import Ask

    opened = month.session.scalars(select(Ask).where(Ask.opened_at.is_not(None))).all()
    assert [ask.action.ref for ask in opened] == ["5.1"]
