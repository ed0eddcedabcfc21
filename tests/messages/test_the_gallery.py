"""The gallery holds every message that the product can send, in every platform's form."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import House, ready
from bot.config import Settings
from bot.gallery.months import Shown, gallery
from bot.gallery.pages import PLATFORMS, write
from bot.text.render import WIDTH, message_text
from models.message import Form, Message
from models.message_json import from_json, to_json
from models.partnership import Partnership
from models.reader import reader_at
from tests.fakes.slack_server.faults import message_faults, view_faults, warnings
from tests.floor.pages import Pages, assert_accessible
from tests.messages.kinds import kinds_in_the_code

LATIN_AND_CHEER = re.compile(
    r"please be advised|\boops\b|awesome|\be\.g\.|\bi\.e\.|\bvia\b|\bper\b(?! cent)|!(?=\s|$)",
    re.IGNORECASE,
)
ZONE = "Europe/London"


@pytest.fixture(scope="module")
def shown() -> list[Shown]:
    partnership = Partnership()
    return gallery(
        partnership=partnership,
        prepare=lambda engine, clock: ready(House(Settings(), partnership, engine, clock)),
    )


@pytest.fixture(scope="module")
def folder(shown: list[Shown], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("gallery")
    write(shown, out, zone=ZONE)
    return out


def messages(shown: list[Shown]) -> Iterator[tuple[str, Message]]:
    for each in shown:
        if isinstance(each.what, Message):
            yield each.name, each.what


def test_no_message_that_the_code_can_make_is_missing(shown: list[Shown]) -> None:
    assert {name for name, _ in messages(shown)} == kinds_in_the_code()


def test_every_platform_has_a_file_for_each(shown: list[Shown], folder: Path) -> None:
    for platform in PLATFORMS:
        names = {file.stem for file in (folder / platform.name).glob(f"*.{platform.ending}")}
        assert {each.name for each in shown} <= names
    assert (folder / "local" / "ask.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_slack_takes_every_message_and_every_form(shown: list[Shown], folder: Path) -> None:
    for each in shown:
        payload = json.loads((folder / "slack" / f"{each.name}.json").read_text(encoding="utf-8"))
        if isinstance(each.what, Form):
            assert view_faults(payload) == [], each.name
            continue
        for part in payload.get("parts", [payload]):
            assert message_faults(part) == [], each.name
            assert warnings(part) == [], each.name


def test_every_message_survives_the_outbox_and_comes_back_the_same(shown: list[Shown]) -> None:
    for each in shown:
        assert from_json(json.loads(json.dumps(to_json(each.what)))) == each.what, each.name


def test_every_notice_stands_alone_on_a_lock_screen(shown: list[Shown]) -> None:
    for name, message in messages(shown):
        assert message.notice.rstrip()[-1] in ".?:", (name, message.notice)
        assert "\n" not in message.notice, name


def test_no_message_cheers_or_speaks_latin(shown: list[Shown]) -> None:
    for each in shown:
        if isinstance(each.what, Message):
            found = LATIN_AND_CHEER.search(message_text(each.what, reader_at(each.at, ZONE)))
            assert not found, (each.name, found)


def test_no_line_of_any_message_is_wider_than_the_terminal(folder: Path) -> None:
    for file in (folder / "text").glob("*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert len(line) <= WIDTH or " " not in line.strip(), (file.name, line)


def test_every_button_says_what_it_is_about_where_its_label_stands_twice(
    shown: list[Shown],
) -> None:
    for name, message in messages(shown):
        spoken = re.findall(r'"speak": "([^"]+)"', json.dumps(to_json(message)))
        assert len(spoken) == len(set(spoken)), (name, spoken)


def test_what_is_read_out_of_a_button_holds_what_stands_on_it(shown: list[Shown]) -> None:
    for name, message in messages(shown):
        for label, spoken in labels_and_spoken(to_json(message)):
            assert plain(label) in plain(spoken), (name, label, spoken)


def labels_and_spoken(part: object) -> Iterator[tuple[str, str]]:
    """Each button's label with its words for a screen reader, where it has some (WCAG 2.5.3)."""
    if isinstance(part, dict):
        if part.get("label") and part.get("speak"):
            yield part["label"], part["speak"]
        for value in part.values():
            yield from labels_and_spoken(value)
    if isinstance(part, list | tuple):
        for value in part:
            yield from labels_and_spoken(value)


def plain(words: str) -> str:
    """Words as they are spoken: no points, no capitals."""
    return words.rstrip("\u2026.").casefold()


def test_every_form_says_what_it_wants_of_each_field(shown: list[Shown]) -> None:
    forms = [each.what for each in shown if isinstance(each.what, Form)]
    assert len(forms) > 10
    assert all(field.label for form in forms for field in form.fields)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320], ids=["desktop", "phone"])
def test_every_message_is_accessible_and_scrolls_nothing_sideways(
    folder: Path, pages: Pages, width: int, *, dark: bool
) -> None:
    page = pages.open(width=width, dark=dark)
    page.goto((folder / "local" / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
