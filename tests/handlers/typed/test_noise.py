"""Rules 10 and 11: what is ignored, what is nothing usable, and what is no obstacle."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import read, telling

AROUND = [
    "Hi\n2.4 amber",
    "Hi all,\n2.4 amber",
    "Hi Rollcall 2.4 amber",
    "Hi Rollcall, 2.4 amber",
    "Rollcall: 2.4 amber",
    "@Rollcall 2.4 amber",
    "Hello, 2.4 amber",
    "Hey team - 2.4 amber",
    "Good morning, 2.4 amber",
    "Morning 2.4 amber",
    "Dear all,\n\n2.4 amber",
    "Dear Programme Office Co-ordinator,\n2.4 amber",
    "Hope you are well. 2.4 amber",
    "Thanks for the reminder. 2.4 amber",
    "Thanks, 2.4 amber",
    "2.4 amber thanks",
    "2.4 amber, thanks",
    "2.4 amber. Many thanks, Jo",
    "2.4 amber, thank you so much!",
    "2.4 amber\nThanks",
    "2.4 amber\nThanks\nJo",
    "2.4 amber\n\nThanks,\nSam Green\nHead of Inclusion",
    "2.4 amber\nKind regards",
    "2.4 amber\n\nKind regards,\nSam Green\nGreen Team, Red House\n01622 000000\nhttps://x.org",
    "2.4 amber\nBest wishes\nJo Red\nwww.x.org",
    "2.4 amber\n-- \nSam Green\nhttps://x.org/done",
    "2.4 amber\nSent from my iPhone",
    "2.4 amber\nGet Outlook for iOS",
    "2.4 amber\n\nJo",
    "2.4 amber\n\nSam Green",
    "> 2.4 green\n2.4 amber",
    ">2.4 green\n> 2.5 red\n\n2.4 amber",
    "2.4 amber\n> 2.5 red",
    "2.4 amber\n\nOn Fri, 6 Oct 2023 at 09:00, Rollcall wrote:\n2.5 red\n2.4 green",
    "2.4 amber\n\n-----Original Message-----\nFrom: Rollcall\n2.5 red",
    "2.4 amber\n\nFrom: Rollcall <r@x.org>\nSent: 6 October\nTo: Jo\nSubject: 2.5\n\n2.5 red",
    "2.4 amber\n\n*From:* Rollcall\n*Date:* Friday\n\n2.5 red",
    "2.4 amber\n\nBegin forwarded message:\n2.5 red",
]


@pytest.mark.parametrize("text", AROUND)
def test_greetings_signatures_and_quotes_are_ignored(text: str) -> None:
    assert telling(text) == "2.4 amber"
    assert read(text).updates[0].text.rstrip(".") == "amber"


def test_an_answer_below_a_closing_is_still_read() -> None:
    assert telling("2.4 amber\nThanks\n2.5 green") == "2.4 amber; 2.5 green"
    assert telling("2.4 amber\nKind regards\nJo\n2.5 green") == "2.4 amber; 2.5 green"


NOTHING = [
    "",
    " \n ",
    "Hi",
    "Hello all",
    "Thanks",
    "Thank you!",
    "Many thanks\nJo",
    "Kind regards\nSam Green",
    "> 2.4 green",
    "will look tomorrow",
    "Will look at this tomorrow, thanks",
    "I'll get back to you on Friday",
    "I will send an update next week",
    "will do",
    "On it",
    "Leave it with me",
    "Let me check with the team",
    "Noted",
    "Noted, thanks",
    "ok",
    "OK thanks",
    "Understood.",
    "Received with thanks",
    "Got it",
    "yes",
    "no",
    "I can't answer this now",
    "I don't know",
    "No idea",
    "not sure",
    "Too busy, sorry",
    "I'm in a meeting",
    "Ask me again on Monday",
    "What do you mean?",
    "Who is this?",
    "Why are you asking me? Who are you?",
    "Could you send me the form?",
    "Sorry, which action is that?",
    "STOP",
    "stop",
    "Stop asking me",
    "Please stop sending these",
    "unsubscribe",
    "Automatic reply: out of office",
    "I am on annual leave until 6 November, back on 7 November. For 2.4 contact Jo.",
    "Automatic reply: 2.4 update\nI am out until 6 November",
    "Out of office: back on 6 November",
    "I am out of the office until 6 November.",
    "I'm on annual leave until 6 November. For urgent matters contact Jo on 01622 000000.",
    "On leave until Monday",
    "I am currently away from the office with limited access to my emails.",
    "👍",
    "✅",
    "🟢",
    ":thumbsup:",
    ":white_check_mark:",
    "?",
    "...",
    "!!!",
    "mailto:jo@x.org",
]


@pytest.mark.parametrize("opened", ["2.4", "2.4 2.5", ""])
@pytest.mark.parametrize("text", NOTHING)
def test_what_is_nothing_usable_never_asks_which_action(text: str, opened: str) -> None:
    reading = read(text, opened)
    assert telling(text, opened) == "?nothing_found"
    assert reading.questions[0].ref is None


ASKED_BACK = [
    ("2.4?", "?nothing_found"),
    ("What is 2.4?", "?nothing_found"),
    ("2.4 what do you need?", "?nothing_found"),
    ("2.4 and 2.5 what are they?", "?nothing_found"),
    ("6.1?", "?nothing_found"),
    ("9.9 is that mine?", "?nothing_found"),
    ("2.4 no change?", "?nothing_found"),
    ("2.4", "?nothing_found"),
    ("2.4 thanks", "?nothing_found"),
    ("2.4 amber?", "2.4; ?which_rating 2.4"),
    ("2.4 done?", "2.4"),
    ("2.4 what evidence do you want?", "2.4"),
    ("2.4 is it due on Friday?", "2.4"),
    ("2.4 could we have until 15 Jan?", "2.4 asks=2024-01-15"),
    ("2.4 amber. What do you need?", "2.4 amber"),
    ("2.4 amber, what do you need?", "2.4 amber"),
    ("2.4 noted", "2.4"),
    ("2.4 will look tomorrow", "2.4"),
    ("2.4 no idea", "2.4"),
]


@pytest.mark.parametrize(("text", "expected"), ASKED_BACK)
def test_a_question_back_is_no_answer_with_or_without_a_reference(text: str, expected: str) -> None:
    assert telling(text) == expected


USABLE = [
    ("green, will send evidence tomorrow", "2.4 green"),
    ("Noted. Amber.", "2.4 amber"),
    ("The panel will meet tomorrow", "2.4"),
    ("We will present to the panel tomorrow", "2.4"),
    ("I'm on leave until 6 November, amber", "2.4 amber"),
    ("2.4 met the panel. I'm on leave until 6 November", "2.4"),
    ("I'm on leave until 6 November. 2.4 is amber", "2.4 amber"),
    ("all good here, nothing to report", "2.4 no_change"),
    ("Sorry for the delay. Red, two officers left.", "2.4 red"),
]


@pytest.mark.parametrize(("text", "expected"), USABLE)
def test_a_promise_beside_an_answer_takes_nothing_away(text: str, expected: str) -> None:
    assert telling(text, "2.4") == expected


MARKUP = [
    "*2.4* amber",
    "_2.4_ amber",
    "~2.4~ amber",
    "`2.4` amber",
    "**2.4** **amber**",
    "*2.4 amber*",
    "2.4 *amber*",
    "2.4: _amber_",
    "```2.4 amber```",
    "<!channel> 2.4 amber",
    "<!here> <@U01> 2.4 amber",
    "2.4 <!everyone> amber",
    "<#C01|2.5 green> 2.4 amber",
    "• 2.4 amber",
    "◦ 2.4 amber",
    "\u2022\t2.4 amber",
    "* 2.4 amber",
    "\u2013 2.4 amber",
    "1.\t2.4 amber",
    "o\t2.4 amber",
    "o 2.4 amber",
    "2.4 amber\r\n",
    "\r\n2.4 amber",
    "2.4\u00a0amber",
    "2.4\u2009amber",
    "\ufeff2.4 amber",
    "\u200e2.4\u200f amber",
    "\u202a2.4 amber\u202c",
    "\u20662.4\u2069 amber",
    "2\u200b.4 amb\u200der",
    "2.4 am\xadber",
    "2.4 \u202eamber",
    "2.4\x00 amber\x07",
    "2.4\tamber",
    "2.4 amber\u2028",
    "2.4 \u201camber\u201d",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_and_control_signs_are_no_obstacle(text: str) -> None:
    assert telling(text) == "2.4 amber"


def test_lines_end_in_every_way() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\x0b"):
        assert telling(f"2.4 green{end}2.5 amber") == "2.4 green; 2.5 amber"


def test_a_text_of_ten_thousand_characters_is_read_whole() -> None:
    text = "2.4 green\n" + "x" * (10_000 - 20) + "\n2.5 amber"
    assert len(text) == 10_000
    assert telling(text) == "2.4 green; 2.5 amber"
    assert not read(text).truncated


def test_a_longer_text_is_read_to_that_length() -> None:
    text = "2.4 green\n" + "x" * 9_990 + "\n2.5 amber"
    assert telling(text) == "2.4 green"
    assert read(text).truncated
    assert len(read(text).updates[0].text) < 10_000
