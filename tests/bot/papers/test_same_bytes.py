import hashlib
import os
import subprocess
import sys
import time

import pytest

from bot.papers.palette import INK, NIGHT, QUIET, SHADES
from bot.papers.render import Form, render
from tests.bot.papers.example import document

ELSEWHERE = """
import hashlib, sys
from bot.papers.render import Form, render
from tests.bot.papers.example import document
for form in Form:
    print(form, hashlib.sha256(render(document(), form)).hexdigest())
"""


def hashes() -> list[str]:
    """The hash of each form of the example."""
    return [f"{form} {hashlib.sha256(render(document(), form)).hexdigest()}" for form in Form]


@pytest.mark.parametrize(
    ("zone", "locale", "seed"), [("Asia/Tokyo", "C", "1"), ("America/New_York", "de_DE.UTF-8", "7")]
)
def test_another_process_elsewhere_gives_the_same_bytes(zone: str, locale: str, seed: str) -> None:
    there = {
        "TZ": zone,
        "LC_ALL": locale,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        env=os.environ | there,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:-1] == hashes()


def test_a_second_rendering_gives_the_same_bytes() -> None:
    assert hashes() == hashes()


@pytest.mark.parametrize("form", Form)
def test_a_paper_is_rendered_in_a_second(form: Form) -> None:
    render(document(), form)  # the first time loads a library and its fonts
    start = time.process_time()
    render(document(), form)
    assert time.process_time() - start < 1


def test_each_form_has_its_media_type() -> None:
    assert {form.media_type.split("/")[0] for form in Form} == {"application", "text"}


def luminance(colour: str) -> float:
    """How light a colour is (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_word_stands_out_from_its_ground() -> None:
    for shades, page in ((SHADES, "FFFFFF"), (NIGHT, "12161A")):
        for shade in shades.values():
            assert contrast(shade.ink, shade.ground) >= 4.5
            assert contrast(shade.line, page) >= 4.5
    assert contrast(INK, "FFFFFF") >= 7
    assert contrast(QUIET, "FFFFFF") >= 7
