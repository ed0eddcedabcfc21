from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figure import Group
from models.rollup import figures
from models.shares import shares
from models.snapshot import ActionFacts
from models.states import Mark, Stage
from tests.handlers.paper.snapshots import action, kpi, ledger, snapshot


def refs(figure_id: str, *actions: ActionFacts, **other: object) -> tuple[str, ...]:
    """The records behind a figure."""
    return figures(snapshot(*actions, **other))[figure_id].refs


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((29, 18, 6, 3), ("51.8", "32.1", "10.7", "5.4")),
        ((1, 1, 1), ("33.4", "33.3", "33.3")),
        ((2, 1), ("66.7", "33.3")),
        ((1,) * 7, ("14.3", "14.3", "14.3", "14.3", "14.3", "14.3", "14.2")),
        ((0, 5), ("0.0", "100.0")),
        ((0, 0), ("0.0", "0.0")),
        ((), ()),
    ],
)
def test_shares_have_one_decimal_by_largest_remainder(
    counts: tuple[int, ...], said: tuple[str, ...]
) -> None:
    assert tuple(str(share) for share in shares(counts)) == said


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_shares_add_up_to_exactly_one_hundred_and_none_is_off_by_a_tenth(counts: list[int]) -> None:
    found = shares(counts)
    whole = sum(counts)
    assert sum(found) == (Decimal("100.0") if whole else 0)
    for count, share in zip(counts, found, strict=True):
        assert not whole or abs(share - Decimal(100 * count) / whole) < Decimal("0.1")


RATINGS = st.sampled_from(["blue", "green", "amber", "red", None])
STAGES = st.sampled_from([s.value for s in Stage if s not in {Stage.DRAFT, Stage.SUPERSEDED}])


@given(st.lists(st.tuples(RATINGS, STAGES, st.sampled_from("123")), max_size=30))
def test_each_action_is_counted_once_in_the_headline_and_in_its_area(
    drawn: list[tuple[str | None, str, str]],
) -> None:
    actions = [
        action(f"{area}.{n}", rating=rating, stage=stage)
        for n, (rating, stage, area) in enumerate(drawn)
    ]
    made = figures(snapshot(*actions))
    names = [a["ref"] for a in actions]
    grouped = [ref for group in Group for ref in made[f"headline.{group.value}"].refs]
    assert sorted(grouped) == sorted(names)
    for number in {a["area"] for a in actions}:
        inside = [ref for group in Group for ref in made[f"area.{number}.{group.value}"].refs]
        assert sorted(inside) == sorted(made[f"area.{number}.all"].refs)
    total = sum(made[f"headline.{group.value}"].share or 0 for group in Group)
    assert total == (Decimal("100.0") if actions else 0)


def test_a_figure_says_its_number_with_its_base() -> None:
    made = figures(snapshot(action("1.1"), action("1.2", rating="red")))
    assert made["headline.red"].text == "1 of 2"
    assert made["headline.all"].text == "2"
    assert str(made["headline.red"].share) == "50.0"


@pytest.mark.parametrize(
    ("stage", "rating", "group"),
    [
        ("in_progress", "amber", "amber"),
        ("in_progress", None, "not_rated"),
        ("suspended", None, "suspended"),
        ("suspended", "red", "suspended"),
        ("withdrawn", None, "withdrawn"),
        ("verified", "blue", "blue"),
        ("delivered", "green", "green"),
    ],
)
def test_a_suspended_or_withdrawn_action_is_counted_as_that(
    stage: str, rating: str | None, group: str
) -> None:
    assert refs(f"headline.{group}", action("1.1", rating=rating, stage=stage)) == ("1.1",)


def test_a_green_that_holds_a_moved_date_is_counted_apart() -> None:
    moved, fixed = action("1.1", moves=1), action("1.2")
    red = action("1.3", rating="red", moves=2)
    made = figures(snapshot(moved, fixed, red))["headline.green_redated"]
    assert made.text == "1 of 2"
    assert made.refs == ("1.1",)


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ("green", "red", {"worse", "green_to_red"}),
        ("green", "amber", {"worse"}),
        ("red", "amber", {"better"}),
        ("green", "blue", {"better"}),
        ("amber", "amber", set()),
        (None, "red", set()),
        ("red", None, set()),
    ],
)
def test_a_rating_that_moved_is_better_or_worse(
    before: str | None, now: str | None, moved: set[str]
) -> None:
    was = {"rating": before, "stage": "in_progress", "due": "2024-03-28"}
    made = figures(snapshot(action("1.1", rating=now, before=was)))
    found = {name for name in ("better", "worse", "green_to_red") if made[f"movement.{name}"].refs}
    assert found == moved


def test_the_first_report_has_no_movement() -> None:
    made = figures(snapshot(action("1.1", before=None), previous=None))
    assert not [name for name in made if name.startswith("movement.")]


