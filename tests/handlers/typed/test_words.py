"""Rules 8 and 9: evidence, and the sender's words for the record."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import read

EVIDENCE = [
    ("https://x.org/a", ["https://x.org/a"]),
    ("http://x.org", ["http://x.org"]),
    ("HTTPS://X.org/A", ["HTTPS://X.org/A"]),
    ("https://x.org/a.", ["https://x.org/a"]),
    ("https://x.org/a, and", ["https://x.org/a"]),
    ("https://x.org/a; and", ["https://x.org/a"]),
    ("https://x.org/a:", ["https://x.org/a"]),
    ("https://x.org/a!", ["https://x.org/a"]),
    ("https://x.org/a?", ["https://x.org/a"]),
    ("https://x.org/a?b=c&d=e", ["https://x.org/a?b=c&d=e"]),
    ("https://x.org/a!?).]", ["https://x.org/a"]),
    ("(https://x.org/a)", ["https://x.org/a"]),
    ("[report](https://x.org/a)", ["https://x.org/a"]),
    ('"https://x.org/a"', ["https://x.org/a"]),
    ("'https://x.org/a' is it", ["https://x.org/a"]),
    ("\u201chttps://x.org/a\u201d", ["https://x.org/a"]),
    ("<https://x.org/a>", ["https://x.org/a"]),
    ("<https://x.org/a|the report>", ["https://x.org/a"]),
    ("https://x.org/a>b", ["https://x.org/a"]),
    ("*https://x.org/a*", ["https://x.org/a"]),
    ("_https://x.org/a._", ["https://x.org/a"]),
    ("https://x.org/a https://x.org/b https://x.org/a", ["https://x.org/a", "https://x.org/b"]),
    ("https://x.org/b\nhttps://x.org/a", ["https://x.org/b", "https://x.org/a"]),
    ("evidence:https://x.org/a", ["https://x.org/a"]),
    ("https://x.org/a#2.5", ["https://x.org/a#2.5"]),
    ("www.x.org/a", []),
    ("mailto:jo@x.org", []),
    ("jo@x.org", []),
    ("ftp://x.org/a", []),
    ("https://", []),
    ("http://.", []),
    ("https:// x.org", []),
]


@pytest.mark.parametrize(("words", "expected"), EVIDENCE)
def test_every_web_address_is_evidence_once(words: str, expected: list[str]) -> None:
    (update,) = read(f"2.4 amber {words}").updates
    assert list(update.evidence) == expected
    assert update.rating == "amber"


MASKED = [
    "2.4 amber https://x.org/2.5/done/15-Jan?expected=15/1",
    "2.4 amber www.x.org/2.5/done",
    "2.4 amber mailto:2.5@x.org",
    "2.4 amber red.tape@x.org",
]


@pytest.mark.parametrize("text", MASKED)
def test_nothing_inside_an_address_is_read(text: str) -> None:
    (update,) = read(text).updates
    assert (update.ref, update.rating, update.delivered, update.forecast) == (
        "2.4",
        "amber",
        False,
        None,
    )


def test_an_address_on_a_line_of_its_own_belongs_to_the_answer_above() -> None:
    reading = read("2.4 amber\nhttps://x.org/a\n2.5 green\nhttps://x.org/b")
    assert [list(update.evidence) for update in reading.updates] == [
        ["https://x.org/a"],
        ["https://x.org/b"],
    ]


WORDS = [
    ("2.4 on track", "on track"),
    ("2.4: On Track - slides due 20/10", "On Track - slides due 20/10"),
    ("2.4 - green", "green"),
    ("2.4, green", "green"),
    ("2.4. green", "green"),
    ("2.4) green", "green"),
    ("(2.4) green", "green"),
    ("[2.4]: green", "green"),
    ("#2.4 green", "green"),
    ("Action 2.4: green", "green"),
    ("Ref. 2.4 green", "green"),
    ("2.4green", "green"),
    ("  2.4   green  ", "green"),
    ("2.4 (amber)", "(amber)"),
    ('2.4 "amber" they say', '"amber" they say'),
    ("2.4 amber; two officers left", "amber; two officers left"),
    ("2.4 amber.", "amber."),
    ("2.4 AMBER!!!", "AMBER!!!"),
    (
        "2.4 amber: caf\xe9 \u2013 na\xefve \u201cquote\u201d",
        "amber: caf\xe9 \u2013 na\xefve \u201cquote\u201d",
    ),
    ("2.4 =SUM(A1)", "SUM(A1)"),
    ("2.4 green =SUM(A1) <b>x</b> #heading", "green =SUM(A1) <b>x</b> #heading"),
    ("2.4 green *really* good", "green *really* good"),
    ("2.4 amber, blocked by 6.6", "amber, blocked by 6.6"),
    ("Green for 2.4", "Green for"),
    ("done 2.4 evidence https://x.org/a", "done evidence https://x.org/a"),
    ("Slides for 2.4 went out, green", "Slides for went out, green"),
    ("2.4 amber\nslides sent\n- venue booked", "amber\nslides sent\n- venue booked"),
    ("2.4\namber", "amber"),
    ("1. 2.4 green", "green"),
    ("- 2.4 green", "green"),
    ("*2.4* amber", "amber"),
    ("*2.4:* amber", "amber"),
    ("**2.4** amber", "amber"),
    ("`2.4` amber", "amber"),
    ("*2.4 amber* and late", "amber and late"),
    ("<!channel> 2.4 green", "green"),
    ("<@U0123> 2.4 green", "green"),
    ("2.4 green <@U0123> agreed", "green <@U0123> agreed"),
    ("2.4 👍", "👍"),
    ("2.4 :large_green_circle:", ":large_green_circle:"),
    ("2.4 :thumbsup: good", ":thumbsup: good"),
    ("2.4 green\u200b\u202e now", "green now"),
    ("2.4\u00a0green\u00a0now", "green now"),
    ("2.4 -5% on target, green", "-5% on target, green"),
    ("Hi Rollcall, 2.4 green, thanks Jo", "green"),
    ("2.4 green. Thanks!", "green."),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_the_words_stay_as_they_stand_without_their_reference(text: str, expected: str) -> None:
    assert read(text).updates[0].text == expected


BETWEEN = [
    ("2.4 green, 2.5 amber", ["green", "amber"]),
    ("2.4 green; 2.5 amber", ["green", "amber"]),
    ("2.4 green. 2.5 amber.", ["green.", "amber."]),
    ("2.4 green and 2.5 amber", ["green", "amber"]),
    ("2.4 green 2.5 amber", ["green", "amber"]),
    ("2.4 green\n2.5 amber", ["green", "amber"]),
    ("• 2.4 green\n• 2.5 amber", ["green", "amber"]),
    ("2.4 green\n2.4 slides sent\n2.5 amber", ["green\nslides sent", "amber"]),
    ("all green", ["all green", "all green"]),
    ("2.4 amber, others green", ["amber", "others green"]),
    ("all green except 2.5 which is amber", ["all green", "which is amber"]),
]


@pytest.mark.parametrize(("text", "expected"), BETWEEN)
def test_each_update_has_its_own_words(text: str, expected: list[str]) -> None:
    assert [update.text for update in read(text).updates] == expected
