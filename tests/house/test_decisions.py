import re

import pytest

from tests.house.tree import ROOT, read

DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))
STATES = r"accepted|superseded by \[\d+\]\(\d{4}-[a-z0-9-]+\.md\)"


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_is_one_page_of_the_agreed_form(file: object) -> None:
    words = read(str(file))
    number = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", str(file).rpartition("/")[2])
    assert number
    assert words.startswith(f"# {int(number[1])}. ")
    assert re.search(rf"^Date: \d{{4}}-\d\d-\d\d\nStatus: (?:{STATES})$", words, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", words, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]
    assert len(words.splitlines()) <= 60


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_gives_its_figures_and_what_is_bad_about_it(file: object) -> None:
    context = read(str(file)).partition("## Context")[2].partition("## Decision")[0]
    consequences = read(str(file)).partition("## Consequences")[2]
    assert re.search(r"\d", context)
    assert re.search(r"^Good:\n\n- .+\n(?:.+\n)*\nBad:\n\n- .+", consequences, re.MULTILINE)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))
