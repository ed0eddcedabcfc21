"""Another account of the same machine neither reads nor acts, where the machine tells of it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web.accounts import TABLES, account_of, anybody, this_account, who_may_come
from bot.web.guard import Guard, hosts_of
from tests.floor.served import any_port, served

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
THERE, HERE = ("127.0.0.1", 40000), ("127.0.0.1", 8765)


def table(tmp_path: Path, *, state: str = "01", mapped: bool = False, uid: int = 1001) -> Path:
    """A table of sockets with one from port 40000 to port 8765 of this machine."""
    host = ("0000000000000000FFFF0000" if mapped else "") + "0100007F"
    row = (
        f"   0: {host}:9C40 {host}:223D {state} 00000000:00000000 00:00000000 00000000 {uid} 0 7\n"
    )
    written = tmp_path / "tcp"
    written.write_text(HEAD + row, encoding="ascii")
    return written


@pytest.mark.parametrize("mapped", [False, True])
def test_the_account_of_a_connection_is_found(tmp_path: Path, *, mapped: bool) -> None:
    assert account_of(THERE, HERE, (table(tmp_path, mapped=mapped),)) == 1001


@pytest.mark.parametrize("state", ["04", "05", "06", "08"])
def test_a_connection_that_is_closed_already_speaks_for_nobody(tmp_path: Path, state: str) -> None:
    assert account_of(THERE, HERE, (table(tmp_path, state=state, uid=0),)) is None


def test_another_connection_speaks_for_itself_only(tmp_path: Path) -> None:
    assert account_of(("127.0.0.1", 40001), HERE, (table(tmp_path),)) is None


def test_a_machine_without_tables_tells_nothing(tmp_path: Path) -> None:
    assert account_of(THERE, HERE, (tmp_path / "nowhere",)) is None


def test_this_machine_knows_our_own_connections() -> None:
    if not TABLES[0].exists():
        assert who_may_come() is anybody
        return
    assert who_may_come() is this_account
    with socket.create_server(("127.0.0.1", 0)) as listening:
        here = listening.getsockname()
        with socket.create_connection(here) as knocking:
            assert account_of(knocking.getsockname(), here) == os.getuid()


@pytest.fixture
def strange() -> Iterator[httpx.Client]:
    """A page whose every visitor is of another account."""
    opened = any_port()
    guard = Middleware(
        Guard, hosts=hosts_of(opened.getsockname()[1]), is_ours=lambda _there, _here: False
    )
    app = Starlette(
        routes=[Route("/", lambda _request: PlainTextResponse("read"), methods=["GET", "POST"])],
        middleware=[guard],
    )
    with served(app, opened) as address, httpx.Client(base_url=address) as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_account_is_refused_in_a_sentence(strange: httpx.Client, method: str) -> None:
    answer = strange.request(method, "/")
    assert answer.status_code == 403
    assert "Start Rollcall under your own account." in answer.text
