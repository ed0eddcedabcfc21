import re
from pathlib import Path

import pytest

from bot.papers.html import policy, render_html
from models.document import Document, Paragraph, Section, words
from tests.bot.papers.everywhere import everywhere
from tests.bot.papers.example import document
from tests.floor.pages import Pages, assert_accessible


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "paper.html"
    path.write_bytes(render_html(document()))
    return path


@pytest.mark.parametrize(("width", "dark"), [(320, False), (390, True), (1280, True)])
def test_it_passes_axe_and_never_scrolls_sideways(
    pages: Pages, file: Path, *, width: int, dark: bool
) -> None:
    page = pages.open(width=width, dark=dark)
    page.goto(file.as_uri())
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_very_long_word_does_not_make_it_scroll(pages: Pages, tmp_path: Path) -> None:
    file = tmp_path / "long.html"
    file.write_bytes(render_html(everywhere("x" * 3_000)))
    page = pages.open(width=390)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_figure_leads_to_its_records_and_those_to_the_tracker(pages: Pages, file: Path) -> None:
    page = pages.open()
    page.goto(file.as_uri())
    page.get_by_role("link", name="6 of 56").click()
    row = page.locator(":target")
    assert row.get_by_role("rowheader").inner_text() == "headline.red"
    row.get_by_role("link", name="6.3", exact=True).click()
    assert "overdue annual reviews" in page.locator(":target").inner_text()


def test_every_link_inside_leads_somewhere_and_no_place_is_named_twice() -> None:
    page = render_html(document()).decode()
    places = re.findall(r' id="([^"]*)"', page)
    assert len(places) == len(set(places))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(places)


def test_on_a_phone_a_table_is_still_a_table_to_a_screen_reader(pages: Pages, file: Path) -> None:
    page = pages.open(width=390)
    page.goto(file.as_uri())
    table = page.get_by_role("table", name="Actions by area and reported rating")
    assert table.get_by_role("columnheader").count() == 6
    assert table.get_by_role("rowheader", name="Governance").is_visible()


def test_it_brings_all_it_needs_and_allows_nothing_else() -> None:
    page = render_html(document()).decode()
    assert "default-src 'none'" in policy()
    assert f'content="{policy().replace(chr(39), "&#39;")}"' in page
    assert not re.search(r"<(script|link|img|iframe|object)\b|\bsrc=|\son\w+=|\sstyle=", page)


def test_it_is_read_in_british_english_with_its_title() -> None:
    page = render_html(document()).decode()
    assert '<html lang="en-GB">' in page
    assert "<title>SEND improvement plan: progress in October 2023</title>" in page


def test_printed_it_has_no_contents_and_keeps_its_words(pages: Pages, file: Path) -> None:
    page = pages.open()
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert page.get_by_text("Red, off track").first.is_visible()


def test_a_short_paper_needs_no_contents() -> None:
    short = Document("Paper", sections=(Section("One", (Paragraph(words("Said.")),)),))
    assert "<nav" not in render_html(short).decode()
