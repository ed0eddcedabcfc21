"""Questions with slips of the finger are understood; answers are never taken for questions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import everything
from handlers.inquiring.answering import QUESTIONS
from handlers.inquiring.intents import intent_of
from handlers.verbs import VERBS
from tests.handlers.typed.telling import read

assert everything.MODULES

HASTE: dict[str, tuple[str, ...]] = {
    "summary": (
        "summary", "Summary", "SUMMARY?", "sumary", "summry", "sumamry", "summary please",
        "plz give me a summary", "give me the summary", "show me summary", "whats the summary",
        "overview", "overveiw", "a rundown", "summary of the plan",
        "how are we doing", "hows it going", "how does the plan stand", "hows everything going",
        "hello rollcall, summary", "summarise the plan", "round up", "summary of all the actions",
    ),
    "summary area=6": (
        "summary area 6", "sumary area six", "summary of area 6", "summary for area 6",
        "area 6 summary", "summary area6", "sumary for aera 6", "how is area 6 doing",
        "hows area six going", "show me the summary for area 6",
    ),
    "areas": (
        "how are the areas", "hows the areas doing", "how do the areas stand", "show me the areas",
        "how are our areas doing?",
    ),
    "changes": (
        "what changed since the last board", "whats changed since last board",
        "what has changed since the board", "wat changed snice the last bord", "what changed",
        "whats new", "what is new since the last meeting", "show me the changes",
        "changes since the last board meeting", "what's different",
        "whats chnaged since last month", "what changed in the last month",
        "what happened since the last board?",
    ),
    "late": (
        "who is late", "whos late", "who is late?", "who hasnt answered", "who hasn't answered",
        "who has not answered yet", "who havent answered", "who didnt reply", "who hasnt replied",
        "who hasnt responded yet", "who hasn't updated", "who has not given an update",
        "who is missing", "whos missing", "who is silent", "who owes us an update",
        "who still owes updates", "who is still outstanding", "who hasnt answerd",
        "what updates are missing", "which answers are missing", "who are we waiting for",
        "whos not answered", "who is absent", "who's late please",
    ),
    "late area=7": ("who is late in area 7", "whos late in area seven", "who hasnt replied area 7"),
    "rated rating=red": (
        "what is red and why", "whats red", "whats red and why", "wats red n why", "what's red?",
        "which are red", "which actions are red", "list reds", "list the reds", "show me red",
        "show reds", "what is off track", "whats off-track and why", "which ones are off track",
        "what is red now", "why is everything red", "how many are red", "show me whats red",
        "what actions are off track and why", "whcih actions are red",
    ),
    "rated rating=amber": (
        "whats amber", "what is at risk", "which actions are at risk", "list ambers",
        "show me amber", "what's at risk and why",
    ),
    "rated rating=amber area=3": ("whats amber in area 3", "show me ambers in area three"),
    "rated rating=green": ("what is green", "whats on track", "which actions are on track"),
    "rated rating=blue": ("what is blue", "which are proven", "whats blue"),
    "rated rating=unrated": ("what is not rated", "which actions are not rated"),
    "due": (
        "what is due before the board", "whats due b4 the board", "what's due b4 the board",
        "due before the board", "due befor the bord", "what is due", "whats due",
        "what is due before the next board", "what do we have due before the board meeting",
        "wats due before board", "which actions are due before the board",
        "what's due before our board",
    ),
    "due number=60 unit=days": (
        "due in 60 days", "what is due in 60 days", "whats due in the next 60 days",
        "due within 60 days", "due in sixty days", "what's due in 60d", "wats due in 60 dyas",
    ),
    "due number=2 unit=weeks": (
        "due in 2 weeks", "whats due in the next two weeks", "what is due in a couple of weeks",
        "due in 2 wks",
    ),
    "due span=overdue": (
        "what is overdue", "whats overdue", "which actions are overdue", "show overdue",
        "whats over due", "what is late", "list overdue actions",
    ),
    "waiting": (
        "what waits for me", "what is waiting for me", "whats waiting for me", "what needs me",
        "what do i need to decide", "what needs my decision", "what needs my attention",
        "whats waitin for me", "what awaits me", "what needs my signature", "what is waiting on me",
        "what is still waiting for me",
    ),
    "waits_on ref=7.7": (
        "what waits on 7.7", "whats waiting on 7.7", "who waits on 7.7", "what depends on 7.7",
        "what is blocked by 7.7", "what does 7.7 block", "what needs 7.7", "wat waits on 7.7",
        "which actions depend on 7.7", "what is held up by 7.7", "what does 7.7 hold up",
        "what is waiting for 7.7", "what waits for action 7.7",
    ),
    "waits_on": ("what are the blockers", "show me blockers", "what blocks us"),
    "moved ref=6.1": (
        "how has 6.1 moved", "how did 6.1 move", "how has 6.1 changed", "hows 6.1 moved",
        "how has 6.1 moved since the last board", "what happened to 6.1", "what changed in 6.1",
        "how has action 6.1 moved", "how has 6.1 mvoed",
    ),
    "measures": (
        "kpis", "KPIs", "kpi's", "K.P.I.s", "show me the kpis", "how are the kpis doing",
        "whats the kpis", "measures", "how are our measures",
        "indicators", "show kpi", "kpi summary", "metrics",
    ),
    "measures area=6": ("kpis area 6", "show me the kpis for area six"),
    "evidence_missing": (
        "evidence missing", "evidance mising", "missing evidence", "what evidence is missing",
        "which evidence is missing", "list missing evidence",
        "who hasnt sent evidence", "what needs evidence", "which actions need evidence",
        "what is awaiting evidence", "evidnce missing", "show missing evidence",
    ),
    "dates_moved": (
        "dates moved", "dates movd", "which dates moved", "what dates have moved",
        "which dates have slipped", "moved dates", "what moved", "what slipped", "what has slipped",
        "which deadlines moved", "which dates changed", "what has been re-dated",
        "dates moved please",
    ),
    "reliability": (
        "how reliable are our forecasts", "how relible are the forecasts", "forecast reliability",
        "can we trust the forecasts", "how accurate are our forecasts", "how good are our forcasts",
        "are the forecasts reliable", "how reliable are forecasts",
    ),
    "brief": (
        "brief me", "breif me", "brief me please", "brief me before the board", "give me a brief",
        "give me a briefing", "briefing", "brief me for the meeting", "please brief me",
    ),
    "questions": ("what can i ask", "what can I ask you?", "what can i ask u"),
    "summary when=6 october": (
        "summary as at 6 october", "summary on 6 october", "as at 6 october, summary",
        "summary as of 6 october", "sumary asat 6 october",
    ),
    "rated rating=red when=1 december": (
        "what was red on 1 december", "whats red as at 1 december", "what was red at 1 december",
        "which were red on 1 december?",
    ),
    "late when=yesterday": ("who was late yesterday", "who hasnt answered yesterday"),
}  # fmt: skip
LINES = [(line, meant) for meant, lines in HASTE.items() for line in lines]


def test_there_are_enough_lines_in_haste() -> None:
    assert len({line for line, _ in LINES}) >= 250


@pytest.mark.parametrize(("line", "meant"), LINES)
def test_a_question_typed_in_haste_is_understood(line: str, meant: str) -> None:
    verb, *pairs = (
        meant.replace("when=6 october", "when=6_october")
        .replace("when=1 december", "when=1_december")
        .split()
    )
    args = dict(pair.replace("_", " ").split("=") for pair in pairs)
    assert intent_of(line) == (verb, args)


ASKED = {*QUESTIONS, "questions"}
REPLIES = (
    "2.4 on track", "2.4 green", "green", "all green", "all on track", "no change", "2.4 no change",
    "5.1 amber, feed due 20 Oct", "delivered", "2.4 delivered", "not mine", "2.4 not mine", "amber",
    "red", "red, no staff", "2.4 red: two officers left", "at risk", "off track", "2.4 off track",
    "2.4 waiting on 7.7", "waiting on 7.7", "waits on 7.7", "blocked by 7.7", "need until 15 Dec",
    "date moved", "date moved to 15 December", "new date 3 November", "due 20 october",
    "6.1 due in 60 days", "2.4 evidence missing", "2.4 dates moved", "evidence attached",
    "evidence sent", "awaiting evidence", "awaiting board decision", "board decision awaited",
    "late", "running late", "overdue", "6.1 overdue", "slipped", "2.4 slipped to january", "moved",
    "update: all going well", "updates to follow", "summary: posts are filled", "6.1 summary sent",
    "reply from trust outstanding", "what we need is funding", "how we will get back is unclear",
    "who does what is agreed, green", "red and why: nobody answers", "waiting for the board",
    "change", "changed", "nothing new", "new supplier, amber", "forecast 3 Nov", "forecast good",
    "kpi target missed, red", "measures in place", "show of hands was positive, green",
    "list sent to schools", "brief sent to trust", "everything on track", "7.7 and 2.4 green",
    "red area 6", "area 6 green", "in progress", "still at risk", "waiting", "still waiting for it",
    "ask me on wednesday", "6 october", "yesterday", "december", "ok", "thanks", "yes", "2",
    "report late", "late report", "answer late", "meeting moved", "meeting moved to 3 december",
)  # fmt: skip


@pytest.mark.parametrize("line", REPLIES)
def test_an_answer_is_never_taken_for_a_question_about_the_plan(line: str) -> None:
    found = intent_of(line)
    assert found is None or found[0] not in ASKED, found


STATES = (
    "on track", "at risk", "off track", "green", "amber", "red", "delivered", "no change", "done",
    "not mine", "need until 15 dec", "slipped", "waiting on 7.7", "evidence missing", "late",
)  # fmt: skip
WORDS = st.lists(
    st.sampled_from(
        [
            *("the", "data", "feed", "is", "late", "board", "due", "summary", "who", "what", "red"),
            *("changed", "since", "kpis", "moved", "evidence", "missing", "forecast", "wait"),
            *("for", "me", "brief", "area", "6", "october"),
        ]
    ),
    max_size=6,
).map(" ".join)


@given(st.sampled_from(("2.4", "6.1", "A1", "#7.7")), st.sampled_from(STATES), WORDS)
def test_a_line_that_begins_with_an_action_is_never_a_question(
    ref: str, state: str, words: str
) -> None:
    assert intent_of(f"{ref} {state} {words}") is None


def test_no_line_that_the_reader_of_answers_understands_is_captured() -> None:
    taken = [
        (line, found[0])
        for line in sorted(_lines_of_the_reader())
        if (found := intent_of(line)) is not None and found[0] in ASKED and read(line).updates
    ]
    assert taken == []


def _lines_of_the_reader() -> set[str]:
    """Every short text that stands in the tests of the reader of answers."""
    folder = Path(__file__).parents[1] / "typed"
    return {
        node.value
        for file in folder.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and 0 < len(node.value) < 160
    }


def test_no_other_verb_s_own_example_is_taken_for_a_question() -> None:
    taken = {
        example: found[0]
        for name, verb in VERBS.items()
        for example in verb.examples
        if name not in ASKED and (found := intent_of(example)) and found[0] in ASKED
    }
    assert taken == {}
