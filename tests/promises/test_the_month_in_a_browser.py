"""The whole month in a real browser: a plan in, people asked, answers taken, a signed report out.

The command runs as a process of its own, as for a newcomer; three people from three organisations
are played through the page, everybody else answers as in the simulator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.floor.pages import Pages, assert_accessible
from tests.promises.process import running

PLAN = Path(str(files("bot.sample"))) / "sample_plan.csv"
OFFICE = "Programme Office Co-ordinator"
COUNCIL = "Assistant Director Inclusion"
NHS = "Director of Children's Commissioning"
SCHOOL = "SENCO Forum Lead"
SILENT = "Local Offer Manager"
LEAD = "Assistant Director Partnerships and Engagement"
CHAIR = "Independent Chair"
SLOW_MS = 30_000


@pytest.fixture
def address() -> Iterator[str]:
    with running("demo", "--empty", "--no-open", "--seed", "3") as printed:
        yield printed


class Visitor:
    """Somebody at the page, who is one person after the other."""

    def __init__(self, page: Page, address: str, album: Path) -> None:
        self.page, self.address, self.album = page, address, album
        page.set_default_timeout(SLOW_MS)
        expect.set_options(timeout=SLOW_MS)

    def be(self, name: str) -> None:
        """Find somebody by the search, and take their place."""
        self.page.goto(self.address)
        self.page.get_by_label("Name, organisation or address").fill(name)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("link", name=name, exact=False).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(name)
        self.page.wait_for_selector(".with-script")

    def move(self, label: str) -> None:
        """Move the clock and wait until it has arrived."""
        self.page.get_by_role("button", name=label).click()
        expect(self.page.locator("#moving")).to_have_text("")
        expect(self.page.locator(".moves button:enabled").first).to_be_visible()

    def is_day(self, words: str) -> bool:
        """Whether the page's clock says this."""
        return words in (self.page.locator("#clock").text_content() or "")

    def press(self, name: str) -> None:
        """Press the newest button of this name."""
        self.page.get_by_role("button", name=name).last.click()

    def form(self) -> Locator:
        """The form that stands open."""
        return self.page.locator("form.sheet")

    def type(self, words: str) -> None:
        """Type a line and send it."""
        self.page.get_by_label("Write to Rollcall").fill(words)
        self.page.keyboard.press("Enter")

    def said(self, words: str) -> Locator:
        """The newest of the conversation's words that hold this."""
        return self.page.locator("#turns").get_by_text(words).last

    def newest(self) -> Locator:
        """What Rollcall said last."""
        return self.page.locator(".turn.rollcall").last

    def picture(self, name: str) -> None:
        """Keep how the page looks, and hold it against the rules of access."""
        assert_accessible(self.page)
        self.page.screenshot(path=self.album / f"{name}.png", full_page=True)


def test_the_month_from_the_plan_to_the_board(address: str, pages: Pages, tmp_path: Path) -> None:
    visitor = Visitor(pages.open(), address, tmp_path)
    bring_the_plan_in(visitor)
    add_the_board(visitor)
    wait_for_the_ask(visitor)
    answer_by_button(visitor)
    answer_by_form(visitor)
    answer_by_a_typed_line(visitor)
    see_the_reminder(visitor)
    see_the_silence_told_upwards(visitor)
    sign_as_the_chair(visitor)
    read_what_the_board_gets(visitor, pages)


def bring_the_plan_in(visitor: Visitor) -> None:
    visitor.be(OFFICE)
    visitor.page.get_by_label("Bring a file").set_input_files(PLAN)
    expect(visitor.newest()).to_contain_text("56")
    visitor.picture("01-the-plan-as-a-card")
    visitor.press("Say who agreed it")
    form = visitor.form()
    form.locator("[name='field.by']").fill("Department for Education")
    form.locator("[name='field.on']").fill("2023-08-31")
    form.locator("[name='field.source']").fill("Letter of 31 August")
    form.locator("button.primary").click()
    expect(form).to_have_count(0)
    visitor.press("Import it")
    expect(visitor.said("56 actions")).to_be_visible()
    visitor.picture("02-the-plan-is-in")


def add_the_board(visitor: Visitor) -> None:
    visitor.type("desk")
    visitor.press("Add a Board")
    form = visitor.form()
    form.locator("[name='field.board_on']").fill("2023-10-25")
    form.locator("button.primary").click()
    expect(form).to_have_count(0)
    expect(visitor.newest()).to_contain_text("Friday 6 October")
    visitor.picture("03-the-board-is-in-the-calendar")


