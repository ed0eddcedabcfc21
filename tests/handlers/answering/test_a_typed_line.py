"""A typed line: recorded at once where nothing is in question, else read back or asked about."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.change import ChangeRequest
from models.delivery import Occasion
from models.message_json import message_from
from models.states import Rating, Stage
from models.update import Reading, ReadingState
from tests.handlers.answering.month import Month, button, labels, only


def waiting(month: Month) -> list[Reading]:
    """The readings that wait for somebody's word."""
    rows = select(Reading).where(Reading.state == ReadingState.WAITING).order_by(Reading.id)
    return list(month.session.scalars(rows))


def test_a_plain_line_is_recorded_at_once_with_change_and_undo(month: Month) -> None:
    receipt = only(month.type("5.1 on track, two feeds are in"))
    assert labels(receipt) == ["Change", "Undo"]
    assert (month.answer("5.1").rating, month.answer("5.1").words) == (
        Rating.GREEN,
        "two feeds are in",
    )
    assert not waiting(month)


def test_several_actions_in_one_message_are_each_recorded(month: Month) -> None:
    receipt = only(month.type("5.1 green\n7.4 red, supplier went under, back by 15 Jan"))
    assert receipt.notice == "Two answers recorded: 5.1 and 7.4."
    assert month.answer("7.4").forecast == date(2024, 1, 15)
    assert month.answer("7.4").words == "supplier went under"


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("5.1 done", "Is this right? 5.1: delivered."),
        (
            "need until end of Feb for 7.4 because the panel meets then",
            "Is this right? 7.4: a new due date of Thursday 29 February 2024 is asked for.",
        ),
    ],
)
def test_delivered_and_a_new_date_are_read_back_first(month: Month, line: str, head: str) -> None:
    asked = only(month.type(line))
    assert asked.notice == head
    assert month.updates("5.1") + month.updates("7.4") == []
    assert len(waiting(month)) == 1


def test_what_was_read_back_counts_once_it_is_confirmed(month: Month) -> None:
    asked = only(month.type("5.1 done, evidence https://example.org/a"))
    month.follow(button(asked, "Yes, 5.1 is delivered"))
    assert month["5.1"].stage is Stage.DELIVERED
    assert month.answer("5.1").evidence == ["https://example.org/a"]
    assert [r.state for r in month.session.scalars(select(Reading))] == [ReadingState.CONFIRMED]


def test_confirmed_twice_it_is_recorded_once(month: Month) -> None:
    asked = only(month.type("5.1 done"))
    first = only(month.follow(button(asked, "Yes, 5.1 is delivered")))
    second = only(month.follow(button(asked, "Yes, 5.1 is delivered")))
    assert first == second
    assert len(month.updates("5.1")) == 1


def test_what_is_read_back_can_be_changed_in_the_form_and_then_waits_no_more(month: Month) -> None:
    asked = only(month.type("5.1 done, evidence https://example.org/a"))
    form = month.follow(button(asked, "Change")).form
    assert form is not None
    assert form.verb == "update.save_delivered"
    month.send(form.verb, "5.1", delivered_on="2023-09-20", evidence="https://example.org/a")
    assert month["5.1"].delivered_on == date(2023, 9, 20)
    assert not waiting(month)


def test_what_is_left_is_recorded_nowhere(month: Month) -> None:
    asked = only(month.type("5.1 done"))
    left = only(month.follow(button(asked, "Leave it")))
    assert left.notice == "Left: nothing is recorded for 5.1 from that line."
    assert not month.updates("5.1")


def test_a_reading_that_waits_is_shown_in_the_ask_and_is_not_open(month: Month) -> None:
    month.type("5.1 done")
    shown = month.read(month.ask())
    assert "5.1: waits for your word." in shown
    assert month.ask().notice.startswith("One action to update")


