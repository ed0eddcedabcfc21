"""Rules 5 and 6: delivered, no change, not mine."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import telling

DELIVERED = [
    "2.4 done",
    "2.4 Complete",
    "2.4 completed",
    "2.4 delivered",
    "2.4 finished",
    "2.4 CLOSED",
    "2.4: done",
    "2.4 - done",
    "2.4 is done",
    "2.4 has been completed",
    "2.4 now complete",
    "2.4 fully delivered",
    "2.4 100% complete",
    "2.4 complete - 100%",
    "2.4 all done",
    "2.4 done and dusted",
    "2.4 done!",
    "2.4 done, thanks",
    "2.4 done, green",
    "2.4 done green",
    "2.4 green, done",
    "2.4 green - done",
    "2.4 amber, now done",
    "done 2.4",
    "Done: 2.4",
    "done with 2.4",
    "2.4 completed on 12 October",
    "2.4 completed 3 October",
    "2.4 done on Friday",
    "2.4 closed 12/10",
    "2.4 completed last week",
    "2.4 finished early",
    "2.4 delivered on time",
    "2.4 done (see attached)",
    "2.4 this is done",
    "2.4 it's finished",
    "2.4 we have completed this action",
    "2.4 completed it yesterday",
    "2.4 action closed",
    "2.4 status: complete",
    "2.4 slides went out. Done.",
    "2.4 slides sent, done",
    "2.4 not done last week, now done",
    "2.4 completed by the team on 12 October",
    "2.4 pleased to say this is done",
    "2.4 pleased to report done",
    "2.4 done the 3rd",
    "2.4 done, all of it",
    "2.4 done all of it on Monday",
    "2.4 done so please close",
    "2.4 delivered to all schools",
    "2.4 done and signed off because the panel agreed",
    "done for 2.4",
    "please mark 2.4 as done",
    "2.4 ✅",
    "2.4 ✔",
    "2.4 ✔️",
    "2.4 ☑",
    "2.4 ☑️",
    "2.4: ✅",
    "2.4 - ✅.",
    "2.4 ✅✅",
    "2.4 ✅ thanks",
    "2.4 :white_check_mark:",
    "2.4:white_check_mark:",
    "2.4 :heavy_check_mark:",
    "2.4 :ballot_box_with_check:",
]


@pytest.mark.parametrize("text", DELIVERED)
def test_done_said_of_the_action_is_delivered_and_has_no_rating(text: str) -> None:
    assert telling(text) == "2.4 delivered"


UNDELIVERED = [
    "2.4 nearly done",
    "2.4 almost complete",
    "2.4 80% complete",
    "2.4 90 per cent complete",
    "2.4 half finished",
    "2.4 half-finished",
    "2.4 partly done",
    "2.4 mostly done",
    "2.4 two of five done",
    "2.4 not done",
    "2.4 not yet complete",
    "2.4 isn't done",
    "2.4 hasn't been completed",
    "2.4 no longer complete",
    "2.4 incomplete",
    "2.4 done? no, not done",
    "2.4 will be done",
    "2.4 to be completed",
    "2.4 should be finished",
    "2.4 must be done first",
    "2.4 can be closed",
    "2.4 once complete we report",
    "2.4 slides done",
    "2.4 training - done",
    "2.4 slides and venue done",
    "2.4 consultation closed",
    "2.4 first draft complete",
    "2.4 report finished and published",
    "2.4 phase 1 complete",
    "2.4 completed the survey",
    "2.4 delivered training to 40 staff",
    "2.4 delivered 3 sessions",
    "2.4 finished drafting",
    "2.4 closed two risks",
    "2.4 work done so far",
    "2.4 done so far: two",
    "2.4 complete except for the form",
    "2.4 complete, apart from one school",
    "2.4 complete subject to sign-off",
    "2.4 done in part",
    "2.4 complete in principle",
    "2.4 done for now",
    "2.4 done for the first cohort",
    "2.4 done with the slides",
    "2.4 done with two of them",
    "2.4 completed to date: two",
    "2.4 done the slides",
    "2.4 done all the slides",
    "2.4 done if the panel agrees",
    "2.4 can report slides done",
    "2.4 work complete",
    "2.4 done?",
    "Is 2.4 done?",
    "2.4 blocked until 6.6 is done",
    "2.4 waiting for 6.6 to be completed",
    "2.4 ✅ slides",
    "2.4 slides ✅",
    "✅ 2.4",
    "2.4 👍",
    "2.4 💯",
    "2.4 :thumbsup:",
]


@pytest.mark.parametrize("text", UNDELIVERED)
def test_what_is_not_quite_done_is_only_words(text: str) -> None:
    assert telling(text) == "2.4"


DATED = [
    ("2.4 will be done by 20 Oct", "2.4 forecast=2023-10-20"),
    ("2.4 done by 20 Oct", "2.4 forecast=2023-10-20"),
    ("2.4 complete by 20 Oct", "2.4 forecast=2023-10-20"),
    ("2.4 amber, slides done", "2.4 amber"),
    ("2.4 done, evidence expected 20 Oct", "2.4 delivered"),
    ("2.4 done. need until 20 Oct for the evidence", "2.4 delivered asks=2023-10-20"),
    ("2.4 done, was amber", "2.4 delivered"),
    ("2.4 done https://x.org/a", "2.4 delivered https://x.org/a"),
    ("done 2.4 evidence https://x.org/2.5", "2.4 delivered https://x.org/2.5"),
    ("2.4 ✅ 🟢", "2.4 green"),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_delivered_beside_dates_and_ratings(text: str, expected: str) -> None:
    assert telling(text) == expected


UNCHANGED = [
    "2.4 no change",
    "2.4 No change.",
    "2.4 no changes",
    "2.4: no change",
    "no change 2.4",
    "no change to 2.4",
    "no change for 2.4",
    "2.4 still no change",
    "2.4 no change since last month",
    "2.4 no change to report",
    "2.4 no change to the rating",
    "2.4 no change in status",
    "2.4 nothing to report",
    "2.4 nothing new to report",
    "2.4 nothing new",
    "2.4 same as last month",
    "2.4 the same as last time",
    "2.4 as before",
    "2.4 as last month",
    "2.4 unchanged",
    "2.4 status unchanged",
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_no_change_is_understood(text: str) -> None:
    assert telling(text) == "2.4 no_change"


CHANGED = [
    "2.4 no change to the due date",
    "2.4 no change to due date",
    "2.4 no change to the plan",
    "2.4 no change in the team",
    "2.4 no change of owner",
    "2.4 no change needed to the policy",
    "2.4 no change request yet",
    "2.4 due date unchanged",
    "2.4 not the same as last month",
    "2.4 same team as before",
    "2.4 as before the summer we wait",
    "2.4 change agreed",
]


@pytest.mark.parametrize("text", CHANGED)
def test_no_change_of_something_else_is_words(text: str) -> None:
    assert telling(text) == "2.4"


def test_no_change_stands_beside_a_rating() -> None:
    assert telling("2.4 no change, still amber") == "2.4 amber no_change"


NOT_MINE = [
    "2.4 not mine",
    "2.4 Not mine!",
    "2.4 this is not mine",
    "2.4 isn't mine",
    "2.4 not my action",
    "2.4 wrong person",
    "2.4 belongs to the contracts manager",
    "2.4 this belongs to finance",
    "2.4 ask the contracts manager",
    "2.4 - ask Jo",
    "2.4 not mine, ask Jo",
    "2.4, please ask Jo",
    "Not mine: 2.4",
]


@pytest.mark.parametrize("text", NOT_MINE)
def test_not_mine_is_understood(text: str) -> None:
    assert telling(text) == "2.4 not_mine"


MINE = [
    "2.4 will ask Jo",
    "2.4 asked Jo",
    "2.4 we need to ask Jo",
    "2.4 ask me again tomorrow",
    "2.4 ask for the form first",
    "2.4 the building belongs to the NHS",
    "2.4 belongs to me",
    "2.4 a mine of information",
]


@pytest.mark.parametrize("text", MINE)
def test_what_only_sounds_like_not_mine_is_words(text: str) -> None:
    assert telling(text) == "2.4"
