"""Where a text that must go is found, and what is put in its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.message import Link, Message, Paragraph, Quote, text
from models.message_json import from_json, to_json
from models.redacting import REDACTED, all_blank, blanked, secret_of, texts_in

LONG = "Alpha waits for a place since March. The school has been asked twice and has not answered."


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("Alpha Example", "yesterday alpha  EXAMPLE\ncame"),
        ("Alpha Example", "alpha.example@x and Alpha\tExample"),
        (LONG, LONG[:60] + "…"),
        (LONG, "They wrote: 'The school has been asked twice and has not answered.'"),
        ("caf\u00e9 Rene", "Cafe\u0301 rene"),
    ],
)
def test_a_text_is_found_however_it_stands_there(secret: str, words: str) -> None:
    assert secret_of([secret]).stands_in(words)


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("Alpha Example", "Alpha came"),
        (LONG, "The school has been asked."),
        ("Tom", "Tom"),
        ("", ""),
    ],
)
def test_what_is_another_text_or_too_short_is_left(secret: str, words: str) -> None:
    assert not secret_of([secret]).stands_in(words)


def test_a_message_can_still_be_shown_without_it() -> None:
    message = Message(
        "receipt", "Recorded: Alpha waits.",
        (Paragraph(text("See ", Link("the file", "https://e.org/alpha-waits"), Quote("a line"))),),
    )  # fmt: skip
    made = from_json(blanked(to_json(message), secret_of(["alpha waits", "alpha-waits"])))
    assert made.notice == REDACTED
    assert made.kind == "receipt"
    assert REDACTED in str(made.blocks)
    assert "a line" in str(made.blocks)


def test_what_is_appended_becomes_nothing_but_the_mark() -> None:
    assert all_blank(["https://e.org", "x"]) == [REDACTED]
    assert all_blank({"words": "x"}) == {"redacted": REDACTED}
    assert all_blank("x") == REDACTED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON, st.text(min_size=5, max_size=20))
def test_no_text_that_holds_it_stays_and_the_rest_does(value: Any, words: str) -> None:
    secret = secret_of([words])
    made = blanked(value, secret)
    assert not any(secret.stands_in(each) for each in texts_in(made) if each != REDACTED)
    kept = [each for each in texts_in(value) if not secret.stands_in(each)]
    assert [each for each in texts_in(made) if each != REDACTED] == kept


@given(st.text(min_size=5, max_size=60), st.text(max_size=10), st.text(max_size=10))
def test_the_sieve_never_loses_a_place(words: str, before: str, behind: str) -> None:
    """Whatever holds the text holds one of its plain words, where the sieve has any."""
    secret = secret_of([words])
    held = f"{before}{words}{behind}"
    if secret.tokens and held.isascii() and secret.stands_in(held):
        assert any(token in held.lower() for token in secret.tokens)
