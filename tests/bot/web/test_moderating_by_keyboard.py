"""Moderating in a real browser: forty items by keyboard, no reload, and two who decide at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from models.cycle import Cycle
from models.people import Person
from models.plan import Action, Area
from models.states import Rating, Stage
from models.store import transaction
from models.update import Moderation, Update, UpdateKind
from tests.bot.web.site import OFFICE, OWNER, Site
from tests.floor.pages import Pages, assert_accessible

FORTY = 40
CHAIR = "Independent Chair"


@pytest.fixture
def desk(here: Site) -> Site:
    """The small world with forty actions at risk."""
    with transaction(here.engine) as session:
        owner = session.scalars(select(Person).where(Person.name == OWNER)).one()
        area = session.scalars(select(Area).where(Area.number == "5")).one()
        cycle = session.scalars(select(Cycle)).first()
        assert cycle is not None
        for n in range(FORTY):
            ref = f"5.{n + 10}"
            action = Action(
                plan_id=area.plan_id, area_id=area.id, ref=ref, ref_key=ref, position=6000 + n,
                title=f"Action {ref}", owner_id=owner.id, start=date(2023, 9, 4),
                due=date(2024, 12, 20), original_due=date(2024, 12, 20), stage=Stage.IN_PROGRESS,
            )  # fmt: skip
            session.add(action)
            session.flush()
            session.add(
                Update(
                    action_id=action.id, cycle_id=cycle.id, series="2023-10", serial=500 + n,
                    kind=UpdateKind.ANSWER, author_id=owner.id, door="local", rating=Rating.AMBER,
                    words=f"Recruitment for {ref} is under way.", recovery="Two start soon.",
                    received_at=datetime(2023, 10, 2, 9, tzinfo=UTC),
                )
            )  # fmt: skip
    return here


def opened_as(site: Site, page: Page, name: str) -> Page:
    page.goto(f"{site.client.base_url}/as/{site.id_of(name)}")
    page.wait_for_selector(".with-script")
    return page


def decided(site: Site) -> int:
    with transaction(site.engine) as session:
        return session.scalar(select(func.count()).select_from(Moderation)) or 0


def open_queue(page: Page) -> None:
    line = page.get_by_label("Write to Rollcall")
    line.fill("moderation queue")
    line.press("Enter")
    expect(page.locator(".turn.rollcall").last).to_contain_text("to moderate")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_forty_items_are_moderated_by_keyboard_without_a_reload(desk: Site, page: Page) -> None:
    opened_as(desk, page, CHAIR)
    open_queue(page)
    page.evaluate("window.stayed = true")
    assert_accessible(page)
    page.get_by_role("button", name="Keep Amber, at risk, for 5.10").focus()
    for n in range(FORTY):
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=f"for 5.{n + 10}", exact=False)).to_have_count(0)
        if n + 1 < FORTY:
            assert focused(page).startswith(f"5.{n + 11} "), "the next item has the focus"
            page.keyboard.press("Tab")
            assert focused(page) == "Keep Amber"
    assert decided(desk) == FORTY
    assert page.evaluate("window.stayed")
    expect(page.locator(".turn.rollcall").last).to_contain_text("nothing is left to moderate")
    assert_accessible(page)


def test_a_key_that_is_pressed_twice_decides_once(desk: Site, page: Page) -> None:
    opened_as(desk, page, CHAIR)
    open_queue(page)
    page.get_by_role("button", name="Keep Amber, at risk, for 5.10").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="for 5.10")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert decided(desk) == 1


def test_setting_another_rating_asks_why_and_goes_on_with_the_next(desk: Site, page: Page) -> None:
    opened_as(desk, page, CHAIR)
    open_queue(page)
    page.get_by_role("button", name="Set Red, off track, for 5.10").focus()
    page.keyboard.press("Enter")
    form = page.get_by_role("form", name="Moderate 5.10")
    expect(form.get_by_role("radio", name="Red, off track")).to_be_checked()
    form.get_by_label("Why").focus()
    page.keyboard.type("No way back is named.")
    assert_accessible(page)
    form.get_by_role("button", name="Set it").focus()
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("5.10: set to Red, off track.")
    assert focused(page).startswith("5.11 ")


def test_two_at_once_lose_nothing_and_are_told(desk: Site, pages: Pages) -> None:
    one, other = opened_as(desk, pages.open(), CHAIR), opened_as(desk, pages.open(), OFFICE)
    open_queue(one)
    open_queue(other)
    other.get_by_role("button", name="Set Red, off track, for 5.10").click()
    form = other.get_by_role("form", name="Moderate 5.10")
    form.get_by_label("Why").fill("Seen in the minutes.")
    one.get_by_role("button", name="Keep Amber, at risk, for 5.10").click()
    expect(one.get_by_role("button", name="for 5.10")).to_have_count(0)
    form.get_by_role("button", name="Set it").click()
    expect(form).to_contain_text("The chair (Independent Chair) kept Amber, at risk")
    assert form.get_by_label("Why").input_value() == "Seen in the minutes."
    expect(form.get_by_role("radio", name="Red, off track")).to_be_checked()
    form.get_by_role("button", name="Set it").click()
    expect(form).to_have_count(0)
    expect(other.get_by_role("status")).to_contain_text("a later level wins")
    assert decided(desk) == 2
