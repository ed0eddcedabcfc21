from typing import Any

import pytest

from handlers.paper.card import MOST_REDS, board_card
from models.message import Download, Downloads, Facts, Heading, Items, Message, Note, Paragraph
from models.snapshot import Snapshot
from tests.handlers.paper.october import october
from tests.handlers.paper.snapshots import action, snapshot

PAPERS = Downloads((Download("Paper (Word)", "report/1.docx"),))


def card(made: Snapshot, **other: Any) -> Message:
    return board_card(made, PAPERS, **other)


def lines(message: Message) -> list[str]:
    """What stands in the card, a line for each paragraph, note, fact and item."""
    found: list[str] = []
    for block in message.blocks:
        match block:
            case Heading(text=head):
                found.append(head)
            case Paragraph(text=text) | Note(text=text):
                found.append("".join(run.text for run in text))
            case Facts(facts=facts):
                found += [f"{f.name}: {''.join(r.text for r in f.value)}" for f in facts]
            case Items(items=items):
                found += ["".join(run.text for run in item.title) for item in items]
            case _:
                pass
    return found


def test_it_stands_alone_on_a_lock_screen() -> None:
    assert card(october()).notice == (
        "SEND improvement plan, October 2023: 1 decision asked."
        " On track: 29 of 56 actions; off track: 6 of 56."
    )


def test_counts_stand_with_their_base_and_the_colour_with_its_word() -> None:
    said = lines(card(october()))
    assert "Green, on track: 29 of 56" in said
    assert "Red, off track: 6 of 56" in said


def test_at_most_five_reds_stand_in_a_line_each_and_the_rest_are_counted() -> None:
    said = lines(card(october()))
    start = said.index("Off track") + 1
    assert [line.split()[0] for line in said[start : start + MOST_REDS]] == [
        "1.5",
        "6.1",
        "6.2",
        "6.3",
        "8.2",
    ]
    assert said[start + MOST_REDS] == "And 1 more in the paper."
    assert said[start].endswith("expected Monday 11 March 2024")


def test_with_no_red_it_says_so() -> None:
    assert "Off track: none." in lines(card(snapshot(action("1.1"))))


def test_what_changed_is_told_with_the_references_where_they_are_few() -> None:
    assert (
        "Since September: 2 better (1.2 and 8.3), 3 worse (5.1, 6.7 and 8.5), 0 re-dated."
        in lines(card(october()))
    )


def test_the_first_report_has_nothing_to_compare_with() -> None:
    assert any("first report" in line for line in lines(card(october(previous=None))))


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        ([], "For information, no decision asked."),
        ([{"ref": "7.7", "text": "Move 7.7."}], "1 decision asked. Move 7.7."),
        ([{"ref": "7.7", "text": "Move 7.7."}] * 2, "2 decisions asked."),
    ],
)
def test_the_decisions_come_first(decisions: list[dict[str, str]], said: str) -> None:
    assert lines(card(october(decisions=decisions)))[1] == said


def test_a_red_without_a_date_says_so() -> None:
    said = lines(card(snapshot(action("6.1", rating="red"))))
    assert "6.1 Title of 6.1; no date for its return yet" in said


def test_it_offers_the_paper_and_says_who_signed_and_what() -> None:
    made = card(october(), signed="Signed off by the chair on Monday 16 October, 10.30 am.")
    assert PAPERS in made.blocks
    assert lines(made)[-1].startswith("Signed off by the chair on Monday 16 October")
    assert "Version 1, hash " in lines(made)[-1]


def test_a_second_version_says_what_it_replaces_and_what_differs() -> None:
    replaced = {"cycle": "2023-10", "version": 1, "sha256": "aa" * 32}
    differs = [f"6.{n}: its words differ." for n in range(1, 6)]
    said = lines(card(october(replaces=replaced, reopened_because="A slip.", differs=differs)))
    assert "It replaces version 1. A slip." in said
    assert "6.3: its words differ." in said
    assert "6.4: its words differ." not in said
    assert "And 2 more differences in the paper." in said


@pytest.mark.parametrize(("cycle", "said"), [("2024-05b", "2024-05b"), ("2023-12", "December")])
def test_the_report_before_is_named_by_its_month(cycle: str, said: str) -> None:
    before = {"cycle": cycle, "version": 1, "sha256": "aa" * 32}
    assert any(line.startswith(f"Since {said}: ") for line in lines(card(october(previous=before))))
