"""The manners of everything that asking and answering says: plain, kind, and fit for a phone."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.text.render import buttons_of, message_text
from models.message import Block, Facts, Items, Message, Note, Paragraph, Quote, Text
from models.reader import reader_at
from models.store import open_engine, transaction
from tests.floor.engines import fresh_sqlite
from tests.floor.run import run_folder
from tests.handlers.answering.month import FRIDAY, Month
from tests.handlers.answering.walk import everything_said

LONGEST_SENTENCE = 25
LONGEST_FIRST_LINE = 200
NEVER = (
    "please be advised", "oops", "awesome", "failed", "failing", "task", "ticket", "item ",
    "e.g.", "i.e.", "etc", "asap", "kindly", "as per", "in order to", "utilise", "click here",
)  # fmt: skip
READER = reader_at(FRIDAY, "Europe/London")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """Every message of the walk, once."""
    engine: Engine = open_engine(
        fresh_sqlite(run_folder(), tmp_path_factory.mktemp("walk") / "walk.db")
    )
    with transaction(engine) as session:
        found = list(everything_said(Month(session)))
    engine.dispose()
    return found


def own_texts(message: Message) -> Iterator[str]:
    """Our own words, piece by piece, with what people said left out."""
    yield message.notice
    for block in message.blocks:
        yield from (_plain(text) for text in _texts(block))


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Paragraph() | Note():
            yield block.text
        case Items():
            for item in block.items:
                yield from (item.title, item.body)
        case Facts():
            yield from (fact.value for fact in block.facts)
        case _:
            return


def _plain(text: Text) -> str:
    words = "".join("…" if isinstance(run, Quote) else getattr(run, "text", "day") for run in text)
    return re.sub("“[^”]*”", "…", words)


def sentences(words: str) -> list[str]:
    """The sentences of a text; a middle dot parts them like a full stop."""
    return [part for part in re.split(r"(?<=[.?:])\s+|\s·\s", words) if part.strip()]


def test_the_walk_says_most_of_what_can_be_said(said: list[Message]) -> None:
    assert len({message.kind for message in said}) >= 30


def test_no_sentence_is_longer_than_25_words(said: list[Message]) -> None:
    long = {
        sentence
        for message in said
        for words in own_texts(message)
        for sentence in sentences(words)
        if len(sentence.split()) > LONGEST_SENTENCE
    }
    assert long == set()


def test_nothing_shouts_cheers_or_blames(said: list[Message]) -> None:
    for message in said:
        for words in own_texts(message):
            assert "!" not in words
            assert not [never for never in NEVER if never in words.lower()], words


def test_the_first_line_stands_alone(said: list[Message]) -> None:
    for message in said:
        assert message.notice.rstrip()[-1] in ".?"
        assert len(message.notice) <= LONGEST_FIRST_LINE
        assert message_text(message, READER).strip()


def test_a_colour_never_stands_alone(said: list[Message]) -> None:
    for message in said:
        for words in own_texts(message):
            assert not re.search(r"\b(Green|Amber|Red)\b(?!,)", words), words


def test_a_button_says_what_the_person_would_say(said: list[Message]) -> None:
    labels = {button.label for message in said for button in buttons_of(message)}
    assert not labels & {"OK", "Submit", "Yes", "No", "Cancel", "Confirm"}
    assert all(label[0].isupper() or label[0].isdigit() for label in labels)


def test_a_button_carries_ids_and_never_words(said: list[Message]) -> None:
    for message in said:
        for button in buttons_of(message):
            assert all(len(value) <= 40 and " " not in value for _, value in button.args)


def test_a_repeated_button_tells_a_screen_reader_which_one_it_is(said: list[Message]) -> None:
    for message in said:
        spoken = [button.speak or button.label for button in buttons_of(message)]
        assert len(spoken) == len(set(spoken)), (message.kind, spoken)


def test_no_date_is_said_in_figures(said: list[Message]) -> None:
    for message in said:
        for words in own_texts(message):
            assert not re.search(r"\b20\d\d-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", words), words
