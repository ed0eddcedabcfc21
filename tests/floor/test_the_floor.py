from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Error, Page
from sqlalchemy import Engine, inspect, text

from models.migrate import current, newest
from models.store import open_engine
from tests.floor.pages import Pages, assert_accessible


def test_every_test_gets_an_empty_database_with_every_table(engine: Engine) -> None:
    assert current(engine) == newest()
    assert "status_update" in inspect(engine).get_table_names()


@pytest.mark.parametrize("turn", range(2))
def test_what_one_test_writes_the_next_does_not_find(engine: Engine, turn: int) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mark (turn INTEGER)"))
        connection.execute(text("INSERT INTO mark VALUES (:turn)"), {"turn": turn})
        assert connection.execute(text("SELECT turn FROM mark")).scalars().all() == [turn]


def test_the_sqlite_of_the_tests_is_a_file_in_wal(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_the_postgresql_of_the_tests_is_real_and_far_from_utc(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        assert "PostgreSQL" in connection.execute(text("SELECT version()")).scalar_one()
        assert connection.execute(text("SHOW timezone")).scalar() == "Pacific/Auckland"
        assert not connection.execute(text("SHOW listen_addresses")).scalar()
    engine.dispose()


def test_a_good_page_passes_axe(page: Page) -> None:
    page.set_content(
        "<html lang=en-GB><title>Plan</title><main><h1>Plan</h1><p>29 of 56</p></main></html>"
    )
    assert_accessible(page)


def test_a_picture_without_words_fails_axe(page: Page) -> None:
    page.set_content("<html lang=en-GB><title>Plan</title><main><h1>Plan</h1><img src=data:,>")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_that_asks_elsewhere_is_refused_and_reported(pages: Pages) -> None:
    with pytest.raises(Error):
        pages.open().goto("http://example.org/")
    assert pages.strays == ["http://example.org/"]
    pages.strays.clear()


def test_a_page_of_this_machine_opens(pages: Pages) -> None:
    class Hello(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<h1>Hello</h1>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hello) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = pages.open(width=390, dark=True)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert page.get_by_role("heading", name="Hello").is_visible()
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        server.shutdown()


def test_a_script_that_breaks_is_reported(pages: Pages) -> None:
    pages.open().set_content("<script>throw new Error('broke')</script>")
    assert any("broke" in error for error in pages.errors)
    pages.errors.clear()
