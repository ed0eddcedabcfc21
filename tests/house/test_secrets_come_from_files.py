from pathlib import Path

import pytest

from bot.config import WrongSettingError, read_settings


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without `.env`, and an environment without Rollcall's secrets."""
    monkeypatch.chdir(tmp_path)
    for name in ("ROLLCALL_SLACK_BOT_TOKEN", "ROLLCALL_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_secret_is_read_from_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rollcall_slack_bot_token").write_text("a token\n")
    monkeypatch.setenv("ROLLCALL_SECRETS_DIR", str(tmp_path))
    assert read_settings().slack_bot_token.get_secret_value() == "a token"


def test_the_environment_goes_before_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rollcall_database_url").write_text("sqlite:///file.db")
    monkeypatch.setenv("ROLLCALL_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("ROLLCALL_DATABASE_URL", "sqlite:///environment.db")
    assert read_settings().database == "sqlite:///environment.db"


def test_a_secret_is_never_shown_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_SLACK_BOT_TOKEN", "a token")
    assert "a token" not in repr(read_settings())


def test_a_folder_of_secrets_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_SECRETS_DIR", "nowhere")
    with pytest.raises(WrongSettingError, match=r"ROLLCALL_SECRETS_DIR.*'nowhere' is none"):
        read_settings()
