import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.paper.document import paper_of
from handlers.paper.frozen import Frozen, figure_place
from handlers.paper.opening import headline
from models.document import Document, Entry, Figure, Section, Table, runs, section_runs, words
from models.message import Moment
from models.signature import Signature
from models.snapshot import Snapshot, sha256
from tests.handlers.paper.october import october
from tests.handlers.paper.snapshots import action, answer, area, kpi, ledger, rated, snapshot

SIGNED = Signature("Vice Chair", is_acting=True, at=datetime(2023, 10, 16, 9, tzinfo=UTC))


def said(document: Document | Section) -> str:
    """The words of a paper or a part of it, days left out."""
    found = runs(document) if isinstance(document, Document) else section_runs([document])
    return "".join(getattr(run, "text", getattr(run, "words", "")) for run in found)


def section(document: Document, title: str) -> Section:
    return next(s for s in document.sections if title in s.title)


def tables(part: Section) -> list[Table]:
    return [block for block in part.blocks if isinstance(block, Table)]


def entries(document: Document) -> list[Entry]:
    return [b for b in section(document, "Exceptions").blocks if isinstance(b, Entry)]


def test_the_answer_comes_first_and_the_rest_in_the_boards_order() -> None:
    assert [s.title for s in paper_of(october()).sections if s.level == 1] == [
        "Recommendations",
        "Summary",
        "The plan by area",
        "Exceptions",
        "Proven, and awaiting evidence",
        "Changes of due dates",
        "Due in the next 90 days",
        "Key performance indicators",
        "Who answered",
        "Late answers",
        "Appendix A: full tracker",
        "Appendix B: key to the ratings",
        "Appendix C: the records behind the figures",
        "Appendix D: method and words",
    ]


def test_it_has_the_councils_form() -> None:
    document = paper_of(october())
    assert [fact.name for fact in document.facts][:4] == ["From", "To", "Subject", "Classification"]
    assert document.title == "SEND improvement plan: report for October 2023"
    assert document.author == "Partnership Delivery Group"


def test_the_headline_is_in_bromsgroves_form_and_adds_up_to_one_hundred() -> None:
    sentence = "".join(getattr(run, "text", "") for run in headline(Frozen(october())))
    assert sentence == (
        "Of the 56 actions, 51.8% are on track (Green, 29 of 56), 32.1% are at risk (Amber, 18 of"
        " 56), 10.7% are off track (Red, 6 of 56) and 5.4% are proven (Blue, 3 of 56)."
    )
    assert sum(Decimal(share) for share in re.findall(r"([\d.]+)%", sentence)) == 100


def test_what_is_not_rated_or_suspended_has_its_own_share() -> None:
    frozen = Frozen(snapshot(action("1.1", rating=None), action("1.2", stage="suspended")))
    sentence = "".join(getattr(run, "text", "") for run in headline(frozen))
    assert "50.0% are not rated (1 of 2) and 50.0% are suspended with approval (1 of 2)" in sentence


def test_decisions_are_asked_first_else_it_is_for_information() -> None:
    asked = section(paper_of(october()), "Recommendations")
    assert "Move 7.7 to Friday 26 January 2024 (first move)." in said(asked)
    none = section(paper_of(october(decisions=[])), "Recommendation")
    assert said(none).startswith("For information: no decision is asked.")


def test_each_exception_is_told_red_before_amber() -> None:
    told = [(entry.title.split()[0], entry.tag.words) for entry in entries(paper_of(october()))]
    assert [tag for _, tag in told] == ["Red, off track"] * 6 + ["Amber, at risk"] * 18
    assert [ref for ref, _ in told[:6]] == ["1.5", "6.1", "6.2", "6.3", "8.2", "9.4"]


def test_an_exception_gives_the_owners_words_with_their_source() -> None:
    own = answer(reason="Two officers left.", recovery="A second team.", help_needed="Money.")
    document = paper_of(snapshot(action("6.1", rating="red", answer=own, forecast="2024-04-30")))
    facts = {fact.name: fact.value for fact in entries(document)[0].facts}
    assert facts["Why"][0].text == "Two officers left."
    assert (
        "Update 2023-10/014 by Head of Casework, Wednesday 4 October 2023" in facts["Why"][-1].text
    )
    assert facts["Recovery"][0].text == "A second team."
    assert facts["Help asked"][0].text == "Money."


def test_an_exception_without_an_answer_says_so_and_gives_the_rules_reasons() -> None:
    late = action("6.1", rating="amber", answer=None)
    late["ratings"]["reported"] = rated("amber", "The computed one counts.", "It is 3 days late.")
    facts = {fact.name: fact.value for fact in entries(paper_of(snapshot(late)))[0].facts}
    assert facts["Why"][0].text == "No update has reached us. It is 3 days late."
    assert facts["Recovery"][0].text == "Not said yet."


def test_the_owners_rating_stands_beside_only_where_it_is_disputed() -> None:
    document = paper_of(october())
    disputed = [e.title.split()[0] for e in entries(document) if "Rating" in _names(e)]
    assert disputed == ["8.4"]


def _names(entry: Entry) -> list[str]:
    return [fact.name for fact in entry.facts]


def test_an_exception_names_the_actions_that_it_holds_up() -> None:
    told = {e.title.split()[0]: e for e in entries(paper_of(october()))}
    assert "Held up by it" in _names(told["6.1"])
    assert "Held up by it" not in _names(told["6.2"])


