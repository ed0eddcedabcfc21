"""Whom one can be: the usual ones first, everybody by search."""

import httpx
import pytest

from bot.http import local_app
from bot.web.guard import hosts_of
from bot.web.local import Local
from bot.web.receive import Inlet
from models.partnership import Partnership
from models.store import open_engine
from scheduler.clock import SystemClock
from tests.bot.web.site import OFFICE, OWNER, Site
from tests.floor.served import any_port, served


def test_the_usual_ones_are_offered_with_what_they_are(here: Site) -> None:
    page = here.client.get("/").text
    for said in (
        "An owner in the NHS",
        OWNER,
        "An owner in a school",
        "SENCO Forum Lead",
        "The programme office",
        OFFICE,
        "The chair",
        "Independent Chair",
        "read as the Board Secretary",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("words", "found", "hidden"),
    [
        ("senco", "SENCO Forum Lead", OWNER),
        ("nhs", OWNER, "SENCO Forum Lead"),
        ("data manager nhs", OWNER, "SENCO Forum Lead"),
        ("@council.example.org", OWNER, "Nobody is found"),
        ("", OWNER, "Nobody is found"),
        ("100%", "Nobody is found", OWNER),
        ("_", "Nobody is found", OWNER),
    ],
)
def test_people_are_found_by_name_organisation_and_address(
    here: Site, words: str, found: str, hidden: str
) -> None:
    page = here.client.get("/people", params={"q": words}).text
    assert found in page
    assert hidden not in page


def test_what_was_searched_is_shown_as_text(here: Site) -> None:
    page = here.client.get("/people", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_installation_with_nobody_says_how_to_begin(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    opened = any_port()
    inlet = Inlet(engine, Partnership(), SystemClock(), lambda: None)

    def nothing(*_: object) -> None:
        """There is no file."""

    local = Local(inlet, nothing, "token")  # type: ignore[arg-type] # no file is fetched here
    app = local_app(local, hosts=hosts_of(opened.getsockname()[1]))
    with served(app, opened) as address:
        assert "Nobody is here yet." in httpx.get(address).text
    engine.dispose()
