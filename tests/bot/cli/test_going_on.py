"""Going on with a conversation at a prompt: numbers press, forms are asked field by field."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from bot.app import House
from bot.chat import Chat, chat_as
from bot.cli.chatting import go_on
from bot.config import Settings
from models.store import open_engine
from tests.bot.web.site import small_world
from tests.scheduler.month import Month

EMAIL = "performance-and-data-manager@council.example.org"


@pytest.fixture
def chat(sqlite_url: str) -> Iterator[Chat]:
    engine = open_engine(sqlite_url)
    month = Month(engine)
    month.build(small_world)
    for at in ("Thursday 2023-09-28 09:00", "Friday 2023-09-29 09:00", "Tuesday 2023-10-03 10:00"):
        month.at(at)
    yield chat_as(House(Settings(), month.partnership, engine, month.clock), EMAIL)
    engine.dispose()


@contextmanager
def typing(*lines: str) -> Iterator[None]:
    """Somebody types these lines, then presses Ctrl-D until it ends."""
    with patch("builtins.input", side_effect=[*lines, EOFError(), EOFError()]):
        yield


def said(chat: Chat, capsys: pytest.CaptureFixture[str], *lines: str) -> str:
    with typing(*lines):
        go_on(chat)
    return capsys.readouterr().out


def test_a_line_is_answered(chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    assert "5.1 recorded: Green" in said(chat, capsys, "5.1 on track")


def test_a_number_presses_its_button(chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    assert "recorded: Green, on track." in said(chat, capsys, "1")


def test_a_number_that_is_no_button_says_so(chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    assert "has buttons 1 to 13; found 99" in said(chat, capsys, "99")


def test_a_form_asks_each_field_and_just_the_wrong_ones_again(
    chat: Chat, capsys: pytest.CaptureFixture[str]
) -> None:
    form = ("", "", "Two officers left.", "", "", "2024-01-15", "", "", "", "")
    out = said(chat, capsys, "3", *form, "Two start in January.")
    assert "recovery: Write what gets it back on track; it is empty." in out
    assert "recorded: Red, off track, now expected Monday 15 January 2024." in out


def test_a_form_can_be_left(chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Left as it was." in said(chat, capsys, "3")


def test_words_that_end_it_end_it(chat: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    assert "recorded" not in said(chat, capsys, "quit", "5.1 on track")
