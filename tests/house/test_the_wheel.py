import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, ours


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files in a wheel that was built just now, with the locked build tool."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("rollcall-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        return set(packed.namelist())


def test_the_wheel_holds_every_file_of_the_rooms(names: set[str]) -> None:
    rooms = {file.as_posix() for file in ours() if file.parts[0] in ROOMS}
    assert rooms - names == set()


def test_the_wheel_holds_nothing_but_the_rooms(names: set[str]) -> None:
    tops = {Path(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


def test_the_wheel_holds_the_manifest_and_the_licence(names: set[str]) -> None:
    assert "bot/app_manifest.yaml" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_wheel_brings_the_command(names: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
