import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def run(test: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_one.py").write_text(f"import pytest\n\n{test}\n")
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.floor.no_skips", *options]
    return subprocess.run(
        [*command, "-c", str(folder / "pytest.ini"), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("test", "options"),
    [
        ("@pytest.mark.skip(reason='no browser')\ndef test_it(): pass", ()),
        ("def test_it(): pytest.skip('no browser')", ("-n", "1")),
        ("pytest.importorskip('a_package_that_is_not_there')", ()),
    ],
    ids=["marked", "inside, in a worker", "a whole file"],
)
def test_a_skipped_test_fails_the_run(test: str, options: tuple[str, ...], tmp_path: Path) -> None:
    done = run(test, tmp_path, *options)
    assert done.returncode == 1, done.stdout
    assert "Nothing here passes by skipping" in done.stdout


def test_a_run_without_skips_is_left_alone(tmp_path: Path) -> None:
    assert run("def test_it(): pass", tmp_path).returncode == 0
