"""Rules 2 and 3: several answers in one message, groups, and words without a reference."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import read, telling

THREE = "5.1 7.4 9.1"

SEVERAL = [
    ("2.4 green\n2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4 green; 2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4 green. 2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4 green, 2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4 green, 2.5 done", "2.4 green; 2.5 delivered"),
    ("2.4 green and 2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4 green but 2.5 is amber", "2.4 green; 2.5 amber"),
    ("2.4 green 2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4 G, 2.5 R", "2.4 green; 2.5 red"),
    ("2.4 ✅ 2.5 🔴", "2.4 delivered; 2.5 red"),
    ("🟢 2.4\n🔴 2.5", "2.4 green; 2.5 red"),
    ("2.4 done! 2.5 amber", "2.4 delivered; 2.5 amber"),
    ("2.4 green/2.5 amber", "2.4 green; 2.5 amber"),
    ("2.4:green 2.5:amber", "2.4 green; 2.5 amber"),
    ("2.4 (green), 2.5 (amber)", "2.4 green; 2.5 amber"),
    ("2.4 is amber, whereas 2.5 is green", "2.4 amber; 2.5 green"),
    ("2.4 amber: 6.6 not finished, 2.5 done", "2.4 amber; 2.5 delivered"),
    ("2.4 green.2.5 amber", "2.4 green; 2.5 amber"),
    ("Green for 2.4, amber for 2.5", "2.4 green; 2.5 amber"),
    ("Green for 2.4\nAmber for 2.5", "2.4 green; 2.5 amber"),
    ("We have green on 2.4 and amber on 2.5", "2.4 green; 2.5 amber"),
    ("green: 2.4. amber: 2.5", "2.4 green; 2.5 amber"),
    ("done 2.4, 2.5 amber", "2.4 delivered; 2.5 amber"),
    ("done 2.4, done 2.5", "2.4 delivered; 2.5 delivered"),
    ("2.4 green\nAnd 2.5 is amber", "2.4 green; 2.5 amber"),
    ("2.4 green\nFor 2.5 we are amber", "2.4 green; 2.5 amber"),
    ("2.4 amber\nslides sent\n2.5 red\ntwo officers left", "2.4 amber; 2.5 red"),
    ("2.4\ngreen\n\n2.5\namber", "2.4 green; 2.5 amber"),
    ("2.4 amber, blocked by 6.6", "2.4 amber"),
    ("2.4 blocked by 6.6, amber", "2.4 amber"),
    ("2.4 blocked by 6.6 and 2.5", "2.4"),
    ("2.4 amber, waiting for 2.5", "2.4 amber"),
    ("2.4 amber, waiting for 6.6 which is red", "2.4 amber"),
    ("2.4 amber, 6.6 is late", "2.4 amber"),
    ("2.4 amber, 6.6 is red", "2.4 amber; ?not_yours 6.6"),
    ("2.4 amber. 6.6 is late", "2.4 amber; ?not_yours 6.6"),
    ("2.4 amber, see 9.9 for the rest", "2.4 amber"),
    ("2.4 amber until 2.5 is done", "2.4 amber"),
    ("2.4, amber 2.5 green", "2.4 amber; 2.5 green"),
    ("2.4 blocked by 6.6, 2.5 amber", "2.4; 2.5 amber"),
    ("2.4 no change; 2.5 need until 15 Jan", "2.4 no_change; 2.5 asks=2024-01-15"),
    ("2.4 green, 2.5 no change", "2.4 green; 2.5 no_change"),
    ("2.4 done, 2.5 need until 15 Jan", "2.4 delivered; 2.5 asks=2024-01-15"),
    ("2.4 green. Need until 15 Jan for 2.5", "2.4 green; 2.5 asks=2024-01-15"),
    ("2.4 amber\nhttps://x.org/a\n2.5 green", "2.4 amber https://x.org/a; 2.5 green"),
    ("2.4 green\n2.5", "2.4 green; ?nothing_found 2.5"),
    ("2.4 amber\n2.5 what do you need?", "2.4 amber; ?nothing_found 2.5"),
    ("Met the panel on Monday.\n2.4 green\n2.5 amber", "2.4 green; 2.5 amber"),
    ("green\n2.5 amber", "2.5 amber; ?which_action"),
    ("Overall amber.\n2.4 slides late.\n2.5 green.", "2.4; 2.5 green; ?which_action"),
    ("Amber this month.\nThat is 2.4", "2.4 amber"),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_a_new_reference_starts_the_next_answer(text: str, expected: str) -> None:
    assert telling(text) == expected


TWICE = [
    ("2.4 green\n2.4 amber", "2.4 amber"),
    ("2.4 green. 2.4 slides sent", "2.4 green"),
    ("2.4 done. 2.4 sorry, amber", "2.4 amber"),
    ("2.4 amber\n2.4 done", "2.4 delivered"),
    ("2.4 no change\n2.4 amber", "2.4 amber no_change"),
    ("2.4 gren\n2.4 green", "2.4 green"),
    ("2.4 expect mid March\n2.4 expect 15 March", "2.4 forecast=2024-03-15"),
    ("2.4 expect 15 March\n2.4 expect mid March", "2.4; ?which_date 2.4"),
    ("2.4 need until 15 Jan\n2.4 need until 22 Jan", "2.4 asks=2024-01-22"),
    ("2.4 expect 15 Jan\n2.4 done", "2.4 delivered"),
    (
        "2.4 https://x.org/a\n2.5 green\n2.4 https://x.org/b https://x.org/a",
        "2.4 https://x.org/a https://x.org/b; 2.5 green",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TWICE)
def test_the_same_reference_twice_is_one_update(text: str, expected: str) -> None:
    assert telling(text) == expected


GROUPS = [
    ("all green", "5.1 green; 7.4 green; 9.1 green"),
    ("All on track, thanks", "5.1 green; 7.4 green; 9.1 green"),
    ("all no change", "5.1 no_change; 7.4 no_change; 9.1 no_change"),
    ("No change for all", "5.1 no_change; 7.4 no_change; 9.1 no_change"),
    ("they are all amber", "5.1 amber; 7.4 amber; 9.1 amber"),
    ("all three actions are green", "5.1 green; 7.4 green; 9.1 green"),
    ("everything on track", "5.1 green; 7.4 green; 9.1 green"),
    ("green across the board", "5.1 green; 7.4 green; 9.1 green"),
    ("everything's green", "5.1 green; 7.4 green; 9.1 green"),
    ("No change on any of them", "5.1 no_change; 7.4 no_change; 9.1 no_change"),
    ("all 🟢", "5.1 green; 7.4 green; 9.1 green"),
    ("Hi, all green", "5.1 green; 7.4 green; 9.1 green"),
    ("all green except 7.4 which is amber", "5.1 green; 9.1 green; 7.4 amber"),
    ("all green, except for 7.4 (amber)", "5.1 green; 9.1 green; 7.4 amber"),
    ("all green apart from 7.4 and 9.1 which are red", "5.1 green; 7.4 red; 9.1 red"),
    ("all green except 7.4 amber and 9.1 red", "5.1 green; 7.4 amber; 9.1 red"),
    ("all green but 7.4 amber", "5.1 green; 9.1 green; 7.4 amber"),
    ("green except 7.4 amber", "5.1 green; 9.1 green; 7.4 amber"),
    ("no change except 7.4 amber", "5.1 no_change; 9.1 no_change; 7.4 amber"),
    ("all green, 7.4 amber", "5.1 green; 9.1 green; 7.4 amber"),
    ("all green except 7.4", "5.1 green; 9.1 green; 7.4; ?which_rating 7.4"),
    ("all but 7.4 are green", "5.1 green; 9.1 green; 7.4; ?which_rating 7.4"),
    ("all but 7.4 are green; 7.4 is red", "5.1 green; 9.1 green; 7.4 red"),
    ("7.4 amber, others green", "7.4 amber; 5.1 green; 9.1 green"),
    ("7.4 amber\nthe rest no change", "7.4 amber; 5.1 no_change; 9.1 no_change"),
    ("7.4 amber. All others green.", "7.4 amber; 5.1 green; 9.1 green"),
    ("7.4 amber while the others are green", "7.4 amber; 5.1 green; 9.1 green"),
    ("7.4 amber and all others on track", "7.4 amber; 5.1 green; 9.1 green"),
    ("7.4 red; no change for the others", "7.4 red; 5.1 no_change; 9.1 no_change"),
    ("others green, 7.4 amber", "5.1 green; 9.1 green; 7.4 amber"),
    ("7.4 amber, the rest done", "7.4 amber; 5.1 delivered; 9.1 delivered"),
    ("everything else green, 7.4 red", "5.1 green; 9.1 green; 7.4 red"),
    ("5.1 done, 7.4 amber, the other one green", "5.1 delivered; 7.4 amber; 9.1 green"),
    ("all amber/red", "5.1; 7.4; 9.1; ?which_rating 5.1; ?which_rating 7.4; ?which_rating 9.1"),
    ("all green. 7.4 evidence https://x.org/a", "5.1 green; 7.4 green https://x.org/a; 9.1 green"),
    ("7.4 amber. All green.", "7.4 amber; 5.1 green; 9.1 green"),
    ("all green except 9.9", "5.1 green; 7.4 green; 9.1 green; ?unknown_ref 9.9"),
    ("all green except 6.1 which is red", "5.1 green; 7.4 green; 9.1 green; ?not_yours 6.1"),
    ("all done", "?which_action"),
    ("All done, thanks!", "?which_action"),
    ("all delivered", "?which_action"),
    ("both green", "?which_action"),
    ("7.4 slides sent. All done.", "7.4; ?which_action"),
    ("7.4 slides sent, all done", "7.4 delivered"),
    ("7.4 all green", "7.4 green"),
    ("7.4 green, all partners are on board", "7.4 green"),
    ("all schools are green", "?which_action"),
    ("all fine", "?which_action"),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_all_and_the_others_mean_the_open_actions(text: str, expected: str) -> None:
    assert telling(text, THREE) == expected


PAIRS = [
    ("both amber", "2.4 2.5", "2.4 amber; 2.5 amber"),
    ("Both on track", "2.4 2.5", "2.4 green; 2.5 green"),
    ("they're both green", "2.4 2.5", "2.4 green; 2.5 green"),
    ("no change on both", "2.4 2.5", "2.4 no_change; 2.5 no_change"),
    ("both done", "2.4 2.5", "2.4 delivered; 2.5 delivered"),
    ("all green", "2.4", "2.4 green"),
    ("all done", "2.4", "2.4 delivered"),
    ("all green", "", "?which_action"),
    ("others green", "", "?which_action"),
]


@pytest.mark.parametrize(("text", "opened", "expected"), PAIRS)
def test_a_group_fits_what_is_open(text: str, opened: str, expected: str) -> None:
    assert telling(text, opened) == expected


BARE = [
    ("green", "2.4", "2.4 green"),
    ("done", "2.4", "2.4 delivered"),
    ("No change.", "2.4", "2.4 no_change"),
    ("not mine", "2.4", "2.4 not_mine"),
    ("gren", "2.4", "2.4; ?which_rating 2.4"),
    ("amber\nwaiting for the panel\nback by 15 Jan", "2.4", "2.4 amber forecast=2024-01-15"),
    ("amber; two officers left; https://x.org/a", "2.4", "2.4 amber https://x.org/a"),
    ("need more time", "2.4", "2.4; ?which_date 2.4"),
    ("The panel met on Monday and agreed the model", "2.4", "2.4"),
    ("https://x.org/a", "2.4", "2.4 https://x.org/a"),
    ("green", "2.4 2.5", "?which_action"),
    ("green", "", "?which_action"),
    ("gren", "2.4 2.5", "?which_action"),
    ("not mine", "2.4 2.5", "?which_action"),
    ("need more time", "2.4 2.5", "?which_action"),
    ("The panel met on Monday", "2.4 2.5", "?which_action"),
    ("https://x.org/a", "2.4 2.5", "?which_action"),
    ("amber\nback by 15 Jan", "2.4 2.5", "?which_action"),
]


@pytest.mark.parametrize(("text", "opened", "expected"), BARE)
def test_without_a_reference_the_only_open_action_is_meant(
    text: str, opened: str, expected: str
) -> None:
    assert telling(text, opened) == expected


def test_all_lines_are_one_answer_where_one_action_is_open() -> None:
    reading = read("amber\n\nwaiting for the panel", "2.4")
    assert [update.text for update in reading.updates] == ["amber\n\nwaiting for the panel"]
