"""Take the pictures of docs/pictures from the demo, as a visitor would see it: `make pictures`.

The demo is started on a port of its own, lived through to the Board, and stopped.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, expect

from tests.floor.browser import opened_browser
from tests.floor.pages import Pages

FOLDER = ROOT / "docs/pictures"
PATIENCE_MS = 90_000
ANSWER = "2.3 amber, two trusts to confirm, expected 28 June"


@contextmanager
def demo() -> Iterator[str]:
    """A running demo; gives its address."""
    command = [sys.executable, "-m", "bot", "demo", "--no-open", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            if found is None:
                raise RuntimeError(f"The demo should say its address; it said {line!r}.")
            yield found[0]
        finally:
            process.terminate()


def picture(page: Page, name: str, *, height: int | None = None) -> None:
    """Keep what the page shows: all of it, or its first `height` pixels."""
    page.evaluate("scrollTo(0, 0)")
    file = FOLDER / f"{name}.png"
    if height is None:
        page.screenshot(path=file, full_page=True)
        return
    width = page.evaluate("document.documentElement.clientWidth")
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    page.screenshot(path=file, full_page=True, clip=clip)


def be(page: Page, address: str, who: str) -> None:
    """Take somebody's place."""
    page.goto(address)
    page.get_by_role("link", name=who).click()
    expect(page.locator("#turns li").first).to_be_visible()


def move(page: Page, label: str, day: str) -> None:
    """Move the clock and wait until the page shows the day."""
    page.get_by_role("button", name=label).click()
    expect(page.locator("#clock")).to_contain_text(day, timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Next working day")).to_be_enabled(timeout=PATIENCE_MS)


def live(page: Page, pages: Pages, address: str) -> None:
    """October, from the first answer to the Board."""
    page.goto(address)
    picture(page, "start")
    be(page, address, "Headteacher Association Lead")
    phone = pages.open(width=390, height=844, dark=True)
    phone.goto(page.url)
    picture(phone, "phone", height=1500)
    page.get_by_label("Write to Rollcall").fill(ANSWER)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("The Board will read").first).to_be_visible()
    picture(page, "answer")
    page.goto(address)
    move(page, "To the sign-off", "16 October")
    be(page, address, "Independent Chair")
    page.get_by_role("button", name="Read the draft").click()
    expect(page.get_by_role("button", name="Sign off").last).to_be_visible()
    picture(page, "sign-off")
    page.get_by_role("button", name="Sign off").last.click()
    expect(page.get_by_text("is signed").first).to_be_visible()
    page.goto(address)
    move(page, "To the Board", "25 October")
    be(page, address, "Strategic Improvement and Assurance Board")
    picture(page, "board")
    paper(page, pages)


def paper(page: Page, pages: Pages) -> None:
    """The head of the paper that stands in the Board's channel."""
    link = page.get_by_role("link", name="Paper (web page)").last
    sheet = pages.open(width=900)
    sheet.goto(link.evaluate("link => link.href"))
    picture(sheet, "paper", height=1300)


def main() -> None:
    """Take every picture."""
    expect.set_options(timeout=PATIENCE_MS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, opened_browser() as browser:
        pages = Pages(browser)
        live(pages.open(), pages, address)
        pages.close()


if __name__ == "__main__":
    main()
