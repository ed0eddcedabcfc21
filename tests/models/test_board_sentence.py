"""The sentence that the Board reads of an action."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.answering.answers import Answer
from models.board_sentence import LONGEST, Reported, board_sentence
from models.scheme import DEFAULT_SCHEME
from models.states import Rating, Stage

ON = date(2023, 9, 29)
DUE = date(2023, 10, 27)


def sentence(answer: Answer, **given: object) -> str:
    """What is read of an answer on 29 September 2023."""
    return board_sentence(answer, **{"due": DUE, "on": ON, "scheme": DEFAULT_SCHEME, **given})  # type: ignore[arg-type] # keywords


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        (Answer(rating=Rating.GREEN), "On track."),
        (
            Answer(
                rating=Rating.AMBER,
                words="waiting for data from two academies.",
                forecast=date(2023, 10, 20),
            ),
            (
                "At risk. Waiting for data from two academies; expected Friday 20 October, before"
                " the due date of Friday 27 October."
            ),
        ),
        (
            Answer(rating=Rating.RED, reason="two left", recovery="agency cover", forecast=DUE),
            "Off track. Two left. Agency cover. Expected Friday 27 October, its due date.",
        ),
        (
            Answer(rating=Rating.RED, words="late", forecast=date(2024, 1, 15)),
            (
                "Off track. Late; expected Monday 15 January 2024, after the due date of Friday 27"
                " October."
            ),
        ),
        (Answer(rating=Rating.RED), "Off track. What is in the way has not been said yet."),
        (
            Answer(rating=Rating.AMBER, no_change=True, reason="panel late"),
            "At risk. No change since the last report. Panel late.",
        ),
        (
            Answer(delivered=True, delivered_on=date(2023, 9, 28), evidence=("https://e.org",)),
            "Reported delivered on Thursday 28 September; its evidence is being looked at.",
        ),
        (Answer(delivered=True), "Reported delivered; its evidence is awaited."),
        (Answer(words="first workshop held"), "Not rated. First workshop held."),
        (
            Answer(rating=Rating.GREEN, next_steps="launch in May", help_needed="a venue"),
            "On track. Next: launch in May. Help asked: a venue.",
        ),
    ],
)
def test_it_is_said_as_it_stands(answer: Answer, read: str) -> None:
    assert sentence(answer) == read


def test_another_rating_than_the_owners_says_why_and_what_the_owner_says() -> None:
    reported = Reported(Rating.AMBER, "It was due on Friday 15 September.")
    assert sentence(Answer(rating=Rating.GREEN, words="in print"), reported=reported) == (
        "At risk: it was due on Friday 15 September. The owner says on track. In print."
    )


def test_a_new_date_that_is_asked_for_is_named() -> None:
    said = sentence(Answer(rating=Rating.AMBER, reason="panel"), asked_due=date(2023, 12, 15))
    assert said.endswith("A new due date of Friday 15 December is asked for.")


@given(st.text(), st.text(), st.sampled_from([Rating.GREEN, Rating.AMBER, Rating.RED, None]))
def test_any_words_give_one_line_that_ends(
    words: str, recovery: str, rating: Rating | None
) -> None:
    said = sentence(Answer(rating=rating, words=words, recovery=recovery, forecast=DUE))
    assert "\n" not in said
    assert said[-1] in ".…?!"
    assert len(said) <= LONGEST + 120


def test_an_essay_is_cut_at_a_word_and_the_record_keeps_it() -> None:
    said = sentence(Answer(rating=Rating.AMBER, words="waiting for data " * 200))
    assert len(said) < LONGEST + 40
    assert said.endswith("data…")


@pytest.mark.parametrize(
    ("stage", "read"),
    [
        (Stage.DELIVERED, "Reported delivered on Friday 29 September; its evidence is awaited."),
        (Stage.VERIFIED, "Reported delivered on Friday 29 September; its evidence is accepted."),
        (Stage.EMBEDDED, "Reported delivered on Friday 29 September; its evidence is accepted."),
        (
            Stage.IN_PROGRESS,
            "At risk. Reported delivered on Friday 29 September; it is in progress again.",
        ),
    ],
)
def test_what_was_reported_delivered_says_what_became_of_it(stage: Stage, read: str) -> None:
    said = Answer(delivered=True, delivered_on=date(2023, 9, 29))
    assert sentence(said, stage=stage, reported=Reported(Rating.AMBER)) == read