@pytest.mark.parametrize(
    ("name", "stage", "was"),
    [
        ("proven", "verified", "delivered"),
        ("delivered", "delivered", "in_progress"),
        ("reopened", "in_progress", "verified"),
    ],
)
def test_a_stage_that_moved_is_told(name: str, stage: str, was: str) -> None:
    before = {"rating": "green", "stage": was, "due": "2024-03-28"}
    same = action("1.2", stage=stage, before={**before, "stage": stage})
    assert refs(f"movement.{name}", action("1.1", stage=stage, before=before), same) == ("1.1",)


def test_an_action_that_was_not_in_the_last_report_is_new() -> None:
    assert refs("movement.new", action("1.1", before=None), action("1.2")) == ("1.1",)


def test_a_date_that_moved_while_the_rating_rose_is_told_apart() -> None:
    before = {"rating": "red", "stage": "in_progress", "due": "2023-12-20"}
    assert refs("movement.better_redated", action("7.7", rating="green", before=before)) == ("7.7",)


@pytest.mark.parametrize(
    ("due", "figure"),
    [
        ("2023-10-05", "due.overdue"),  # a Thursday: the figures closed on Friday 6 October
        ("2023-10-06", "due.30"),
        ("2023-11-05", "due.30"),
        ("2023-11-06", "due.60"),
        ("2023-12-05", "due.60"),
        ("2023-12-06", "due.90"),
        ("2024-01-04", "due.90"),
    ],
)
def test_an_action_falls_due_in_one_window_only(due: str, figure: str) -> None:
    made = figures(snapshot(action("1.1", due=due)))
    windows = ("due.overdue", "due.30", "due.60", "due.90")
    assert [name for name in windows if made[name].refs] == [figure]


@pytest.mark.parametrize("other", [{"due": "2024-01-05"}, {"due": None}, {"stage": "delivered"}])
def test_what_is_far_off_done_or_undated_falls_due_in_no_window(other: dict[str, object]) -> None:
    made = figures(snapshot(action("1.1", **other)))
    assert not any(made[f"due.{name}"].refs for name in ("overdue", "30", "60", "90"))


def test_marks_are_counted_over_the_plan_and_by_area() -> None:
    for mark in Mark:
        made = figures(snapshot(action("6.1", marks=[mark.value]), action("7.1")))
        assert made[f"mark.{mark.value}"].text == "1 of 2"
        assert made[f"area.6.{mark.value}"].text == "1 of 1"
        assert made[f"area.7.{mark.value}"].text == "0 of 1"


def test_measures_are_counted_by_their_own_rating() -> None:
    rows = [kpi("K6.1"), kpi("K6.2", rating="green"), kpi("K6.3", rating=None)]
    made = figures(snapshot(action("1.1"), kpis=rows))
    assert [made[f"kpi.{name}"].text for name in ("green", "red", "not_rated")] == ["1 of 3"] * 3
    assert made["kpi.red"].behind == "measures"


def test_answers_are_counted_by_organisation_and_absence_is_not_silence() -> None:
    rows = [
        ledger("1.1", "answered", "NHS Kent"),
        ledger("1.2", "late", "NHS Kent"),
        ledger("1.3", "opened", "NHS Kent"),
        ledger("1.4", "absent", "NHS Kent"),
        ledger("1.5", "not_delivered", "Schools"),
        ledger("1.6", "words_awaited", "Schools"),
    ]
    made = figures(snapshot(action("1.1"), ledger=rows))
    assert made["response.in"].text == "3 of 4"
    assert made["response.nhs-kent.in"].text == "2 of 3"
    assert made["response.nhs-kent.late"].refs == ("1.2",)
    assert made["response.nhs-kent.silent"].refs == ("1.3",)
    assert made["response.schools.not_expected"].refs == ("1.5",)
    assert made["response.words_awaited"].refs == ("1.6",)


def test_two_organisations_with_like_names_keep_their_own_figures() -> None:
    rows = [ledger("1.1", "answered", "St. Mary's"), ledger("1.2", "opened", "St Mary s")]
    made = figures(snapshot(action("1.1"), ledger=rows))
    assert made["response.st-mary-s.in"].refs == ("1.1",)
    assert made["response.st-mary-s-2.silent"].refs == ("1.2",)


def test_every_record_behind_a_figure_is_in_the_snapshot() -> None:
    made = snapshot(action("1.1"), action("2.1", rating="red"), kpis=[kpi("K6.1")])
    known = {a["ref"] for a in made["actions"]} | {k["ref"] for k in made["kpis"]}
    for name, figure in figures(made).items():
        assert set(figure.refs) <= known
        assert figure.id == name
        assert len(set(figure.refs)) == figure.number
