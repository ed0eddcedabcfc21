"""What a test of a page asks: that it opens, stays on this machine, and passes axe."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OF_THE_PAGE = frozenset({"about", "blob", "data", "file"})
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)  # a machine may be busy with the other half of the suite


@dataclass  # no slots: Playwright marks whose method it is to call
class Pages:
    """Pages of one test; what they did that no page may do is kept for the end."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        """A new page of its own, in British English and London's time, `width` pixels wide."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", self._note)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every page.

        Raises:
            AssertionError: a page asked for something beyond this machine, or its script broke.
        """
        for context in self.contexts:
            context.close()
        assert not self.strays, f"A page asked for something elsewhere: {self.strays}"
        assert not self.errors, f"A page's script broke: {self.errors}"

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OF_THE_PAGE and parts.hostname not in LOOPBACK:
            self.strays.append(request.url)


def assert_accessible(page: Page) -> None:
    """Hold the page as it stands now against WCAG 2.2 AA and axe's good practice.

    Raises:
        AssertionError: each rule that is broken, and where.
    """
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(WCAG)}}
    found = Axe().run(page, options=options).response["violations"]
    said = [
        f"{rule['id']} ({rule['impact']}): {rule['help']} at "
        + ", ".join(" ".join(map(str, node["target"])) for node in rule["nodes"][:5])
        for rule in found
    ]
    assert not said, f"{page.url} is not accessible to everybody: " + "; ".join(said)
