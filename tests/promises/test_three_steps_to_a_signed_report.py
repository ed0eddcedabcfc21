"""A newcomer follows the demo's three steps, by keyboard alone, to what the Board gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.floor.pages import Pages
from tests.promises.process import running

SLOW_MS = 30_000
MOST_TABS = 60


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running("demo", "--no-open") as printed:
        yield printed


def go(page: Page, to: Locator) -> None:
    """Reach it by the Tab key, as it stands in the page, and press Enter."""
    expect(to).to_be_enabled(timeout=SLOW_MS)
    for _ in range(MOST_TABS):
        if to.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{to} is not reached by the keyboard.")


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name).first


def newest(page: Page) -> Locator:
    return page.locator(".turn.rollcall").last


def test_three_steps_lead_to_the_signed_report_without_a_mouse(address: str, pages: Pages) -> None:
    page = pages.open()
    expect.set_options(timeout=SLOW_MS)
    page.goto(address)
    step = page.locator(".steps .now .step")
    expect(step).to_contain_text("Answer as an owner")

    go(page, link(page, "Be an owner in the NHS"))
    go(page, button(page, "On track, for"))
    expect(page.locator("#turns")).to_contain_text("recorded: Green, on track.")
    expect(step).to_contain_text("Let the cut-off come")

    go(page, button(page, "To the cut-off"))
    expect(page.locator("#clock")).to_contain_text("Friday 6 October 2023, 5 pm")
    expect(step).to_contain_text("Sign as the chair")

    go(page, link(page, "Be the chair"))
    go(page, button(page, "To the sign-off"))
    go(page, button(page, "Read the draft"))
    expect(newest(page)).to_contain_text("of 56")
    go(page, button(page, "Sign off"))
    expect(newest(page)).to_contain_text("is signed")
    go(page, button(page, "To the Board"))
    go(page, link(page, "Read it as"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Assurance Board")
    expect(newest(page)).to_contain_text("Signed off by the chair")
    expect(page.locator(".steps .now")).to_have_count(0)
