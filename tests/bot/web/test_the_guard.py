"""A page elsewhere in the same browser can neither act nor read; nothing is taken without bound."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web.guard import Guard, hosts_of
from tests.floor.served import any_port, served


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    opened = any_port()
    guard = Middleware(Guard, hosts=hosts_of(opened.getsockname()[1]), most_bytes=1000)
    methods = ["GET", "POST", "PUT", "DELETE"]
    app = Starlette(routes=[Route("/", _echo, methods=methods)], middleware=[guard])
    with served(app, opened) as address, httpx.Client(base_url=address) as asking:
        yield asking


def port_of(client: httpx.Client) -> int:
    port = client.base_url.port
    assert port is not None
    return port


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_it_answers_to_this_machines_own_names(client: httpx.Client, name: str) -> None:
    host = f"{name}:{port_of(client)}"
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["example.org", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.example.org", "", "localhost"],
)
def test_a_name_that_was_pointed_at_this_machine_reads_nothing(
    client: httpx.Client, host: str
) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 403
    assert "Open the address that the terminal printed." in answer.text


@pytest.mark.parametrize(
    "origin", ["http://example.org", "https://127.0.0.1", "http://127.0.0.1:9", "null"]
)
def test_a_page_elsewhere_cannot_act(client: httpx.Client, origin: str) -> None:
    assert client.post("/", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_says_it_came_from_elsewhere_is_believed(
    client: httpx.Client, site: str
) -> None:
    assert client.post("/", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_our_own_page_may_act(client: httpx.Client) -> None:
    here = f"http://127.0.0.1:{port_of(client)}"
    headers = {"Origin": here, "Sec-Fetch-Site": "same-origin"}
    assert client.post("/", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_get_and_post_are_taken(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def test_a_body_that_says_it_is_too_big_is_not_read(client: httpx.Client) -> None:
    answer = client.post("/", content=b"x" * 1001)
    assert answer.status_code == 413
    assert "Send a smaller file." in answer.text


def test_a_body_that_does_not_say_its_size_is_stopped_where_it_grows_too_big(
    client: httpx.Client,
) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 100

    assert client.post("/", content=endless()).status_code == 413
    assert client.post("/", content=iter([b"x" * 1000])).text == "1000"


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_every_answer_forbids_what_the_pages_do_not_use(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