def test_a_question_back_offers_its_answers_and_the_rest_is_recorded(month: Month) -> None:
    month.now = datetime(2023, 10, 3, 9, tzinfo=UTC)
    receipt, asked = month.type("5.1 green; 7.4 amber, supplier late, expected next Friday").say
    assert receipt.notice == "5.1 recorded: Green, on track."
    assert asked.notice == "Which date did you mean for 7.4?"
    assert labels(asked)[:3] == ["Friday 6 October", "Friday 13 October", "Another date"]
    assert "The rest is recorded." in month.read(asked)


@pytest.mark.parametrize("answer", ["13 October", "the 13th", "Friday 13 October", "press"])
def test_the_answer_to_the_question_is_understood_typed_or_pressed(
    month: Month, answer: str
) -> None:
    month.now = datetime(2023, 10, 3, 9, tzinfo=UTC)
    asked = only(month.type("7.4 amber, supplier late, expected next Friday"))
    if answer == "press":
        month.follow(button(asked, "Friday 13 October"))
    else:
        month.type(answer)
    said = month.answer("7.4")
    assert (said.rating, said.forecast) == (Rating.AMBER, date(2023, 10, 13))
    assert said.words == "supplier late"
    assert not waiting(month)


def test_another_date_is_taken_from_its_form(month: Month) -> None:
    month.now = datetime(2023, 10, 3, 9, tzinfo=UTC)
    asked = only(month.type("7.4 amber, supplier late, expected next Friday"))
    opened = month.follow(button(asked, "Another date")).form
    assert opened is not None
    from handlers.verbs import call

    sent = month.request(month.owner, args=dict(opened.args), fields={"day": "2023-10-20"})
    call(opened.verb, sent)
    assert month.answer("7.4").forecast == date(2023, 10, 20)


def test_a_rating_in_doubt_is_asked_and_the_answer_taken(month: Month) -> None:
    asked = only(month.type("5.1 amber/red, supplier late"))
    assert asked.notice == "How does 5.1 stand?"
    month.type("red")
    assert (month.answer("5.1").rating, month.answer("5.1").words) == (
        Rating.RED,
        "supplier late",
    )


def test_which_action_is_asked_where_several_are_open(month: Month) -> None:
    asked = only(month.type("amber, supplier late"))
    assert asked.notice == "Which action is it about?"
    month.follow(button(asked, "7.4 Joint performance scorecard"))
    assert (month.answer("7.4").rating, month.answer("7.4").words) == (
        Rating.AMBER,
        "supplier late",
    )


def test_the_action_can_be_typed_too(month: Month) -> None:
    month.type("amber, supplier late")
    month.type("7.4")
    assert month.answer("7.4").rating is Rating.AMBER


