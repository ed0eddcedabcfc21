"""Undo, and the day on which one is asked again."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.change import ChangeRequest
from models.cycle import Ask
from models.states import Rating, Stage
from models.update import UpdateKind
from tests.handlers.answering.month import AFTER_CUT_OFF, Month, button, labels, only


def test_undo_brings_back_what_stood_before(month: Month) -> None:
    month.type("5.1 amber, waiting for two academies")
    receipt = only(month.type("5.1 green"))
    undone = only(month.follow(button(receipt, "Undo")))
    answer = month.answer("5.1")
    assert (answer.kind, answer.rating, answer.words) == (
        UpdateKind.UNDO,
        Rating.AMBER,
        "waiting for two academies",
    )
    assert "The answer before it stands: Amber, at risk." in undone.notice


def test_undo_of_the_first_answer_leaves_the_action_open(month: Month) -> None:
    receipt = only(month.press("update.rate", "5.1", rating="green"))
    undone = only(month.follow(button(receipt, "Undo")))
    assert month.answer("5.1").kind is UpdateKind.WITHDRAWN
    assert undone.notice == "5.1: taken back. It is open again, and nothing is recorded for it."
    assert month.ask().notice.startswith("Two actions to update")


def test_undo_pressed_twice_is_done_once(month: Month) -> None:
    receipt = only(month.press("update.rate", "5.1", rating="green"))
    first = only(month.follow(button(receipt, "Undo")))
    second = only(month.follow(button(receipt, "Undo")))
    assert first == second
    assert len(month.updates("5.1")) == 2


def test_a_version_that_was_replaced_cannot_be_taken_back(month: Month) -> None:
    receipt = only(month.press("update.rate", "5.1", rating="green"))
    month.press("update.rate", "5.1", rating="red")
    refused = only(month.follow(button(receipt, "Undo")))
    assert "has been answered again since" in refused.notice


def test_after_the_cut_off_what_stood_then_stays(month: Month) -> None:
    receipt = only(month.press("update.rate", "5.1", rating="green"))
    month.now = AFTER_CUT_OFF
    refused = only(month.follow(button(receipt, "Undo")))
    assert refused.notice.startswith("Answers have closed, so 5.1 stays as it stood then.")
    assert "Undo" not in labels(month.ask())


def test_undo_of_a_claim_of_delivery_puts_the_action_back_in_progress(month: Month) -> None:
    month.type("5.1 done")
    receipt = only(month.type("yes"))
    assert month["5.1"].stage is Stage.DELIVERED
    month.follow(button(receipt, "Undo"))
    assert (month["5.1"].stage, month["5.1"].delivered_on) == (Stage.IN_PROGRESS, None)


def test_undo_of_the_first_word_of_work_takes_the_start_back(month: Month) -> None:
    month.action("9.1", stage=Stage.NOT_STARTED, start=date(2023, 9, 25))
    receipt = only(month.press("update.rate", "9.1", rating="green"))
    month.follow(button(receipt, "Undo"))
    assert month["9.1"].stage is Stage.NOT_STARTED


def test_undo_of_a_request_for_more_time_withdraws_it(month: Month) -> None:
    card = only(
        month.send("update.save_more_time", "7.4", requested_due="2024-02-29", reason="panel")
    )
    month.follow(button(card, "Undo"))
    assert month.session.scalars(select(ChangeRequest.state)).all() == ["withdrawn"]


def test_one_is_asked_again_on_the_day_one_chose(month: Month) -> None:
    reply = month.press("update.snooze", until="2023-10-03")
    assert only(reply).notice.startswith("I ask again on Tuesday 3 October.")
    days = month.session.scalars(select(Ask.snoozed_until).where(Ask.asked_id == month.owner.id))
    assert set(days) == {date(2023, 10, 3)}


@pytest.mark.parametrize("until", ["2023-10-09", "2023-10-06", "2024-01-01"])
def test_no_snooze_passes_the_cut_off(month: Month, until: str) -> None:
    month.press("update.snooze", until=until)
    days = set(
        month.session.scalars(select(Ask.snoozed_until).where(Ask.snoozed_until.is_not(None)))
    )
    assert all(day < date(2023, 10, 6) for day in days)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("snooze", "Monday 2 October"),
        ("remind me on Wednesday", "Wednesday 4 October"),
        ("Ask me again tomorrow, please", "Monday 2 October"),
        ("ask me on Friday", "Thursday 5 October"),
    ],
)
def test_an_ask_is_put_off_in_words_and_never_past_the_cut_off(
    month: Month, line: str, day: str
) -> None:
    assert only(month.type(line)).notice == (
        f"I ask again on {day}. You can answer at any time before."
    )


def test_with_nothing_asked_for_there_is_nothing_to_put_off(month: Month) -> None:
    month.now = datetime(2023, 11, 1, 9, tzinfo=UTC)
    assert only(month.type("snooze")).notice == (
        "No answer is asked for at present, so there is nothing to put off."
    )
