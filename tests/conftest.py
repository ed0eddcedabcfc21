"""Shared by every test: the fixtures of `tests/floor`, and how hypothesis looks for examples."""

import os

from hypothesis import settings

pytest_plugins = ["tests.floor.fixtures", "tests.floor.no_skips"]

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, max_examples=20
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
