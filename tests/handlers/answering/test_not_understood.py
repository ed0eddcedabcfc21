"""What is not understood, somebody else's, or of a past month: each has a kind sentence."""

from datetime import UTC, date, datetime

import pytest

from handlers.hear import work
from models.audit import AuditEvent
from models.delivery import Heard
from models.people import RoleAssignment
from models.states import Role, Stage
from tests.handlers.answering.month import HERE, Month, button, labels, only


def heard(month: Month, words: str) -> Heard:
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
    return row


def test_what_is_not_understood_gets_two_examples_of_ones_own(month: Month) -> None:
    said = only(month.type("will look tomorrow"))
    assert said.notice == "I could not find an answer in that, so nothing is recorded."
    text = month.read(said)
    assert '"5.1 amber, waiting for data, expected 13 Oct" or "7.4 no change"' in text


def test_it_can_be_sent_to_the_programme_office_in_its_own_words(month: Month) -> None:
    row = heard(month, "will look tomorrow")
    work(month.session, row, now=month.now, partnership=HERE)
    (answer,) = month.told(month.owner)
    month.follow(button(answer, "Send this to the programme office"))
    (told,) = month.told(month.office)
    assert told.notice == "The Head of Management Information writes to you."
    assert '"will look tomorrow"' in month.read(told)


def test_the_programme_office_can_answer_back(month: Month) -> None:
    work(month.session, heard(month, "will look tomorrow"), now=month.now, partnership=HERE)
    month.follow(button(month.told(month.owner)[0], "Send this to the programme office"))
    form = month.follow(button(month.told(month.office)[0], "Answer"), by=month.office).form
    assert form is not None
    from handlers.verbs import call

    call(form.verb, month.request(month.office, args=dict(form.args), fields={"words": "Do ring"}))
    assert '"Do ring"' in month.read(month.told(month.owner)[-1])


def test_the_same_event_twice_gets_the_same_answer_and_no_second_record(month: Month) -> None:
    row = heard(month, "5.1 green")
    work(month.session, row, now=month.now, partnership=HERE)
    work(month.session, row, now=month.now, partnership=HERE)
    assert len(month.updates("5.1")) == 1
    assert len(month.told(month.owner)) == 1


def test_a_line_said_before_the_cut_off_is_in_time_however_late_it_is_worked(month: Month) -> None:
    row = heard(month, "5.1 green")
    work(month.session, row, now=datetime(2023, 10, 6, 18, tzinfo=UTC), partnership=HERE)
    assert not month.answer("5.1").late


def test_somebody_elses_action_is_refused_in_a_sentence_that_says_who_can(month: Month) -> None:
    refused = only(month.type("6.1 green"))
    assert refused.notice == (
        "6.1 belongs to the EHC Assessment Manager, so I have not recorded that. They, their deputy"
        " (Senior Data Analyst) or the area lead (Director of Education) can answer for it."
    )
    assert labels(refused) == ["Tell the owner", "Show my actions"]
    assert not month.updates("6.1")


def test_a_refused_click_is_an_event_of_the_record(month: Month) -> None:
    month.press("update.rate", "6.1", rating="green")
    acts = [event.act for event in month.session.query(AuditEvent).order_by(AuditEvent.seq)]
    assert acts[-1] == "refused"


def test_the_owner_can_be_told(month: Month) -> None:
    refused = only(month.type("6.1 green"))
    form = month.follow(button(refused, "Tell the owner")).form
    assert form is not None
    month.send(form.verb, "6.1", words="your backlog figure is out")
    assert '"your backlog figure is out"' in month.read(month.told(month.other)[0])


@pytest.mark.parametrize("who", ["deputy", "lead"])
def test_deputy_and_lead_count_as_the_owner_and_the_record_says_who_answered(
    month: Month, who: str
) -> None:
    person = getattr(month, who)
    month.type("6.1 green, backlog halved", by=person)
    assert month.answer("6.1").author_id == person.id
    (told,) = month.told(month.other)
    assert told.notice == f"6.1: the {person.name} has answered for you: Green, on track."


def test_a_deputy_named_for_an_absence_may_answer(month: Month) -> None:
    stand_in = month.world.person("Contracts Manager")
    month.world.away(month.other, date(2023, 9, 25), date(2023, 10, 6), deputy=stand_in)
    month.type("6.1 green, backlog halved", by=stand_in)
    assert month.answer("6.1").author_id == stand_in.id


def test_a_role_that_ended_yesterday_is_not_there_at_the_click(month: Month) -> None:
    row = month.session.query(RoleAssignment).filter_by(role=Role.PROGRAMME_OFFICE).one()
    row.ends = date(2023, 9, 28)
    refused = only(month.type("phone: 6.1 green", by=month.office))
    assert refused.kind == "refused"
    assert not month.updates("6.1")


def test_a_button_of_a_past_month_shows_todays_ask(month: Month) -> None:
    old = month.ask()
    november = month.cycle_for(date(2023, 11, 22))
    month.asked(month["5.1"], month.owner, november)
    month.now = datetime(2023, 10, 30, 9, tzinfo=UTC)
    said, today = month.follow(button(old, "On track")).say
    assert said.notice == (
        "That was October's message, which closed on Friday 6 October, 5 pm."
        " Your November update is open: here it is."
    )
    assert today.notice == "One action to update by Friday 3 November, 5 pm."
    assert not month.updates("5.1")


def test_an_old_button_with_no_cycle_open_says_when_the_next_ask_comes(month: Month) -> None:
    old = month.ask()
    month.cycle_for(date(2023, 11, 22))
    month.now = datetime(2023, 10, 26, 9, tzinfo=UTC)
    said = only(month.follow(button(old, "On track")))
    assert "I ask again on Friday 27 October." in said.notice


def test_an_action_that_is_proven_takes_no_answer(month: Month) -> None:
    month["5.1"].stage = Stage.VERIFIED
    refused = only(month.press("update.rate", "5.1", rating="red"))
    assert refused.notice.startswith("5.1 is proven: its evidence has been accepted")


def test_a_button_that_this_version_does_not_know_is_answered(month: Month) -> None:
    assert "older version" in only(month.press("update.sparkle", "5.1")).notice


def test_this_is_not_me_reaches_the_programme_office(month: Month) -> None:
    said = only(month.press("not_me"))
    assert said.notice.startswith("Thank you for saying so.")
    assert len(month.told(month.office)) == 1
