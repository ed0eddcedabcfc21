"""Settings of the installation, from the environment, `.env` and one TOML for the partnership."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.partnership import Partnership

SECRETS_DIR = "ROLLCALL_SECRETS_DIR"
"""Names a folder with one file for each secret, such as `rollcall_slack_bot_token`."""
PLATFORMS = {"slack_": "Slack", "teams_": "Microsoft Teams"}


class WrongSettingError(ValueError):
    """A setting that cannot be used, in one sentence: key, value, what was expected."""


class Settings(BaseSettings):
    """What differs from one installation to the next."""

    model_config = SettingsConfigDict(env_prefix="ROLLCALL_", env_file=".env", extra="ignore")

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
    """Slack's bot token. Slack is not served yet: where it is set, the local platform stays off."""
    slack_app_token: SecretStr = SecretStr("")
    """Slack's app-level token, for Socket Mode; as above."""
    slack_signing_secret: SecretStr = SecretStr("")
    """Slack's signing secret, for HTTP; as above."""
    teams_client_id: str = ""
    """The bot's registration. Teams is not served yet: where set, the local platform stays off."""
    teams_client_secret: SecretStr = SecretStr("")
    """The registration's secret; as above."""
    teams_tenant_id: str = ""
    """The tenant whose people may write; as above."""

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
        WrongSettingError: a value that is not of its kind, or no folder of secrets where one is
            named.
    """
    secrets = os.environ.get(SECRETS_DIR) or None
    if secrets and not Path(secrets).is_dir():
        raise WrongSettingError(f"{SECRETS_DIR} names a folder of secrets; {secrets!r} is none.")
    try:
        return Settings(_secrets_dir=secrets)
    except ValidationError as error:
        raise WrongSettingError(_first_fault(error, "ROLLCALL_{}", upper=True)) from None


def read_partnership(file: Path | None) -> Partnership:
    """The partnership's settings; its defaults where there is no file.

    Raises:
        WrongSettingError: a file that cannot be read, an unknown key, a value of the wrong kind.
    """
    if file is None:
        return Partnership()
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
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
        raise WrongSettingError(f"{file}: {_first_fault(error, '{}')}") from None


def _first_fault(error: ValidationError, name: str, *, upper: bool = False) -> str:
    fault = error.errors()[0]
    key = ".".join(str(part) for part in fault["loc"])
    label = name.format(key.upper() if upper else key)
    if fault["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f"{label} is not a setting that Rollcall knows; take it out or mend its spelling."
    message = fault["msg"].removeprefix("Value error, ")
    return f"{label} is {fault['input']!r}; {message[0].lower()}{message[1:]}."
