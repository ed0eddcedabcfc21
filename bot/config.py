"""Settings of the installation, from the environment, `.env` and one TOML for the partnership."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

from bot.setting_faults import fault_in, unknown_key
from models.partnership import Partnership

SECRETS_DIR = "ROLLCALL_SECRETS_DIR"
"""Names a folder with one file for each secret, such as `rollcall_slack_bot_token`."""
PREFIX = "ROLLCALL_"
NOT_OURS = ("ROLLCALL_PORT", "ROLLCALL_SERVICE_", "ROLLCALL_TEST_", "ROLLCALL_BROWSER")
"""What others set: Kubernetes, for a service called rollcall, and the tests."""
ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark that Windows' editors put before it."""
PLATFORMS = {"slack_": "Slack", "teams_": "Microsoft Teams"}


class WrongSettingError(ValueError):
    """A setting that cannot be used, in one sentence: key, value, what was expected."""


class Settings(BaseSettings):
    """What differs from one installation to the next."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding=ENCODING,
        env_ignore_empty=True,
        extra="ignore",
    )

    data_dir: Path = Path("var")
    """Where the default database and kept files lie."""
    database_url: str = ""
    """Empty: SQLite in `data_dir`."""
    partnership_file: Path | None = None
    """The partnership's TOML; none: the defaults."""
    local: bool | None = None
    """The local platform: on, off, or (unset) on where no real platform is configured."""
    local_beside_real: bool = False
    """For tests only: the local platform, where anybody may be anybody, beside a real one."""
    slack_bot_token: SecretStr = SecretStr("")
    """Slack's bot token: with it messages leave for Slack, and the local platform stays off."""
    slack_app_token: SecretStr = SecretStr("")
    """Slack's app-level token, for Socket Mode. What comes in from Slack is not served yet."""
    slack_signing_secret: SecretStr = SecretStr("")
    """Slack's signing secret, for HTTP; as above."""
    slack_api_url: str = ""
    """For tests only: where Slack's Web API is answered on this machine, in place of Slack."""
    teams_client_id: str = ""
    """The bot's registration. Teams is not served yet: where set, the local platform stays off."""
    teams_client_secret: SecretStr = SecretStr("")
    """The registration's secret; as above."""
    teams_tenant_id: str = ""
    """The tenant whose people may write; as above."""

    log_format: Literal["json", "plain"] | None = None
    """How the log of a serving process reads; unset: plain at a terminal, JSON lines elsewhere."""
    grace_seconds: Annotated[int, Field(ge=0, le=600)] = 20
    """So long what is in flight may take once the process is told to stop."""
    leaving_seconds: Annotated[int, Field(ge=0, le=600)] = 0
    """So long it answers on, as not ready, before it closes its doors: for a load balancer."""
    inbox_tries: Annotated[int, Field(ge=1, le=50)] = 5
    """So often an event that came in is tried before it is put aside."""
    traceback: bool = False
    """Show all of an error that nobody foresaw, for a report of it."""

    @property
    def database(self) -> str:
        """The address of the database in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'rollcall.db'}"

    @property
    def real_platforms(self) -> tuple[str, ...]:
        """The platforms with real people on them that are configured, be it in part."""
        set_here = {
            name
            for name in type(self).model_fields
            if name.startswith(tuple(PLATFORMS)) and _is_set(getattr(self, name))
        }
        return tuple(
            title
            for prefix, title in PLATFORMS.items()
            if any(name.startswith(prefix) for name in set_here)
        )


def _is_set(value: str | SecretStr) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def read_settings() -> Settings:
    """The installation's settings; a secret may also lie in a file that bears its setting's name.

    Raises:
        WrongSettingError: a value that is not of its kind, a key that nobody knows, or no folder of
            secrets where one is named.
    """
    secrets = os.environ.get(SECRETS_DIR) or None
    if secrets and not Path(secrets).is_dir():
        raise WrongSettingError(f"{SECRETS_DIR} names a folder of secrets; {secrets!r} is none.")
    try:
        written = [name.upper() for name in DotEnvSettingsSource(Settings).env_vars]
        _refuse_unknown([*os.environ, *written, *(_names_in(secrets) if secrets else ())])
        return Settings(_secrets_dir=secrets)
    except ValidationError as error:
        spelt = f"{PREFIX}{{}}".format
        raise WrongSettingError(fault_in(error, Settings, lambda key: spelt(key).upper())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSettingError(
            f"The file .env, or one of the secrets, could not be read as UTF-8 text: {error}."
        ) from None


def _refuse_unknown(names: Iterable[str]) -> None:
    known = {f"{PREFIX}{field}".upper() for field in Settings.model_fields} | {SECRETS_DIR}
    for name in names:
        key = name.upper()
        if key.startswith(PREFIX) and key not in known and not key.startswith(NOT_OURS):
            raise WrongSettingError(unknown_key(name, known))


def _names_in(folder: str) -> list[str]:
    return [path.name for path in Path(folder).iterdir() if path.is_file()]


def read_partnership(file: Path | None) -> Partnership:
    """The partnership's settings; its defaults where there is no file.

    Raises:
        WrongSettingError: a file that cannot be read, an unknown key, a value of the wrong kind.
    """
    if file is None:
        return Partnership()
    try:
        values = tomllib.loads(file.read_text(encoding=ENCODING))
    except OSError as error:
        raise WrongSettingError(
            f"The partnership's settings should be in {file}; it could not be read"
            f" ({error.strerror}). Check ROLLCALL_PARTNERSHIP_FILE."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSettingError(f"{file} is not valid TOML: {error}.") from None
    try:
        return Partnership.model_validate(values)
    except ValidationError as error:
        raise WrongSettingError(f"{file}: {fault_in(error, Partnership)}") from None
