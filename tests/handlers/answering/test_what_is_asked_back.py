"""What is asked back says what is true, and one yes is enough for one line."""

from sqlalchemy import select

from models.states import Stage
from models.update import Reading, ReadingState
from tests.handlers.answering.month import Month, labels, only


def test_a_date_that_cannot_exist_offers_the_days_beside_it(month: Month) -> None:
    asked = only(month.type("5.1 need until 31 Nov, the panel meets then"))
    assert '"31 Nov" could be 30 November or 1 December.' in month.read(asked)
    assert labels(asked)[:3] == ["Thursday 30 November", "Friday 1 December", "Another date"]


def test_a_misspelt_rating_is_asked_back_in_words_that_are_true(month: Month) -> None:
    asked = month.read(only(month.type("5.1 ambr")))
    assert 'I could not tell it from "ambr".' in asked


def test_a_yes_confirms_all_that_was_read_back_of_one_line(month: Month) -> None:
    month.type("5.1 done, evidence https://example.org/a; 7.4 done")
    month.type("yes")
    assert {month["5.1"].stage, month["7.4"].stage} == {Stage.DELIVERED}
    still = select(Reading.id).where(Reading.state == ReadingState.WAITING)
    assert month.session.scalars(still).all() == []


def test_a_link_that_came_before_is_not_missed(month: Month) -> None:
    month.type("5.1 amber, one feed in, evidence https://example.org/a")
    assert "No link" not in month.read(only(month.type("5.1 done")))
