"""`rollcall chat`: the local platform in a terminal, by the same door as its page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import open_engine
from tests.bot.cli.rollcall import Ran, rollcall
from tests.bot.web.site import small_world
from tests.scheduler.month import Month

EMAIL = "performance-and-data-manager@council.example.org"
AT = "2023-10-03T10:00"
Chat = Callable[..., Ran]


@pytest.fixture
def chat(sqlite_url: str) -> Chat:
    return chat_over(sqlite_url)


def chat_over(url: str) -> Chat:
    """A terminal over a small world in the middle of October's collection."""
    engine = open_engine(url)
    month = Month(engine)
    month.build(small_world)
    month.at("Thursday 2023-09-28 09:00")
    month.at("Friday 2023-09-29 09:00")
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": url}

    def run(*words: str, who: str = EMAIL, **more: str) -> Ran:
        return rollcall("chat", "--as", who, "--at", AT, *words, environment=environment | more)

    return run


def test_a_line_is_said_and_answered(engine_url: str) -> None:
    ran = chat_over(engine_url)("5.1 on track")
    assert ran.code == 0
    assert "5.1 recorded: Green, on track." in ran.out


def test_without_words_the_conversation_is_shown_with_its_buttons_numbered(chat: Chat) -> None:
    ran = chat()
    assert "Three actions to update by Friday 6 October, 5 pm." in ran.out
    assert "[1] On track   [2] At risk   [3] Off track   [4] More…" in ran.out


def test_what_was_said_stands_in_the_conversation(chat: Chat) -> None:
    chat("hello there")
    assert "You, Tuesday 3 October, 10 am: hello there" in chat().out


def test_a_button_is_pressed_by_what_a_screen_reader_says(chat: Chat) -> None:
    assert "7.4 recorded: Green" in chat("--press", "On track, for 7.4").out


def test_a_button_is_pressed_by_its_number(chat: Chat) -> None:
    assert "recorded: Green, on track." in chat("--press", "1").out


def test_a_label_that_stands_on_several_buttons_is_asked_about(chat: Chat) -> None:
    ran = chat("--press", "On track")
    assert ran.code == 2
    assert '"On track, for 5.1"' in ran.err
    assert '"On track, for 7.4"' in ran.err


@pytest.mark.parametrize("label", ["Launch", "99", "4711.1", ""])
def test_a_button_that_is_not_there_is_said_to_be_missing(chat: Chat, label: str) -> None:
    ran = chat("--press", label)
    assert ran.code == 2
    assert ran.err


def test_a_form_opens_with_the_names_of_its_fields(chat: Chat) -> None:
    ran = chat("--press", "Off track, for 9.1")
    assert "recovery: What gets it back on track?" in ran.out
    assert "--field name=value" in ran.out


def test_a_form_is_filled_by_name(chat: Chat) -> None:
    ran = chat(
        *("--press", "Off track, for 9.1", "--field", "reason=Two officers left."),
        *("--field", "recovery=Two start in January.", "--field", "forecast=2024-01-15"),
    )
    assert ran.code == 0
    assert "Two officers left" in " ".join(ran.out.split())


def test_a_form_that_is_not_taken_says_what_is_wrong_beside_the_field(chat: Chat) -> None:
    ran = chat("--press", "Off track, for 9.1", "--field", "forecast=somewhen")
    assert ran.code == 1
    assert "Wrong:" in ran.out
    assert "somewhen" in ran.out


@pytest.mark.parametrize("field", ["nothing", "colour=red"])
def test_a_field_that_the_form_lacks_is_refused(chat: Chat, field: str) -> None:
    assert chat("--press", "Off track, for 9.1", "--field", field).code == 2


def test_a_file_is_dropped(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("ref,title\n")
    ran = chat("--file", str(tmp_path / "plan.csv"))
    assert ran.code == 0
    assert ran.out


def test_a_file_that_is_not_there_is_said_to_be_missing(chat: Chat, tmp_path: Path) -> None:
    ran = chat("--file", str(tmp_path / "nothing.csv"))
    assert ran.code == 2
    assert "nothing.csv could not be read" in ran.err


def test_nobody_can_be_somebody_who_is_not_there(chat: Chat) -> None:
    ran = chat("help", who="nobody@example.org")
    assert ran.code == 2
    assert "has the address 'nobody@example.org'" in ran.err


def test_an_instant_that_is_none_is_refused(chat: Chat) -> None:
    ran = chat("help", "--at", "soon")
    assert ran.code == 2
    assert "2023-10-04T09:00" in ran.err


def test_beside_a_real_platform_nobody_can_be_anybody(chat: Chat) -> None:
    ran = chat("help", ROLLCALL_SLACK_BOT_TOKEN="set")
    assert ran.code == 2
    assert "does not run beside Slack" in ran.err


def test_a_script_gets_what_was_said_as_json(chat: Chat) -> None:
    said = json.loads(chat("5.1 on track", "--json").out)
    assert said["errors"] == {}
    assert any("5.1 recorded" in row["text"] for row in (*said["new"], *said["changed"]))
    shown = json.loads(chat("--json").out)
    assert [row["kind"] for row in shown][:2] == ["first_contact", "ask"]


def test_one_thing_is_done_at_a_time(chat: Chat) -> None:
    assert chat("help", "--press", "1").code == 2


def test_the_address_of_whom_to_be_may_be_written_large(chat: Chat) -> None:
    assert chat("help", who=EMAIL.upper()).code == 0
