"""What is typed about evidence and the record, and what is not about them."""

from __future__ import annotations

import pytest

from handlers import everything
from handlers.inquiring.intents import intent_of

assert everything.MODULES


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Evidence to review", "evidence.review"),
        ("show my evidence queue", "evidence.review"),
        ("evidence of 2.4?", "evidence.show"),
        ("Show the evidence for 2.4", "evidence.show"),
        ("verify 2.4", "evidence.show"),
        ("returns", "return.list"),
        ("How ready are we?", "return.list"),
        ("history of 2.4", "audit.history"),
        ("show the history of GA005", "audit.history"),
        ("redact", "audit.redact"),
    ],
)
def test_words_mean_a_verb(words: str, verb: str) -> None:
    found = intent_of(words)
    assert found is not None
    assert found[0] == verb


@pytest.mark.parametrize(
    "words",
    ["look at this", "evidence on track", "2.4 evidence https://e.org/a", "record of achievement"],
)
def test_other_words_do_not(words: str) -> None:
    found = intent_of(words)
    assert found is None or not found[0].startswith(("evidence", "return", "audit"))
