"""What is typed, pressed, sent and dropped on the page arrives once, and is answered there."""

import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import select

from bot.web.receive import Coming, Inlet, store
from models.delivery import Heard
from models.intake import PlanFile
from models.states import Rating
from models.store import transaction
from models.update import Update
from tests.bot.web.site import OFFICE, OWNER, TOKEN, Site


def answers(site: Site) -> list[Update]:
    with transaction(site.engine) as session:
        found = session.scalars(select(Update).order_by(Update.id)).all()
        session.expunge_all()
        return list(found)


def test_a_button_records_and_its_message_becomes_the_receipt(site: Site) -> None:
    press = site.press_of(site.page(), "On track, for 5.1")
    went = site.send("press", press)
    assert went.status_code == 303
    assert went.headers["location"].endswith(f"#p{press['posted']}")
    assert "5.1 recorded: Green, on track." in site.page()
    assert [update.rating for update in answers(site)] == [Rating.GREEN]


def test_a_double_click_is_recorded_once_and_gets_the_same_answer(site: Site) -> None:
    press = site.press_of(site.page(), "At risk, for 7.4")
    with ThreadPoolExecutor(4) as pool:
        went = list(pool.map(lambda _: site.send("press", press), range(4)))
    assert {answer.status_code for answer in went} == {303}
    assert [update.rating for update in answers(site)] == [Rating.AMBER]


def test_two_buttons_of_one_page_are_two_presses(site: Site) -> None:
    page = site.page()
    site.send("press", site.press_of(page, "On track, for 5.1"))
    site.send("press", site.press_of(page, "Off track, for 9.1"))
    assert len(answers(site)) == 2


def test_the_same_press_from_a_new_page_is_a_new_press(site: Site) -> None:
    press = site.press_of(site.page(), "On track, for 5.1")
    site.send("press", press, once="first")
    site.send("press", press, once="second")
    with transaction(site.engine) as session:
        assert len(session.scalars(select(Heard)).all()) == 2


def test_what_was_pressed_stands_in_the_conversation_in_words(site: Site) -> None:
    site.send("press", site.press_of(site.page(), "On track, for 5.1"))
    assert "Pressed: On track, for 5.1" in site.page()


def test_what_people_type_is_shown_as_text(site: Site) -> None:
    site.send("say", {"words": "<script>alert(1)</script> & <b>bold</b>"})
    page = site.page()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;" in page
    assert "<b>bold" not in page


def test_an_empty_line_is_nobodys_word(site: Site) -> None:
    assert site.send("say", {"words": "   "}).status_code == 303
    with transaction(site.engine) as session:
        assert session.scalars(select(Heard)).all() == []


def test_a_line_of_many_pages_is_refused_in_a_sentence(site: Site) -> None:
    went = site.send("say", {"words": "x" * 20_001})
    assert went.status_code == 413
    assert "One message holds 20,000 characters; this has 20,001." in went.text


PLAN = (
    b"Ref,Area,Action,Owner,Owner email,Due date\n"
    b"8.1,Waits,Cut the waits,Commissioner,commissioner@example.org,31/03/2024\n"
)


def test_a_file_is_heard_with_its_name_and_content(site: Site) -> None:
    site.client.post(
        f"/as/{site.id_of(OFFICE)}/say",
        data={"token": TOKEN, "once": "1"},
        files={"file": ("plan.csv", PLAN, "text/csv")},
    )
    with transaction(site.engine) as session:
        heard = session.scalars(select(Heard)).one()
        assert heard.kind == "file"
        assert heard.body is not None
        assert heard.body["name"] == "plan.csv"
        assert session.scalars(select(PlanFile.content)).one() == PLAN
    assert "Dropped: plan.csv" in site.page(OFFICE)


def test_without_our_pages_own_token_nothing_is_taken(site: Site) -> None:
    before = site.counts()
    went = site.client.post(f"/as/{site.id_of(OWNER)}/say", data={"words": "5.1 on track"})
    assert went.status_code == 403
    assert site.counts() == before


@pytest.mark.parametrize(
    "words",
    ["\0", "5.1 on\0track", "x" * 19_000, "\u202e", "=cmd|' /C calc'!A0", "\ufffe"],
    ids=["nul", "nul within", "long", "override", "formula", "no letter"],
)
def test_strange_words_are_stored_and_answered(site: Site, words: str) -> None:
    assert site.send("say", {"words": words}).status_code in {200, 303}
    with transaction(site.engine) as session:
        assert all(heard.worked_at for heard in session.scalars(select(Heard)))


@pytest.mark.parametrize("act", ["press", "send"])
def test_what_is_nested_too_deeply_is_refused_in_a_sentence(site: Site, act: str) -> None:
    field = {"press": "press", "send": "form"}[act]
    deep = '{"verb":' + "[" * 10_000 + "]" * 10_000 + "}"
    went = site.send(act, {field: deep})
    assert went.status_code == 400
    assert "could not be read" in went.text


def test_more_than_a_message_holds_is_refused_in_a_sentence(site: Site) -> None:
    went = site.send("say", {"words": "x" * 40_000})
    assert went.status_code == 413
    assert "One message holds 20,000 characters" in went.text


@pytest.mark.parametrize("press", ["", "{}", "[]", "null", '{"verb": 1}', '{"verb":"a","args":3}'])
def test_a_press_that_cannot_be_read_is_refused_in_a_sentence(site: Site, press: str) -> None:
    went = site.send("press", {"press": press})
    assert went.status_code == 400
    assert "could not be read" in went.text


def test_nobody_can_be_somebody_who_is_not_there(site: Site) -> None:
    for number in ("4711", "9" * 30):
        went = site.client.post(f"/as/{number}/say", data={"token": TOKEN, "words": "help"})
        assert went.status_code == 404


def test_reading_changes_nothing(site: Site) -> None:
    owner = site.id_of(OWNER)
    before = site.counts()
    for path in (
        "/",
        "/people?q=nhs",
        f"/as/{owner}",
        f"/as/{owner}/new?have=",
        f"/as/{owner}/channel/board",
        f"/as/{owner}/form/1",
        f"/as/{owner}/press",
        f"/as/{owner}/say?words=5.1+on+track",
        "/clock?move=day",
    ):
        site.client.get(path)
    assert site.counts() == before


@pytest.mark.parametrize("act", ["say", "press", "send"])
def test_acts_are_no_addresses_to_open(site: Site, act: str) -> None:
    went: httpx.Response = site.client.get(f"/as/{site.id_of(OWNER)}/{act}")
    assert went.status_code == 405


def test_what_was_stored_before_a_crash_is_worked_at_the_next_start(site: Site) -> None:
    inlet = Inlet(site.engine, site.month.partnership, site.month.clock, lambda: None)
    owner = site.id_of(OWNER)
    coming = Coming(owner, f"person:{owner}", "line", {"words": "5.1 on track"}, "before")
    store(inlet, coming)
    assert answers(site) == []
    assert inlet.hearing.work_waiting() == 1
    assert [update.rating for update in answers(site)] == [Rating.GREEN]
    assert inlet.hearing.work_waiting() == 0


def test_where_a_clock_stands_each_answer_follows_what_it_answers(site: Site) -> None:
    for number, words in enumerate(("help", "when is the next Board?", "thank you")):
        site.send("say", {"words": words}, once=str(number))
    turns = re.findall(r'<li id="(?:p|h)\d+" class="turn (\w+)"', site.page())
    assert turns[-6:] == ["person", "rollcall"] * 3