def test_with_one_action_open_it_is_the_one_that_is_meant(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    month.type("amber, supplier late")
    assert month.answer("7.4").rating is Rating.AMBER


def test_an_unknown_reference_is_named_and_the_right_one_can_be_chosen(month: Month) -> None:
    asked = only(month.type("77.4 green"))
    assert asked.notice.startswith("There is no action 77.4 in the plan.")
    month.follow(button(asked, "7.4 Joint performance scorecard"))
    assert month.answer("7.4").rating is Rating.GREEN


def test_two_questions_about_one_action_are_asked_one_after_the_other(month: Month) -> None:
    assert only(month.type("7.4 not green, data late, expected mid March")).notice == (
        "How does 7.4 stand?"
    )
    assert only(month.type("amber")).notice == "Which date did you mean for 7.4?"
    month.type("15 March")
    answer = month.answer("7.4")
    assert (answer.rating, answer.forecast) == (Rating.AMBER, date(2024, 3, 15))


def test_more_time_with_no_date_asks_for_the_date_and_then_for_the_reason(month: Month) -> None:
    month.type("7.4 need more time")
    assert only(month.type("end of March")).notice == "7.4: what is the reason?"
    month.type("recruitment failed")
    month.type("yes")
    request = month.session.scalars(select(ChangeRequest)).one()
    assert (request.due_asked, request.reason) == (date(2024, 3, 28), "recruitment failed")


def test_words_beside_a_question_leave_it_waiting(month: Month) -> None:
    month.press("update.rate", "7.4", rating="green")
    month.type("5.1 done")
    month.type("5.1 the steering group has met")
    assert len(waiting(month)) == 1


def test_more_time_without_its_reason_is_asked_for_it(month: Month) -> None:
    asked = only(month.type("need until end of Feb for 7.4"))
    assert asked.notice == "7.4: what is the reason?"
    month.type("the panel meets in February")
    month.type("yes")
    request = month.session.scalars(select(ChangeRequest)).one()
    assert (request.due_asked, request.reason) == (date(2024, 2, 29), "the panel meets in February")


def test_a_new_line_about_the_same_action_takes_the_place_of_what_waits(month: Month) -> None:
    month.type("5.1 done")
    month.type("5.1 green, nearly there")
    assert month.answer("5.1").rating is Rating.GREEN
    assert not waiting(month)


def test_what_somebody_else_was_asked_is_not_for_me_to_confirm(month: Month) -> None:
    asked = only(month.type("5.1 done"))
    refused = only(month.follow(button(asked, "Yes, 5.1 is delivered"), by=month.other))
    assert refused.kind == "refused"
    assert not month.updates("5.1")


def test_the_day_of_a_delivery_is_the_day_that_the_line_names(month: Month) -> None:
    month.type("5.1 completed on 12 September")
    month.type("yes")
    assert month["5.1"].delivered_on == date(2023, 9, 12)


def test_a_line_in_a_thread_belongs_to_the_cycle_of_the_thread(month: Month) -> None:
    posted = month.posted()
    month.now = datetime(2023, 10, 24, 9, tzinfo=UTC)
    from handlers.verbs import call

    line = month.request(month.owner, words="5.1 green", posted_id=posted.id)
    call("typed", line)
    assert month.answer("5.1").cycle_id == month.cycle.id


def test_with_no_cycle_open_a_line_is_news(month: Month) -> None:
    month.now = datetime(2023, 11, 1, 9, tzinfo=UTC)
    said = month.read(only(month.type("5.1 green, feeds are in")))
    assert (month.answer("5.1").cycle_id, month.answer("5.1").number) == (None, "news-2023-11/001")
    assert "I ask whether it is still right next time" in said


@pytest.mark.parametrize(
    "line",
    ["x" * 12_000, "\N{PILE OF POO}" * 50, "<!channel> <script>", "\0\x1b[31m", "?" * 300, " \n "],
)
def test_any_line_at_all_gets_an_answer(month: Month, line: str) -> None:
    assert month.type(line).say


@pytest.mark.parametrize("yes", ["yes", "OK", "that's right", "Correct."])
def test_a_short_yes_confirms_what_was_read_back(month: Month, yes: str) -> None:
    month.type("5.1 done")
    month.type(yes)
    assert month["5.1"].stage is Stage.DELIVERED


def test_a_question_that_was_answered_in_words_asks_no_more(month: Month) -> None:
    posted = month.posted(message=only(month.type("5.1 done")))
    month.type("yes")
    rows = select(Occasion).where(Occasion.posted_id == posted.id)
    (replaced,) = month.session.scalars(rows)
    assert message_from(replaced.message).notice == (
        "That question about 5.1 is settled: it is recorded."
    )


def test_undo_can_be_typed(month: Month) -> None:
    month.type("5.1 red")
    assert only(month.type("undo")).notice.startswith("5.1: taken back.")
    assert only(month.type("undo")).notice == "You have no answer here that I could take back."


def test_a_reference_alone_shows_the_action(month: Month) -> None:
    assert only(month.type("5.1?")).kind == "about"


def test_a_delivery_without_evidence_offers_to_add_it(month: Month) -> None:
    month.type("5.1 done")
    receipt = only(month.type("yes"))
    assert labels(receipt) == ["Add the evidence", "Change", "Undo"]


def test_who_has_left_the_post_is_told_so(month: Month) -> None:
    month.owner.active_until = date(2023, 9, 22)
    refused = only(month.type("5.1 green"))
    assert "Friday 22 September 2023 was your last day in post" in refused.notice