def wait_for_the_ask(visitor: Visitor) -> None:
    visitor.be(COUNCIL)
    while not visitor.is_day("29 September"):
        visitor.move("Next working day")
    expect(visitor.newest()).to_contain_text("to update by Friday 6 October, 5 pm")
    visitor.picture("04-the-ask")


def answer_by_button(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name=re.compile("On track, for 2.4")).first.click()
    expect(visitor.said("2.4 recorded: Green, on track.")).to_be_visible()
    visitor.picture("05-answered-by-button")


def answer_by_form(visitor: Visitor) -> None:
    visitor.be(NHS)
    visitor.page.get_by_role("button", name=re.compile("Off track, for 4.1")).first.click()
    form = visitor.form()
    form.get_by_label("What is in the way?").fill("The joint budget waits for <two> boards.")
    form.get_by_label("What gets it back on track?").fill("Both meet on 20 October.")
    form.get_by_label("When do you expect it to be finished?").fill("2024-02-29")
    visitor.picture("06-the-form")
    form.get_by_role("button", name="Record").click()
    expect(form).to_have_count(0)
    expect(visitor.said("4.1 recorded: Red, off track")).to_be_visible()
    visitor.picture("07-answered-by-form")


def answer_by_a_typed_line(visitor: Visitor) -> None:
    visitor.be(SCHOOL)
    visitor.type("2.5 amber, two trusts have not signed, expected 20 Nov")
    expect(visitor.said("2.5 recorded: Amber, at risk")).to_be_visible()
    visitor.picture("08-answered-by-a-typed-line")


def see_the_reminder(visitor: Visitor) -> None:
    visitor.be(SILENT)
    visitor.move("To the cut-off")
    assert visitor.is_day("Friday 6 October 2023, 5 pm")
    expect(visitor.newest()).to_contain_text("still open")
    expect(visitor.newest()).to_contain_text("Wednesday 4 October")
    visitor.picture("09-the-reminder")


def see_the_silence_told_upwards(visitor: Visitor) -> None:
    visitor.move("Next working day")
    assert visitor.is_day("Monday 9 October")
    visitor.be(LEAD)
    expect(visitor.newest()).to_contain_text("3.5")
    expect(visitor.newest()).to_contain_text("reminded Wednesday 4 October")
    visitor.picture("10-the-area-lead-hears-of-it")
    visitor.move("Next working day")
    visitor.be(OFFICE)
    expect(visitor.newest()).to_contain_text("3.5")
    visitor.picture("11-the-programme-office-hears-of-it")
    visitor.move("Next working day")
    visitor.be(CHAIR)
    expect(visitor.newest()).to_contain_text("Not in: ")
    expect(visitor.newest()).not_to_contain_text(SILENT)
    visitor.picture("12-the-chair-hears-how-many")


def sign_as_the_chair(visitor: Visitor) -> None:
    visitor.move("To the sign-off")
    assert visitor.is_day("Monday 16 October")
    visitor.press("Read the draft")
    expect(visitor.newest()).to_contain_text("of 56")
    visitor.picture("13-the-draft")
    visitor.press("Sign off")
    expect(visitor.newest()).to_contain_text("is signed")
    visitor.picture("14-signed")
    visitor.move("To the Board")


def read_what_the_board_gets(visitor: Visitor, pages: Pages) -> None:
    visitor.page.get_by_role("link", name="Read it as").click()
    expect(visitor.newest()).to_contain_text("of 56")
    expect(visitor.newest()).to_contain_text("Signed off by the chair, Independent Chair")
    visitor.picture("15-the-boards-channel")
    href = visitor.page.get_by_role("link", name="web page").get_attribute("href")
    paper = pages.open()
    paper.goto(f"{visitor.address.rstrip('/')}{href}")
    expect(paper.get_by_text("The joint budget waits for <two> boards.").first).to_be_visible()
    assert_accessible(paper)
    paper.screenshot(path=visitor.album / "16-the-paper.png", full_page=True)
    phone = pages.open(width=320, dark=True)
    phone.goto(visitor.page.url)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(phone)
    phone.screenshot(path=visitor.album / "17-the-channel-on-a-phone.png", full_page=True)
