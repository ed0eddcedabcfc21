import subprocess
import sys
import tomllib

from models.partnership import Partnership
from tests.house.tree import ROOT, read


def test_every_command_setting_and_verb_is_in_the_docs() -> None:
    command = [sys.executable, "scripts/reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_example_of_a_partnership_is_its_defaults() -> None:
    settings = tomllib.loads(read("docs/reference/partnership.toml"))
    assert Partnership.model_validate(settings) == Partnership()
