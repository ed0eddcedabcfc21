"""What a later date does to those who wait: found through any chain, in any order, without end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.knock_on import HeldUp, Needed, doubts, held_up

DAY = date(2024, 1, 1)
REFS = [f"1.{n}" for n in range(1, 8)]
NEEDS = st.dictionaries(st.sampled_from(REFS), st.lists(st.sampled_from(REFS), max_size=3))
DUES = st.dictionaries(
    st.sampled_from(REFS), st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))
)
NEW = st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))


def on(month: int, day: int) -> date:
    return date(2024, month, day)


def test_it_goes_through_what_is_held_up_itself() -> None:
    needs = {"7.2": ["7.1"], "7.3": ["7.2"], "7.4": ["7.3"]}
    due = {"7.2": on(2, 1), "7.3": on(2, 20), "7.4": on(5, 1)}
    assert held_up("7.1", on(3, 1), needs=needs, due=due) == (
        HeldUp("7.2", on(2, 1), "7.1"),
        HeldUp("7.3", on(2, 20), "7.2"),
    )


def test_what_is_due_on_the_day_itself_or_has_no_date_is_not_held_up() -> None:
    needs = {"7.2": ["7.1"], "7.3": ["7.1"]}
    assert held_up("7.1", on(3, 1), needs=needs, due={"7.2": on(3, 1), "7.3": None}) == ()


@given(needs=NEEDS, due=DUES, new=NEW)
def test_only_open_actions_that_are_due_earlier_are_held_up_and_each_once(
    needs: dict[str, list[str]], due: dict[str, date], new: date
) -> None:
    found = held_up("1.1", new, needs=needs, due=due)
    refs = [each.ref for each in found]
    assert len(refs) == len(set(refs))
    assert "1.1" not in refs
    for each in found:
        assert each.due == due[each.ref] < new
        assert each.through in needs[each.ref]
        assert each.through == "1.1" or each.through in refs


@given(needs=NEEDS, due=DUES, new=NEW)
def test_a_later_date_holds_up_no_fewer(
    needs: dict[str, list[str]], due: dict[str, date], new: date
) -> None:
    sooner = {each.ref for each in held_up("1.1", new, needs=needs, due=due)}
    later = {each.ref for each in held_up("1.1", new + timedelta(days=7), needs=needs, due=due)}
    assert sooner <= later


def test_what_speaks_against_a_date_is_every_later_day() -> None:
    needs = [Needed("7.1", on(4, 1)), Needed("7.2", on(2, 1))]
    assert doubts(on(3, 1), forecast=on(3, 2), needs=needs) == (("", on(3, 2)), ("7.1", on(4, 1)))
    assert doubts(on(4, 1), forecast=None, needs=needs) == ()
