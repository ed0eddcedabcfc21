"""A question about an update in a real browser: asked, answered in place or by a line."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.bot.web.site import OWNER, Site
from tests.floor.pages import Pages, assert_accessible

CHAIR = "Independent Chair"


def opened_as(site: Site, page: Page, name: str) -> Page:
    page.goto(f"{site.client.base_url}/as/{site.id_of(name)}")
    page.wait_for_selector(".with-script")
    return page


def type_line(page: Page, words: str) -> None:
    line = page.get_by_label("Write to Rollcall")
    line.fill(words)
    line.press("Enter")


def test_a_question_is_answered_in_its_place(here: Site, pages: Pages) -> None:
    chair, owner = opened_as(here, pages.open(), CHAIR), opened_as(here, pages.open(), OWNER)
    type_line(chair, "challenge 5.1: what stops the data feed?")
    expect(owner.get_by_text("what stops the data feed?", exact=True)).to_be_visible()
    assert_accessible(owner)
    owner.get_by_role("button", name="Answer the question about 5.1").click()
    form = owner.get_by_role("form", name="Answer about 5.1")
    form.get_by_label("Your answer").fill("Two academies sign on Friday.")
    form.get_by_role("button", name="Answer").click()
    expect(form).to_have_count(0)
    asked = owner.locator(".turn.rollcall", has_text="what stops the data feed?")
    expect(asked).to_have_count(1)
    expect(asked).to_contain_text("Two academies sign on Friday.")
    told = chair.locator(".turn.rollcall", has_text="has answered about 5.1")
    expect(told).to_contain_text("Two academies sign on Friday.")


def test_a_line_in_answer_to_the_question_is_its_answer(here: Site, pages: Pages) -> None:
    chair, owner = opened_as(here, pages.open(), CHAIR), opened_as(here, pages.open(), OWNER)
    type_line(chair, "challenge 5.1: what stops the data feed?")
    asked = owner.locator(".turn.rollcall", has_text="what stops the data feed?")
    asked.get_by_role("link", name="Answer this one in words").click()
    owner.wait_for_selector(".with-script")
    type_line(owner, "Two academies sign on Friday.")
    receipt = owner.locator(".turn.rollcall").last
    expect(receipt).to_contain_text("Your answer about 5.1 is recorded")
    told = chair.locator(".turn.rollcall", has_text="has answered about 5.1")
    expect(told).to_contain_text("Two academies sign on Friday.")


def test_a_nudge_is_shown_then_sent_in_its_place(here: Site, pages: Pages) -> None:
    chair, owner = (
        opened_as(here, pages.open(width=390), CHAIR),
        opened_as(here, pages.open(), OWNER),
    )
    type_line(chair, "nudge everybody silent in area 5")
    preview = chair.locator(".turn.rollcall").last
    expect(preview).to_contain_text("Nothing is sent yet.")
    assert_accessible(chair)
    preview.get_by_role("button", name="Send 1 nudge").click()
    expect(chair.locator(".turn.rollcall").last).to_contain_text("One nudge is on the way")
    expect(owner.locator(".turn.rollcall").last).to_contain_text("The chair asks how it stands.")
