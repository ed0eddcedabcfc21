"""Shared by every test: the fixtures of `tests/floor`, and how hypothesis looks for examples."""

import os

import pytest
from hypothesis import settings

from handlers.running.modes import starts_as
from models.running import Mode

pytest_plugins = ["tests.floor.fixtures", "tests.floor.no_skips"]

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=20
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(autouse=True)
def _mode_of_a_new_installation() -> None:
    """What a command of one test composed is nothing to the next: without a door, all is live."""
    starts_as(Mode.LIVE)
