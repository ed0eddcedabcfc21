"""The page in a real browser: by keyboard alone, on a phone, in the dark, and live."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.site import OFFICE, OWNER, Site, tick_aside
from tests.floor.pages import Pages, assert_accessible


def opened_as(here: Site, page: Page, name: str = OWNER) -> Page:
    page.goto(f"{here.client.base_url}/as/{here.id_of(name)}")
    page.wait_for_selector(".with-script")
    return page


def test_a_press_turns_the_ask_into_its_receipt_without_a_reload(here: Site, page: Page) -> None:
    opened_as(here, page)
    page.evaluate("window.stayed = true")
    page.get_by_role("button", name="On track, for 5.1").click()
    expect(page.get_by_text("5.1 recorded: Green, on track.")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Rollcall: ")
    assert page.evaluate("window.stayed")


def test_whoever_presses_with_the_keyboard_is_not_thrown_back(here: Site, page: Page) -> None:
    opened_as(here, page)
    page.get_by_role("button", name="On track, for 5.1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("5.1 recorded: Green, on track.")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.turn.rollcall') !== null")


def test_enter_sends_the_line_and_the_keyboard_stays_in_it(here: Site, page: Page) -> None:
    opened_as(here, page)
    line = page.get_by_label("Write to Rollcall")
    line.fill("hello")
    line.press("Enter")
    expect(page.locator(".turn.person").last).to_contain_text("hello")
    expect(page.locator(".turn").last).to_have_class(re.compile("rollcall"))
    expect(line).to_be_focused()
    expect(line).to_have_value("")


def test_shift_and_enter_begins_a_new_line(here: Site, page: Page) -> None:
    opened_as(here, page)
    line = page.get_by_label("Write to Rollcall")
    line.type("one")
    line.press("Shift+Enter")
    line.type("two")
    assert line.input_value() == "one\ntwo"


def test_a_form_opens_in_place_keeps_what_is_wrong_and_goes_when_it_is_taken(
    here: Site, page: Page
) -> None:
    opened_as(here, page)
    page.get_by_role("button", name="Off track, for 9.1").click()
    form = page.get_by_role("form", name="9.1")
    expect(form.get_by_role("heading", name="9.1")).to_be_focused()
    form.get_by_label("What is in the way?").fill("Two officers left.")
    form.get_by_role("button", name="Record").click()
    expect(form.get_by_role("alert")).to_be_focused()
    assert form.get_by_label("What is in the way?").input_value() == "Two officers left."
    assert_accessible(page)
    form.get_by_label("What gets it back on track?").fill("Two start in January.")
    form.get_by_label("When do you expect it to be finished?").fill("2024-01-15")
    expect(form.get_by_text("Monday 15 January 2024")).to_be_visible()
    form.get_by_role("button", name="Record").click()
    expect(form).to_have_count(0)
    expect(page.get_by_text("9.1 recorded: Red, off track")).to_be_visible()


def test_fields_that_depend_on_an_answer_come_and_go_with_it(here: Site, page: Page) -> None:
    opened_as(here, page)
    page.get_by_role("button", name="Off track, for 9.1").click()
    form = page.get_by_role("form", name="9.1")
    expect(form.get_by_label("What is in the way?")).to_be_visible()
    form.get_by_role("radio", name="On track").check()
    expect(form.get_by_label("What is in the way?")).to_be_hidden()


def test_escape_leaves_a_form_and_leads_back_to_its_message(here: Site, page: Page) -> None:
    opened_as(here, page)
    page.get_by_role("button", name="Off track, for 9.1").click()
    expect(page.get_by_role("form", name="9.1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("form", name="9.1")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent").startswith("9.1 ")
    assert page.evaluate("document.activeElement.closest('.turn.rollcall article') !== null")


def test_what_time_brings_appears_and_is_said_aloud(here: Site, page: Page) -> None:
    opened_as(here, page)
    tick_aside(here.month, "Wednesday 2023-10-04 09:00")
    expect(page.locator(".turn.rollcall").last).to_contain_text("still open")
    expect(page.locator("#clock")).to_have_text("Wednesday 4 October 2023, 9 am")
    expect(page.get_by_role("status")).to_contain_text("still open")


def test_the_same_conversation_in_two_windows_reads_the_same(here: Site, pages: Pages) -> None:
    one, other = opened_as(here, pages.open()), opened_as(here, pages.open(width=390))
    one.get_by_role("button", name="On track, for 5.1").click()
    expect(other.get_by_text("5.1 recorded: Green, on track.")).to_be_visible()


def test_a_file_is_dropped_by_choosing_it(here: Site, page: Page, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("ref,title\n")
    opened_as(here, page, OFFICE)
    page.get_by_label("Bring a file").set_input_files(tmp_path / "plan.csv")
    expect(page.locator(".turn.person").last).to_contain_text("Dropped: plan.csv")


def test_a_file_is_dropped_anywhere_on_the_page(here: Site, page: Page) -> None:
    opened_as(here, page, OFFICE)
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["ref,title\\n"], "dropped.csv", { type: "text/csv" }));
            const how = { dataTransfer: data, bubbles: true, cancelable: true };
            document.querySelector("h1").dispatchEvent(new DragEvent("dragover", how));
            document.querySelector("h1").dispatchEvent(new DragEvent("drop", how));
        }"""
    )
    expect(page.locator(".turn.person").last).to_contain_text("Dropped: dropped.csv")


def test_when_rollcall_has_stopped_the_words_are_kept(here: Site, page: Page) -> None:
    opened_as(here, page)
    page.route("**/say", lambda route: route.abort())
    page.get_by_label("Write to Rollcall").fill("5.1 on track")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Rollcall is not running.")
    expect(page.get_by_label("Write to Rollcall")).to_have_value("5.1 on track")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_nothing_scrolls_sideways(
    here: Site, pages: Pages, width: int, *, dark: bool
) -> None:
    page = pages.open(width=width, dark=dark)
    owner = here.id_of(OWNER)
    for path in ("/", "/people?q=nhs", f"/as/{owner}", f"/as/{owner}/channel/board", "/as/999"):
        page.goto(f"{here.client.base_url}{path}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_whole_page_is_reached_by_the_keyboard_with_a_ring_to_see(
    here: Site, page: Page
) -> None:
    opened_as(here, page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    named = []
    for _ in range(40):
        page.keyboard.press("Tab")
        named.append(
            page.evaluate("document.activeElement.id || document.activeElement.textContent")
        )
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        if named[-1] == "file":
            break
        assert ring != "none", named[-1]
    assert "words" in named
    assert "On track" in named
