"""What a person reads when they are asked, and how it follows the record."""

from datetime import UTC, date, datetime

from handlers.asking.reminding import first_contact_message, reminder_message
from models.states import Rating
from models.update import UpdateKind
from tests.handlers.answering.month import AFTER_CUT_OFF, HERE, Month, button, labels, only


def test_the_first_line_says_what_is_wanted_and_by_when(month: Month) -> None:
    assert month.ask().notice == "Two actions to update by Friday 6 October, 5 pm."


def test_the_worst_action_stands_first(month: Month) -> None:
    month.said_before("7.4", rating=Rating.RED)
    month.said_before("5.1", rating=Rating.AMBER)
    shown = month.read(month.ask())
    assert shown.index("7.4 Joint") < shown.index("5.1 Shared")


def test_each_open_action_has_its_four_buttons_and_the_message_closes_with_one(
    month: Month,
) -> None:
    each = ["On track", "At risk", "Off track", "More…"]
    assert labels(month.ask()) == [*each, *each, "No change for the others"]


def test_what_was_said_last_stands_there_with_its_age(month: Month) -> None:
    month.said_before("5.1", "data feed from two academies outstanding")
    said = 'The plan said 31 days ago: "data feed from two academies outstanding"'
    assert said in month.read(month.ask())


def test_a_rating_stands_with_its_words_and_its_due_date_with_its_weekday(month: Month) -> None:
    month.said_before("5.1")
    assert "[Amber, at risk] Due Friday 27 October" in month.read(month.ask())


def test_from_the_fifth_action_on_there_is_one_line_each(month: Month) -> None:
    for ref in ("9.1", "9.2", "9.3"):
        month.action(ref)
    ask = month.ask()
    assert labels(ask).count("On track") == 4
    assert labels(ask)[-2:] == ["The last one", "No change for the others"]
    assert all(f"* {ref} " in month.read(ask) for ref in ("5.1", "7.4", "9.1", "9.2", "9.3"))


def test_the_last_page_leads_back(month: Month) -> None:
    for ref in ("9.1", "9.2", "9.3"):
        month.action(ref)
    turned = only(month.follow(button(month.ask(), "The last one")))
    assert labels(turned).count("On track") == 1
    assert "The four before" in labels(turned)


def test_an_answered_action_stands_as_its_receipt(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    ask = month.ask()
    assert ask.notice == "One action to update by Friday 6 October, 5 pm. 5.1 is in."
    assert "5.1 recorded: Green, on track." in month.read(ask)
    assert labels(ask)[-2:] == ["Change", "Undo"]


def test_when_all_is_answered_the_ask_says_so(month: Month) -> None:
    month.type("all green")
    ask = month.ask()
    assert ask.notice == "Both are in, thank you."
    assert "On track" not in labels(ask)


def test_what_is_late_is_still_taken_and_the_ask_says_so(month: Month) -> None:
    month.now = AFTER_CUT_OFF
    assert "answers closed on Friday 6 October, 5 pm, and a late one counts" in month.ask().notice


def test_news_between_cycles_comes_back_and_asks_whether_it_is_still_right(month: Month) -> None:
    month.now = datetime(2023, 9, 20, 9, tzinfo=UTC)
    month.type("5.1 amber, waiting for two academies")
    assert month.answer("5.1").cycle_id is None
    month.now = datetime(2023, 9, 29, 9, tzinfo=UTC)
    assert 'You told me 9 days ago: "waiting for two academies" Still right?' in month.read(
        month.ask()
    )
    month.follow(button(month.ask(), "Still right"))
    answer = month.answer("5.1")
    assert (answer.cycle_id, answer.rating) == (month.cycle.id, Rating.AMBER)
    assert (answer.words, answer.kind) == ("waiting for two academies", UpdateKind.ANSWER)


def test_it_says_when_the_reminder_comes_and_who_hears_of_silence(month: Month) -> None:
    shown = month.read(month.ask())
    assert "I remind once, on Wednesday 4 October." in shown
    assert (
        "What is still open on Monday 9 October goes on a list to the area lead, then to the"
        " programme office and the chair." in shown
    )


def test_an_area_lead_reads_that_their_own_silence_goes_one_level_up(month: Month) -> None:
    own = month.action("9.9", owner=month.lead)
    assert own.accountable is month.lead
    shown = month.read(month.ask(month.lead))
    assert "goes on a list to the programme office, then to the chair." in shown


def test_it_names_somebody_to_ask_who_is_not_the_reader(month: Month) -> None:
    assert "Questions: Programme Office Co-ordinator." in month.read(month.ask())
    month.action("7.3", owner=month.office)
    assert "Questions: the programme office." in month.read(month.ask(month.office))


def test_a_deputy_reads_whose_action_it_is(month: Month) -> None:
    month.asked(month.world.action("9.4", owner=month.owner), month.deputy)
    assert "for the Head of Management Information" in month.read(month.ask(month.deputy))


def test_it_offers_a_line_to_type_made_of_the_readers_own_actions(month: Month) -> None:
    shown = month.read(month.ask())
    assert 'type a line, such as "5.1 amber, waiting for data, expected 27 Oct"' in shown


def test_the_reminder_lists_only_what_is_open(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    month.now = datetime(2023, 10, 4, 8, tzinfo=UTC)
    reminder = reminder_message(
        month.session, month.owner, month.cycle, now=month.now, partnership=HERE
    )
    assert reminder is not None
    assert reminder.notice == "One action is still open: 7.4, by Friday 6 October, 5 pm."
    assert "5.1 is in, thank you." in month.read(reminder)
    assert labels(reminder)[4:] == [
        "No change for 7.4",
        "Ask me on Thursday",
        "Show the whole message",
    ]


def test_nobody_is_reminded_of_what_is_in(month: Month) -> None:
    month.type("all green")
    assert (
        reminder_message(month.session, month.owner, month.cycle, now=month.now, partnership=HERE)
        is None
    )


def test_the_reminder_asks_for_just_the_words_that_are_awaited(month: Month) -> None:
    month.press("update.rate", "5.1", rating="red")
    month.press("update.rate", "7.4", rating="green")
    reminder = reminder_message(
        month.session, month.owner, month.cycle, now=month.now, partnership=HERE
    )
    assert reminder is not None
    assert reminder.notice == "One line is still wanted for 5.1, by Friday 6 October, 5 pm."
    assert "On track" not in labels(reminder)


def test_the_first_contact_explains_itself_and_says_what_becomes_of_what_is_said(
    month: Month,
) -> None:
    hello = first_contact_message(
        month.session, month.owner, month.cycle, now=month.now, partnership=HERE
    )
    said = month.read(hello)
    assert said.startswith("Hello. I am Rollcall")
    assert "your two actions" in said
    assert "Freedom of Information Act" in said
    assert "Set up by the Programme Office Co-ordinator" in said
    assert labels(hello) == ["My actions", "This is not me"]


def test_the_ask_is_shown_again_whole(month: Month) -> None:
    assert only(month.press("ask.show")) == month.ask()


def test_a_moved_date_is_shown_beside_the_one_first_agreed(month: Month) -> None:
    month.session.flush()
    month["7.4"].due = date(2024, 2, 16)
    assert "first agreed for Friday 26 January 2024" in month.read(month.ask())
