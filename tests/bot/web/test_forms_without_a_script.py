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


def opened(here: Site) -> tuple[str, dict[str, str]]:
    """The address of the form that At risk opens, and what the form sends besides its fields."""
    went = here.send("press", here.press_of(here.page(), "At risk, for 7.4"))
    address = went.headers["location"]
    page = here.client.get(address).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return address, {name: unescape(value) for name, value in hidden.items()}


def newest(here: Site) -> Update:
    with transaction(here.engine) as session:
        found = session.scalars(select(Update).order_by(Update.id.desc()).limit(1)).one()
        session.expunge(found)
        return found


def test_a_button_that_asks_for_words_leads_to_its_form(here: Site) -> None:
    address, _ = opened(here)
    assert re.search(r"/as/\d+/form/\d+$", address)
    assert "7.4" in here.client.get(address).text


def test_a_form_that_is_taken_leads_back_to_the_conversation(here: Site) -> None:
    _, hidden = opened(here)
    went = here.send("send", {**hidden, **AMBER})
    assert went.status_code == 303
    assert "/form/" not in went.headers["location"]
    assert newest(here).reason == "The feed is late."


def test_a_form_with_an_error_stays_open_with_everything_that_was_typed(here: Site) -> None:
    _, hidden = opened(here)
    went = here.send("send", {**hidden, **WRONG})
    assert re.search(r"/form/\d+\?sent=\d+$", went.headers["location"])
    page = here.client.get(went.headers["location"]).text
    assert "Kept &lt;as&gt; typed." in page
    assert 'aria-invalid="true"' in page
    assert "somewhen" in page


def test_an_error_can_be_mended_and_sent_again(here: Site) -> None:
    _, hidden = opened(here)
    here.send("send", {**hidden, **WRONG})
    here.send("send", {**hidden, **AMBER})
    assert str(newest(here).forecast) == "2023-10-20"


def test_a_form_that_was_sent_twice_is_recorded_once(here: Site) -> None:
    _, hidden = opened(here)
    here.send("send", {**hidden, **AMBER})
    first = newest(here).id
    here.send("send", {**hidden, **AMBER})
    assert newest(here).id == first


def test_nobody_sees_a_form_that_somebody_else_opened(here: Site) -> None:
    address, _ = opened(here)
    theirs = re.sub(r"/as/\d+/", f"/as/{here.id_of(OFFICE)}/", address)
    went = here.client.get(theirs)
    assert went.status_code == 303
    assert "7.4" not in went.text


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_a_form_that_was_never_opened_leads_back(here: Site, number: str) -> None:
    assert here.client.get(f"/as/{here.id_of(OFFICE)}/form/{number}").status_code == 303
