"""Settings: each error names the key, what was found and what was expected; nothing is ignored."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from bot.config import WrongSettingError, read_partnership, read_settings
from models.ladder import Rung
from models.partnership import Partnership
from models.scheme import DEFAULT_SCHEME
from models.states import Rating, Stage


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run in, and no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATA_DIR", "DATABASE_URL", "PARTNERSHIP_FILE", "SECRETS_DIR", "LOCAL"):
        monkeypatch.delenv(f"ROLLCALL_{name}", raising=False)
    return tmp_path


def written(toml: str, folder: Path) -> Partnership:
    file = folder / "p.toml"
    file.write_text(toml, encoding="utf-8")
    return read_partnership(file)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[bodies]\nboad = "x"', "bodies.boad is not a setting that Rollcall knows; did you mean"),
        ("[scheme.ratings.amber]\ncolor = 'x'", "scheme.ratings.amber.color is not a setting"),
        ("[calendar.offsets]\npapers = -6", "calendar.offsets.papers is not a setting"),
        ("zzz = 1", "zzz is not a setting that Rollcall knows; take it out or mend its spelling."),
        ("[bodies]\nboard = 3", "bodies.board is 3; text in quotes was expected."),
        ('[bodies]\nboard = " "', "bodies.board is ' '; words were expected, and it is empty."),
        ("[sending]\na_day = 0", "sending.a_day is 0; 1 or more was expected."),
        ("[sending]\na_day = 11", "sending.a_day is 11; 10 or less was expected."),
        ('[sending]\na_day = "two"', "sending.a_day is 'two'; a whole number was expected."),
        ('[sending]\nat = "9"', "sending.at is '9'; a time such as 09:00 was expected."),
        ("[sending]\nuntil = 08:00:00", "sending: until (08:00) must come after at (09:00)."),
        ("bodies = 1", "bodies is 1; a table of keys and values was expected."),
        ('time_zone = "Mars"', "time_zone is 'Mars'; a time zone such as Europe/London was"),
        (
            '[calendar]\nclosures = ["Christmas"]',
            "calendar.closures.0 is 'Christmas'; a day such as 2024-01-24 was expected.",
        ),
        (
            "[calendar.offsets]\ncollection_opens = -10",
            "calendar.offsets: collection opens (-10) must come before first reminder (-15),",
        ),
        ("[calendar.offsets]\ncollection_opens = -9000", "calendar.offsets: collection opens lies"),
        ("[calendar.offsets]\npdg_meeting = 1.5", "calendar.offsets.pdg_meeting is 1.5; a whole"),
        (
            "[[calendar.school_holidays]]\nfirst = 2024-07-24\nlast = 2024-07-01",
            "calendar.school_holidays.0: it ends on 2024-07-01 before it begins on 2024-07-24.",
        ),
        ("[[calendar.school_holidays]]\nfirst = 2024-07-24", "calendar.school_holidays.0.last is"),
        ("[rating]\namber_days = -1", "rating: days in the rating policy are counted from 0;"),
        ('[ladder]\nhears = ["mayor"]', "ladder.hears.0 is 'mayor'; one of 'area_lead', "),
        (
            '[ladder]\nhears = ["senior_responsible_officer"]',
            "ladder.hears is ['senior_responsible_officer']; senior_responsible_officer has no day",
        ),
        ("[ladder]\ndays_before_due = [0]", "ladder.days_before_due.0 is 0; 1 or more was"),
        ('[policy]\nsign_of = ["C"]', "policy.sign_of: an act was expected; found 'sign_of'."),
        ('[policy]\nsign_off = ["Z"]', "policy.sign_off: a letter or a name was expected; found"),
        ('[policy]\nsign_off = "C"', "policy.sign_off is 'C'; a list such as"),
        ('[delay_reasons]\n"Two words" = "x"', "delay_reasons: a key in small letters with its"),
        ('[scheme.stages]\ndone = "x"', "scheme.stages.done is 'done'; one of 'draft', "),
        ('[scheme.ratings.red]\ncolour = "#ffcccc"', "scheme.ratings.red: white words on the"),
        ('[scheme.ratings.red]\ncolour = "red"', "scheme.ratings.red: a colour is written like"),
        ('[scheme.ratings.red]\nletter = "A"', "scheme: each rating needs a letter of its own;"),
        ('[scheme.ratings.purple]\nword = "x"', "scheme.ratings.purple is not a setting"),
    ],
)
def test_a_wrong_line_is_named_with_what_was_expected(toml: str, says: str, folder: Path) -> None:
    with pytest.raises(WrongSettingError) as raised:
        written(toml, folder)
    sentence = str(raised.value).removeprefix(f"{folder / 'p.toml'}: ")
    assert sentence.lower().startswith(says.lower())
    assert ".." not in sentence
    assert "\n" not in sentence


def test_of_several_faults_the_first_is_said_and_the_others_counted(folder: Path) -> None:
    with pytest.raises(WrongSettingError, match=r"bodies\.boad is not .* \(2 more after that\.\)"):
        written('[bodies]\nboad = "x"\nplan = 1\n[sending]\na_day = 0', folder)


def test_what_is_no_toml_at_all_is_said(folder: Path) -> None:
    with pytest.raises(WrongSettingError, match=r"p\.toml is not valid TOML"):
        written("x = ", folder)
    with pytest.raises(WrongSettingError, match="could not be read"):
        read_partnership(folder)


def test_a_file_from_a_windows_editor_is_read(folder: Path) -> None:
    (folder / "p.toml").write_bytes(b"\xef\xbb\xbfboard_channel = 'siab'\r\n")
    assert read_partnership(folder / "p.toml").board_channel == "siab"


def test_a_scheme_lies_over_the_products_own(folder: Path) -> None:
    own = written(
        '[scheme.ratings.green]\nword = "Amber"\nletter = "A"\n'
        '[scheme.ratings.amber]\nword = "Yellow"\nletter = "Y"\n'
        '[scheme.stages]\ndelivered = "Complete"\n',
        folder,
    ).scheme
    assert own.said(Rating.GREEN) == "Amber, on track"
    assert own.said(Rating.RED) == DEFAULT_SCHEME.said(Rating.RED)
    assert own.stages[Stage.DELIVERED] == "Complete"
    assert own.stages[Stage.DRAFT] == "Draft"
    assert Partnership().scheme is DEFAULT_SCHEME


def test_delay_reasons_are_added_changed_and_taken_out(folder: Path) -> None:
    reasons = written(
        '[delay_reasons]\ncovid = "COVID"\ncapacity = "Staffing"\nother = ""', folder
    ).delay_reasons
    assert reasons["covid"] == "COVID"
    assert reasons["capacity"] == "Staffing"
    assert reasons["funding"] == "Funding"
    assert "other" not in reasons


def test_the_ladder_keeps_its_order_whatever_is_written_first(folder: Path) -> None:
    own = written('[ladder]\nhears = ["chair", "area_lead"]\ndays_before_due = [5]', folder)
    assert own.ladder.hears == (Rung.AREA_LEAD, Rung.CHAIR)
    assert own.ladder.days_before_due == (5,)


def test_the_example_in_the_docs_is_taken_whole() -> None:
    own = read_partnership(Path(__file__).parents[2] / "docs" / "partnership.example.toml")
    assert own.bodies.board_short == "the SIAB"
    assert own.calendar.offsets.collection_opens == -20
    assert own.calendar.offsets.cut_off_at == time(12)
    assert date(2024, 12, 27) in own.calendar.closures
    assert own.ladder.days_before_due == (15, 5)
    assert own.scheme.said(Rating.AMBER) == "Yellow, at risk"
    assert own.delay_reasons["covid"] == "Effects of the pandemic"
    assert own.policy != Partnership().policy


# The installation's own settings


def test_dot_env_is_read_and_the_environment_goes_before_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_bytes(b"\xef\xbb\xbfROLLCALL_DATA_DIR=kept\nOTHER=1\n")
    assert read_settings().data_dir == Path("kept")
    monkeypatch.setenv("ROLLCALL_DATA_DIR", "elsewhere")
    assert read_settings().data_dir == Path("elsewhere")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ROLLCALL_LOCAL", "maybe", "ROLLCALL_LOCAL is 'maybe'; true or false was expected."),
        (
            "ROLLCALL_DATABASE_URI",
            "x",
            "ROLLCALL_DATABASE_URI is not a setting that Rollcall knows; did you mean ROLL",
        ),
        ("ROLLCALL_XYZZY", "1", "ROLLCALL_XYZZY is not a setting that Rollcall knows; take it"),
    ],
)
def test_a_wrong_variable_is_named(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettingError) as raised:
        read_settings()
    assert str(raised.value).startswith(says)


def test_an_unknown_key_in_dot_env_or_among_the_secrets_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("ROLLCALL_DATADIR=x\n")
    with pytest.raises(WrongSettingError, match=r"ROLLCALL_DATADIR .* did you mean"):
        read_settings()
    (folder / ".env").unlink()
    (folder / "rollcall_slack_token").write_text("x")
    monkeypatch.setenv("ROLLCALL_SECRETS_DIR", str(folder))
    with pytest.raises(WrongSettingError, match="rollcall_slack_token is not a setting"):
        read_settings()


def test_what_kubernetes_sets_for_a_service_of_our_name_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ROLLCALL_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("ROLLCALL_PORT_8080_TCP", "tcp://10.0.0.1:8080")
    assert read_settings().data_dir == Path("var")


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_PARTNERSHIP_FILE", "")
    monkeypatch.setenv("ROLLCALL_LOCAL", "")
    assert read_settings().partnership_file is None


def test_a_dot_env_that_is_no_text_is_said(folder: Path) -> None:
    (folder / ".env").write_bytes(b"\xff\xfeR\x00")
    with pytest.raises(WrongSettingError, match=r"\.env, or one of the secrets, could not be read"):
        read_settings()
