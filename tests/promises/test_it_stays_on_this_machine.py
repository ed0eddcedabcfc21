"""Where anybody may be anybody, only this machine's own page is answered."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from models.migrate import upgrade
from models.store import open_engine
from tests.promises.process import HERE, running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('served') / 'rollcall.db'}"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    with running("serve", ROLLCALL_DATABASE_URL=url) as printed:
        yield printed


def refused(*words: str, **environment: str) -> str:
    """What a command says that ends with 2, without a traceback."""
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "bot", *words],
        cwd=HERE,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.stderr


def test_it_is_not_reached_by_the_machines_other_addresses(address: str) -> None:
    port = httpx.URL(address).port
    others = {
        given.address
        for addresses in psutil.net_if_addrs().values()
        for given in addresses
        if given.family is socket.AF_INET and not given.address.startswith("127.")
    }
    for other in others:
        with socket.socket() as knocking:
            knocking.settimeout(2)
            assert knocking.connect_ex((other, port)) != 0, other


def test_a_name_pointed_at_this_machine_is_not_answered(address: str) -> None:
    with httpx.Client() as client:
        assert client.get(address).status_code == 200
        assert client.get(address, headers={"Host": "rollcall.example.org"}).status_code == 403


def test_a_page_elsewhere_cannot_act(address: str) -> None:
    with httpx.Client() as client:
        for origin in ("https://example.org", "null"):
            went = client.post(
                f"{address}as/1/say", headers={"Origin": origin}, data={"words": "x"}
            )
            assert went.status_code == 403


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])  # noqa: S104 - what is refused
def test_it_refuses_to_listen_beyond_loopback(command: str, host: str) -> None:
    assert "this machine only" in refused(command, "--host", host)


@pytest.mark.parametrize(
    "words", [("serve",), ("demo", "--no-open"), ("chat", "--as", "head@example.org", "help")]
)
def test_it_refuses_to_run_beside_a_real_platform(words: tuple[str, ...], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rollcall.db'}"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    said = refused(*words, ROLLCALL_DATABASE_URL=url, ROLLCALL_SLACK_BOT_TOKEN="xoxb-1")
    assert "does not run beside Slack" in said
