"""A form opens on a page of its own, and keeps what was typed until it is taken."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from models.store import transaction
from models.update import Update
from tests.bot.web.site import OFFICE, Site

AMBER = {
    "field.rating": "amber",
    "field.reason": "The feed is late.",
    "field.recovery": "A second feed from the trust.",
    "field.forecast": "2023-10-20",
}
WRONG = AMBER | {"field.forecast": "somewhen", "field.reason": "Kept <as> typed."}


def opened(site: Site) -> tuple[str, dict[str, str]]:
    """The address of the form that At risk opens, and what the form sends besides its fields."""
    went = site.send("press", site.press_of(site.page(), "At risk, for 7.4"))
    address = went.headers["location"]
    page = site.client.get(address).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return address, {name: unescape(value) for name, value in hidden.items()}


def newest(site: Site) -> Update:
    with transaction(site.engine) as session:
        found = session.scalars(select(Update).order_by(Update.id.desc()).limit(1)).one()
        session.expunge(found)
        return found


def test_a_button_that_asks_for_words_leads_to_its_form(site: Site) -> None:
    address, _ = opened(site)
    assert re.search(r"/as/\d+/form/\d+$", address)
    assert "7.4" in site.client.get(address).text


def test_a_form_that_is_taken_leads_back_to_the_conversation(site: Site) -> None:
    _, hidden = opened(site)
    went = site.send("send", {**hidden, **AMBER})
    assert went.status_code == 303
    assert "/form/" not in went.headers["location"]
    assert newest(site).reason == "The feed is late."


def test_a_form_with_an_error_stays_open_with_everything_that_was_typed(site: Site) -> None:
    _, hidden = opened(site)
    went = site.send("send", {**hidden, **WRONG})
    assert re.search(r"/form/\d+\?sent=\d+$", went.headers["location"])
    page = site.client.get(went.headers["location"]).text
    assert "Kept &lt;as&gt; typed." in page
    assert 'aria-invalid="true"' in page
    assert "somewhen" in page


def test_an_error_can_be_mended_and_sent_again(site: Site) -> None:
    _, hidden = opened(site)
    site.send("send", {**hidden, **WRONG})
    site.send("send", {**hidden, **AMBER})
    assert str(newest(site).forecast) == "2023-10-20"


def test_a_form_that_was_sent_twice_is_recorded_once(site: Site) -> None:
    _, hidden = opened(site)
    site.send("send", {**hidden, **AMBER})
    first = newest(site).id
    site.send("send", {**hidden, **AMBER})
    assert newest(site).id == first


def test_nobody_sees_a_form_that_somebody_else_opened(site: Site) -> None:
    address, _ = opened(site)
    theirs = re.sub(r"/as/\d+/", f"/as/{site.id_of(OFFICE)}/", address)
    went = site.client.get(theirs)
    assert went.status_code == 303
    assert "7.4" not in went.text


@pytest.mark.parametrize("number", ["0", "999999"])
def test_a_form_that_was_never_opened_leads_back(site: Site, number: str) -> None:
    assert site.client.get(f"/as/{site.id_of(OFFICE)}/form/{number}").status_code == 303
