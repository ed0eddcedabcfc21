"""Answering by form: all fields, errors beside them, nothing typed is lost."""

from datetime import date

import pytest

from models.evidence import EvidenceItem
from models.message_json import from_json, to_json
from models.states import Rating
from tests.handlers.answering.month import AFTER_CUT_OFF, Month, field_of, only

FULL = {
    "rating": "red",
    "words": "one feed of three is in",
    "reason": "the supplier is late",
    "delay_reason": "partner",
    "recovery": "weekly calls with the supplier",
    "forecast": "2023-12-15",
    "next_steps": "second feed by 3 November",
    "help_needed": "a letter from the Board",
    "evidence": "https://example.org/a\nhttps://example.org/b",
}


def test_the_form_records_all_of_its_fields(month: Month) -> None:
    assert not month.send("update.save", "5.1", **FULL).errors
    answer = month.answer("5.1")
    assert (answer.rating, answer.forecast, answer.delay_reason) == (
        Rating.RED,
        date(2023, 12, 15),
        "partner",
    )
    assert answer.words == FULL["words"]
    assert answer.help_needed == FULL["help_needed"]
    assert answer.evidence == ["https://example.org/a", "https://example.org/b"]


def test_evidence_is_kept_once_however_often_it_is_given(month: Month) -> None:
    month.send("update.save", "5.1", **FULL)
    month.send("update.save", "5.1", **{**FULL, "words": "two feeds are in"})
    assert month.session.query(EvidenceItem).count() == 2


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"rating": ""}, "rating", "nothing is chosen"),
        ({"rating": "blue"}, "rating", "Choose on track, at risk or off track"),
        ({"reason": ""}, "reason", "Write what is in the way"),
        ({"recovery": " "}, "recovery", "Write what gets it back on track"),
        ({"forecast": ""}, "forecast", "it is empty"),
        ({"forecast": "31/11/2023"}, "forecast", "found '31/11/2023'"),
        ({"forecast": "2023-09-01"}, "forecast", "Friday 1 September 2023 has passed"),
        ({"delay_reason": "weather"}, "delay_reason", "found 'weather'"),
        ({"evidence": "www.example.org"}, "evidence", "found 'www.example.org'"),
        ({"words": "x" * 3001}, "words", "found 3,001"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_recorded(
    month: Month, changed: dict[str, str], field: str, sentence: str
) -> None:
    reply = month.send("update.save", "5.1", **{**FULL, **changed})
    assert list(reply.errors) == [field]
    assert sentence in reply.errors[field]
    assert not month.updates("5.1")


def test_on_track_needs_neither_reason_nor_recovery(month: Month) -> None:
    assert not month.send("update.save", "5.1", rating="green", words="two feeds in").errors
    assert month.answer("5.1").rating is Rating.GREEN


def test_on_track_where_the_rule_gives_worse_needs_its_reason(month: Month) -> None:
    month.action("9.1", due=date(2023, 9, 15))
    errors = month.send("update.save", "9.1", rating="green").errors
    assert "The rule gives Amber, at risk." in errors["reason"]
    assert not month.send("update.save", "9.1", rating="green", reason="report is in print").errors
    assert month.answer("9.1").reason == "report is in print"


def test_what_is_not_shown_for_on_track_is_not_recorded_with_it(month: Month) -> None:
    month.send("update.save", "5.1", **{**FULL, "rating": "green", "forecast": ""})
    answer = month.answer("5.1")
    assert (answer.reason, answer.recovery, answer.delay_reason) == ("", "", None)


def test_change_opens_the_form_with_what_stands(month: Month) -> None:
    month.send("update.save", "5.1", **FULL)
    form = month.press("update.change", "5.1").form
    for name in ("rating", "words", "reason", "recovery", "forecast", "help_needed", "evidence"):
        assert field_of(form, name) == FULL[name]


def test_the_delay_reasons_are_the_partnerships_own(month: Month) -> None:
    form = month.press("update.form", "5.1").form
    assert form is not None
    offered = next(f.options for f in form.fields if f.name == "delay_reason")
    assert {o.value: o.label for o in offered} == month.partnership.delay_reasons


def test_a_change_after_the_cut_off_is_a_late_answer(month: Month) -> None:
    month.press("update.rate", "5.1", rating="green")
    month.now = AFTER_CUT_OFF
    month.send("update.save", "5.1", **FULL)
    assert [update.late for update in month.updates("5.1")] == [False, True]


def test_words_that_look_like_markup_stay_words(month: Month) -> None:
    reply = month.send("update.save", "5.1", rating="green", words="<!channel> *now* =1+1")
    assert month.answer("5.1").words == "<!channel> *now* =1+1"
    assert "<!channel> *now* =1+1" in month.read(only(reply))


def test_the_form_says_what_amber_and_red_need(month: Month) -> None:
    form = month.press("update.form", "5.1").form
    assert form is not None
    needs = {field.name: field.need for field in form.fields}
    needed = "needed when at risk or off track"
    assert (needs["reason"], needs["recovery"], needs["forecast"]) == (needed, needed, needed)
    assert (needs["rating"], needs["words"], needs["delay_reason"]) == ("", "optional", "optional")


def test_what_amber_and_red_need_outlives_the_inbox(month: Month) -> None:
    form = month.press("update.form", "5.1").form
    assert from_json(to_json(form)) == form