def test_the_tables_by_area_add_up_to_the_plan() -> None:
    table = tables(section(paper_of(october()), "by area"))[0]
    assert table.total is not None
    for n in range(1, 7):
        column = [int(row.cells[n][0].text) for row in table.rows]
        assert sum(column) == int(table.total.cells[n][0].text)
    for row in table.all_rows:
        *parts, whole = (int(row.cells[n][0].text) for n in range(1, 7))
        assert sum(parts) == whole


def test_every_figure_shown_is_listed_with_its_records() -> None:
    frozen = Frozen(october())
    document = paper_of(october())
    rows = {row.anchor: row for row in tables(section(document, "Appendix C"))[0].rows}
    shown = [run for run in runs(document) if isinstance(run, Figure)]
    assert len(shown) > 100
    for run in shown:
        figure = frozen.figures[run.id]
        assert run.text in {figure.text, str(figure.number)}
        if figure.refs:
            cell = rows[figure_place(run.id)].cells[2]
            assert tuple(jump.text for jump in cell[::2]) == figure.refs


def test_the_tracker_has_every_action_once_in_print_and_in_the_workbook() -> None:
    document = paper_of(october())
    printed = [t for s in document.sections if s.wide and s.level == 2 for t in tables(s)]
    refs = [row.cells[0][0].text for table in printed for row in table.rows]
    assert refs == [a["ref"] for a in october()["actions"]]
    assert document.workbook is not None
    assert [row.cells[0][0].text for row in document.workbook.tracker.rows] == refs


def test_the_hash_of_the_snapshot_stands_in_the_paper() -> None:
    document, hashed = paper_of(october()), sha256(october())
    assert hashed in said(section(document, "Appendix D"))
    assert document.foot.endswith(f"hash {hashed[:4]} {hashed[4:8]} {hashed[8:12]} {hashed[12:16]}")


def test_the_same_snapshot_and_signature_give_the_same_document() -> None:
    assert paper_of(october()) == paper_of(october())
    assert paper_of(october(), SIGNED) == paper_of(october(), SIGNED)


def test_a_draft_says_that_it_is_one_and_a_signed_paper_who_signed_it_when() -> None:
    draft, paper = paper_of(october()), paper_of(october(), SIGNED)
    assert words("Not signed: this is a draft") in [fact.value for fact in draft.facts]
    signed = words("By the acting chair, Vice Chair, on ", Moment(SIGNED.at))
    assert signed in [fact.value for fact in paper.facts]
    assert paper.workbook is not None
    assert signed in [fact.value for fact in paper.workbook.method]


def test_a_signature_changes_nothing_of_what_it_signs() -> None:
    draft, paper = paper_of(october()), paper_of(october(), SIGNED)
    assert draft.sections[:-1] == paper.sections[:-1]
    assert draft.foot == paper.foot


def test_a_second_version_says_what_differs_from_the_first() -> None:
    replaced = {"cycle": "2023-10", "version": 1, "sha256": "aa" * 32}
    differs = ["6.2: was Red, off track, is Amber, at risk."]
    again = october(replaces=replaced, reopened_because="A figure was wrong.", differs=differs)
    part = section(paper_of(again), "What differs from version 1")
    assert "A figure was wrong." in said(part)
    assert differs[0] in said(part)


@pytest.mark.parametrize(
    "other",
    [
        {"ledger": [ledger("9.9", "opened", "Gone"), ledger("9.8", "vacant", "Gone")]},
        {"late": [answer(late=True)], "late_refs": ["9.9"]},
        {"kpis": [kpi("K1", series=[]), kpi("K2", unit="days", now=None, now_of=None)]},
        {"previous": None},
        {"plan": {"code": "A", "title": "Plan", "classification": "Exempt", "version": None}},
    ],
)
def test_records_that_the_paper_does_not_tell_lead_nowhere_and_break_nothing(
    other: dict[str, Any],
) -> None:
    assert paper_of(snapshot(action("1.1"), **other)).title


def test_a_plan_without_an_action_still_has_a_paper() -> None:
    document = paper_of(snapshot(areas=[area("1")]))
    assert "No update was asked for" in said(document)
    assert "No action of this area is in the plan." in said(document)


def test_the_silent_are_named_where_they_are_few_and_counted_where_they_are_many() -> None:
    for count, named in ((3, True), (13, False)):
        silent = [action(f"1.{n}", ledger="opened") for n in range(1, count + 1)]
        part = said(section(paper_of(snapshot(*silent)), "Summary"))
        assert f"No update has reached us: {count} of {count}" in part
        assert ("(1.1, 1.2 and 1.3)" in part) is named


def test_an_action_without_owner_or_date_is_told_as_it_is() -> None:
    bare = action(
        "GA 005/b", rating="red", owner=None, organisation=None, due=None, due_words="Ongoing",
        area="7", answer=None,
    )  # fmt: skip
    facts = {fact.name: fact.value for fact in entries(paper_of(snapshot(bare)))[0].facts}
    assert facts["Owner"][0].text == "Vacant"
    assert facts["Due"][0].text == "Ongoing"


def spoilt(made: Any, words: str) -> Any:
    """A snapshot with the words in place of every sentence that a person may have typed."""
    typed = {"title", "words", "reason", "recovery", "help_needed", "sentence", "owner", "lead"}
    typed |= {
        "short_title",
        "name",
        "organisation",
        "text",
        "by",
        "reading_note",
        "success_measure",
    }
    match made:
        case dict():
            return {
                key: words if key in typed and isinstance(value, str) else spoilt(value, words)
                for key, value in made.items()
            }
        case list():
            return [spoilt(each, words) for each in made]
        case _:
            return made


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_people_typed_there_is_a_document(words: str) -> None:
    made: Snapshot = spoilt(october(), words)
    assert len(paper_of(made).sections) > 20
