"""Where the browser of the tests comes from: one that is there, else one that can be fetched.

`python -m tests.floor.browser` makes sure that there is one, and is what `make test` calls. The
order: the one named by ROLLCALL_BROWSER, one that Playwright or the system has, Playwright's
download, the system's package. Each is opened before it is believed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMED = "ROLLCALL_BROWSER"
ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--headless",
    "--no-sandbox",  # a container's root may not open one; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # No name but this machine's own is known to it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
)
PATIENCE_SECONDS = 900
FROM_DEBIAN = (
    "apt-get update --quiet;"  # old lists may still do where this fails
    " apt-get install --yes --quiet --no-install-recommends chromium fonts-liberation"
)
HOW = (
    "The tests need a Chromium browser, and none could be opened or fetched. "
    "Install one (on Debian: apt-get install chromium), or name its program in "
    f"{NAMED}, then run the command again."
)


def candidates() -> Iterator[str | None]:
    """Programs that may be a browser, the likeliest first; None is the one Playwright fetched."""
    named = os.environ.get(NAMED)
    if named:
        yield named
        return
    yield None
    for program in (*map(shutil.which, ON_PATH), *ELSEWHERE):
        if program and Path(program).exists():
            yield program


def open_browser(playwright: Playwright) -> Browser:
    """The first browser that opens.

    Raises:
        RuntimeError: there is none; the message says what to install.
    """
    for program in candidates():
        with suppress(Error):
            return playwright.chromium.launch(executable_path=program, args=list(FLAGS))
    raise RuntimeError(HOW)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """A browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        try:
            yield browser
        finally:
            browser.close()


def is_there() -> bool:
    """Whether a browser opens and shows a page."""
    try:
        with opened_browser() as browser:
            page = browser.new_page()
            page.set_content("<h1>Here</h1>")
            return page.get_by_role("heading", name="Here").is_visible()
    except (RuntimeError, Error):
        return False


def ways() -> Iterator[list[list[str]]]:
    """Ways to bring a browser, in the order to try them; each is one or more commands."""
    playwright = [sys.executable, "-m", "playwright"]
    download = [*playwright, "install", "--only-shell", "chromium"]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        yield [download]
        return
    yield [download, [*playwright, "install-deps", "chromium"]]
    yield [["sh", "-c", FROM_DEBIAN]]


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{sentence}\n")


def worked(command: list[str]) -> bool:
    """Run a command that may bring a browser, saying so; gives whether it ended well."""
    say(f"Fetching a browser: {' '.join(command)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        say(f"Stopped after {PATIENCE_SECONDS} seconds.")
        return False
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        say(f"That did not work: {said[-300:]}")
    return done.returncode == 0


def main() -> int:
    """Make sure that there is a browser; gives the exit code."""
    if is_there():
        return 0
    for way in () if os.environ.get(NAMED) else ways():
        for command in way:
            if not worked(command):
                break
            if is_there():
                return 0
    say(HOW)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
