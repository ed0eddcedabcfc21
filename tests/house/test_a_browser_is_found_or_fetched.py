"""Where `make test` looks for a browser; only what would fetch one is a stand-in."""

from pathlib import Path

import psutil
import pytest

from tests.floor import browser
from tests.floor.browser import NAMED, candidates, main, opened_browser


@pytest.fixture
def real() -> str:
    """The program of this machine's own browser."""
    with opened_browser():
        below = psutil.Process().children(recursive=True)
        return next(child.exe() for child in below if "chrom" in child.name())


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, whose network is closed; gives the folder of its programs."""
    monkeypatch.delenv(NAMED, raising=False)
    monkeypatch.setattr(browser, "ELSEWHERE", ())
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "sh").symlink_to("/bin/sh")
    return tmp_path


def program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.mark.usefixtures("bare")
def test_without_any_browser_it_fails_and_says_what_to_install(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(candidates()) == [None]
    assert main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_playwright_is_asked_first_and_the_system_last(
    real: str, bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    program(bare / "apt-get", f'[ "$1" = update ] || /bin/ln -sf {real} {bare}/chromium')
    assert main() == 0
    said = capsys.readouterr().err
    assert said.index("playwright install") < said.index("apt-get install")


def test_a_browser_that_is_named_is_the_only_one_tried(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(NAMED, str(bare / "mistyped"))
    assert list(candidates()) == [str(bare / "mistyped")]
    assert main() == 1
    assert "playwright" not in capsys.readouterr().err
