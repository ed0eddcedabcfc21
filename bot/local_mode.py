"""Whether the local platform may run here: anybody may be anybody on it.

It listens on this machine only, and never beside a platform with real people on it, unless a test
says so.
"""

from __future__ import annotations

import ipaddress

from bot.config import Settings
from handlers.request import RefusedError
from models.spoken import list_in_words

LOCALHOST = "localhost"
SETTING = "ROLLCALL_LOCAL_BESIDE_REAL"


def require_local(settings: Settings) -> None:
    """Hold that the local platform may run in this installation.

    Raises:
        RefusedError: it is turned off, or a real platform is configured.
    """
    if settings.local is False:
        raise RefusedError(
            "The local platform is turned off here (ROLLCALL_LOCAL is false); take that setting out"
            " to use it."
        )
    real = settings.real_platforms
    if real and not settings.local_beside_real:
        raise RefusedError(
            f"The local platform, where anybody may be anybody, does not run beside"
            f" {list_in_words(real)}, which is configured here. Use an installation of its own"
            f" (another folder and ROLLCALL_DATA_DIR); a test may set {SETTING}=true."
        )


def loopback(host: str) -> str:
    """The host, where it is this machine only.

    Raises:
        RefusedError: others could reach it.
    """
    if host == LOCALHOST:
        return host
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise RefusedError(
            "The local platform listens on this machine only, at 127.0.0.1 or ::1; found"
            f" {host[:60]!r}. Leave the host out."
        )
    return str(address)
