"""The demo's pages: looking takes nobody's place, acting does."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.app import House, ready
from bot.config import Settings
from bot.demo.opening import Demo, open_demo
from bot.files import fetching
from bot.http import local_app
from bot.web.courier import LocalCourier
from bot.web.guard import hosts_of
from bot.web.local import Local
from bot.web.receive import Inlet
from models.partnership import Partnership
from tests.floor.served import any_port, served

OFFICE, CHAIR = 1, 2


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    partnership = Partnership()
    opened = open_demo(
        Path(tmp_path_factory.mktemp("demo")),
        LocalCourier(),
        partnership=partnership,
        prepare=lambda engine, clock: ready(House(Settings(), partnership, engine, clock)),
        empty=True,
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(demo: Demo) -> Iterator[httpx.Client]:
    living = demo.living
    inlet = Inlet(demo.engine, living.partnership, living.clock, living.tick)
    opened = any_port()
    local = Local(inlet, fetching(living.partnership), "token", demo.story)
    app = local_app(local, hosts=hosts_of(opened.getsockname()[1]))
    with served(app, opened) as address, httpx.Client(base_url=address) as asking:
        yield asking


def test_looking_at_somebody_takes_nobodys_place(demo: Demo, client: httpx.Client) -> None:
    assert client.get(f"/as/{CHAIR}").status_code == 200
    assert CHAIR not in demo.living.played


def test_saying_something_takes_their_place(demo: Demo, client: httpx.Client) -> None:
    client.post(f"/as/{OFFICE}/say", data={"token": "token", "words": "help"})
    assert OFFICE in demo.living.played


def test_moving_the_clock_from_their_page_takes_their_place(
    demo: Demo, client: httpx.Client
) -> None:
    before = demo.living.clock.now()
    went = client.post("/clock", data={"token": "token", "move": "day", "here": f"/as/{CHAIR}"})
    assert went.headers["location"] == f"/as/{CHAIR}"
    assert CHAIR in demo.living.played
    assert demo.living.clock.now().date() > before.date()


@pytest.mark.parametrize(
    "here", ["https://example.org", "//example.org", "/as/2@example.org", "/as/2/../../x", ""]
)
def test_after_the_clock_nobody_is_led_elsewhere(client: httpx.Client, here: str) -> None:
    went = client.post("/clock", data={"token": "token", "move": "nowhere", "here": here})
    assert went.headers["location"] == "/"


def test_the_clock_moves_by_our_own_page_alone(demo: Demo, client: httpx.Client) -> None:
    before = demo.living.clock.now().date()
    assert client.post("/clock", data={"move": "day"}).status_code == 403
    assert client.get("/clock?move=day").status_code == 405
    assert demo.living.clock.now().date() == before
