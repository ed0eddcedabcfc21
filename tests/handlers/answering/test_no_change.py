"""No change: one tap, twice in a row; the third needs words."""

from datetime import UTC, date, datetime

from models.cycle import Cycle
from models.states import Rating, Stage
from tests.handlers.answering.month import Month, button, labels, only


def next_month(month: Month, board_on: date) -> Cycle:
    """Move to the opening of the next cycle, with the same actions asked for."""
    month.cycle = month.cycle_for(board_on)
    opens = month.cycle.collection_opens
    month.now = datetime(opens.year, opens.month, opens.day, 9, tzinfo=UTC)
    for ref in ("5.1", "7.4"):
        month.asked(month[ref], month.owner)
    return month.cycle


def test_no_change_keeps_the_rating_and_what_stands_behind_it(month: Month) -> None:
    month.said_before("5.1", "feed outstanding", Rating.AMBER)
    month.press("update.no_change", "5.1")
    answer = month.answer("5.1")
    assert (answer.no_change, answer.rating, answer.words) == (True, Rating.AMBER, "")
    assert not answer.awaits_words


def test_no_change_for_the_others_closes_the_message(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    month.press("update.no_change_others")
    assert [month.answer(ref).no_change for ref in ("5.1", "7.4")] == [False, True]
    assert month.ask().notice == "Both are in, thank you."


def test_the_third_no_change_running_needs_words(month: Month) -> None:
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 11, 22))
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 12, 20))
    reply = month.press("update.no_change", "5.1")
    assert reply.form is not None
    assert len(month.updates("5.1")) == 2
    assert month.send("update.save_no_change", "5.1", words="").errors
    assert not month.send("update.save_no_change", "5.1", words="panel has not met").errors
    assert month.answer("5.1").words == "panel has not met"


def test_a_third_no_change_for_all_asks_for_the_line_and_takes_the_rest(month: Month) -> None:
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 11, 22))
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 12, 20))
    reply = month.press("update.no_change_others")
    asked = reply.say[-1]
    assert asked.notice == (
        "One line is needed for 5.1: “no change” has stood there twice running."
    )
    assert labels(asked) == ["Write it for 5.1"]
    assert month.answer("7.4").no_change
    assert month.follow(button(asked, "Write it for 5.1")).form is not None


def test_a_typed_third_no_change_asks_and_the_typed_answer_is_taken(month: Month) -> None:
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 11, 22))
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 12, 20))
    asked = only(month.type("5.1 no change"))
    assert "has been said twice running" in asked.notice
    month.type("the panel has not met")
    answer = month.answer("5.1")
    assert (answer.no_change, answer.words) == (True, "the panel has not met")


def test_words_between_start_the_count_anew(month: Month) -> None:
    month.press("update.no_change", "5.1")
    next_month(month, date(2023, 11, 22))
    month.type("5.1 green, two feeds in")
    next_month(month, date(2023, 12, 20))
    assert month.press("update.no_change", "5.1").form is None


def test_an_area_lead_cannot_say_that_nothing_has_changed(month: Month) -> None:
    refused = only(month.press("update.no_change", "5.1", by=month.lead))
    assert "Only the owner or their deputy can say that nothing has changed." in refused.notice


def test_no_change_leaves_a_claim_of_delivery_as_it_stands(month: Month) -> None:
    month.type("5.1 done, evidence https://example.org/a")
    month.type("yes")
    receipt = only(month.type("5.1 no change"))
    assert (
        receipt.notice
        == "5.1 recorded: delivered on Friday 29 September, with one link to evidence."
    )
    assert (month["5.1"].stage, month.answer("5.1").delivered) == (Stage.DELIVERED, True)
    assert len(month.updates("5.1")) == 1


def test_no_change_after_another_answer_is_no_change_since_the_last_report(month: Month) -> None:
    month.said_before("5.1", "feeds missing", rating=Rating.RED)
    month.type("5.1 amber, one feed in")
    receipt = month.read(only(month.type("5.1 nothing new")))
    assert receipt.startswith("5.1 recorded: no change, Red, off track.")
    assert '"Off track. No change since the last report."' in receipt
    assert "one feed" not in receipt


def test_no_change_said_twice_keeps_its_words(month: Month) -> None:
    month.type("5.1 no change, still waiting")
    month.press("update.no_change", "5.1")
    assert [update.words for update in month.updates("5.1")] == ["still waiting"]
