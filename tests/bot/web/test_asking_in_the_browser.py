"""The chair asks in a real browser, on a phone: a card, the list behind a number, the channel."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.bot.web.site import Site
from tests.floor.pages import Pages, assert_accessible

CHAIR = "Independent Chair"


def opened_as(site: Site, page: Page, path: str = "") -> Page:
    page.goto(f"{site.client.base_url}/as/{site.id_of(CHAIR)}{path}")
    page.wait_for_selector(".with-script")
    return page


def ask(page: Page, words: str) -> None:
    line = page.get_by_label("Write to Rollcall")
    line.fill(words)
    line.press("Enter")


def test_a_question_in_haste_is_a_card_whose_numbers_and_lines_open(
    here: Site, pages: Pages
) -> None:
    page = opened_as(here, pages.open(width=390))
    ask(page, "whats due in the next 4 months")
    card = page.locator(".turn.rollcall", has_text="Due in 120 days: 3 actions.")
    expect(card).to_contain_text("As at Tuesday 3 October, 10 am.")
    card.get_by_role("button", name="3 due").click()
    listed = page.locator(".turn.rollcall").last
    expect(listed).to_contain_text("5.1 Action 5.1")
    assert_accessible(page)
    listed.get_by_role("button", name="About 7.4").click()
    expect(page.locator(".turn.rollcall").last).to_contain_text("Due Friday 26 January 2024")


def test_a_long_list_turns_in_its_place(here: Site, pages: Pages) -> None:
    page = opened_as(here, pages.open(width=390))
    ask(page, "what is not rated")
    card = page.locator(".turn.rollcall", has_text="Not rated: 4 actions")
    card.get_by_role("button", name="The last one").click()
    expect(card).to_contain_text("These are 4 to 4 of 4.")
    expect(page.locator(".turn.rollcall", has_text="Not rated: 4 actions")).to_have_count(1)


def test_a_channel_is_told_that_the_answer_is_elsewhere(here: Site, pages: Pages) -> None:
    channel = opened_as(here, pages.open(), "/channel/board")
    alone = opened_as(here, pages.open())
    ask(channel, "summary")
    said = channel.locator(".turn.rollcall").last
    expect(said).to_contain_text("I have answered that in our own conversation")
    expect(alone.locator(".turn.rollcall").last).to_contain_text("As at Tuesday 3 October, 10 am.")
