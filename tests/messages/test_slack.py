"""Every message in Slack's form: taken by Slack, with all of its words, none of them markup."""

import json
from typing import Any

from hypothesis import given

from bot.slack import limits
from bot.slack.forms import modal
from bot.slack.render import TOO_LONG, message_parts
from bot.slack.rich import size_of
from models.message import (
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Heading,
    Item,
    Items,
    Message,
    Option,
    Paragraph,
    Plain,
    Table,
    args,
    text,
)
from tests.fakes.slack_server.faults import message_faults, view_faults, warnings
from tests.messages.anything import forms, messages
from tests.messages.examples import ASK, BARE, CARD, UPDATE_FORM
from tests.messages.test_every_renderer import READER, buttons

WELSH = "Mae'r gwaith ar y gweill ac yn mynd rhagddo'n dda. "
ARABIC = "العمل مستمر حسب الخطة. "
EMOJI = "👩🏽‍🏫👨‍👩‍👧‍👦 "
LETTERS = "x" * 3000


def parts(message: Message, *, most: int = limits.PARTS) -> list[dict[str, Any]]:
    return message_parts(message, READER, most=most)


def all_words(payloads: list[dict[str, Any]]) -> str:
    """Everything that is read in the payloads' blocks, one after another."""
    return "".join(_words(payload["blocks"]) for payload in payloads)


def _words(part: Any) -> str:
    if isinstance(part, dict):
        said = part.get("text", "")
        inner = (_words(value) for name, value in part.items() if name != "text")
        return (said if isinstance(said, str) else _words(said)) + "".join(inner)
    return "".join(map(_words, part)) if isinstance(part, list) else ""


@given(messages)
def test_slack_takes_any_message_and_reads_no_markup_in_it(message: Message) -> None:
    for part in parts(message):
        assert message_faults(part) == []
        assert warnings(part) == []
        assert "mrkdwn" not in json.dumps(part["blocks"])


@given(messages)
def test_every_button_stands_in_slack_once_with_its_whole_press(message: Message) -> None:
    shown = [
        json.loads(element["value"])
        for part in parts(message)
        for block in part["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert shown == [{"verb": b.verb, "args": dict(b.args)} for b in buttons(message)]


@given(forms)
def test_slack_takes_any_form_with_all_of_its_fields(form: Form) -> None:
    view = modal(form, READER)
    assert view_faults(view) == []
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert inputs == [f"field:{field.name}" for field in form.fields]


def test_the_words_of_an_ask_stand_in_slack() -> None:
    said = all_words(parts(ASK))
    for words in (
        "Three actions to update by Friday 6 October, 5 pm.",
        " [Amber, at risk]",
        "data feed from two academies outstanding",
        "Due Friday 26 January 2024.",
        "Programme Office Co-ordinator",
        "No change for the others",
    ):
        assert words in said


def test_a_rating_is_never_a_colour_alone() -> None:
    for block in parts(ASK)[0]["blocks"]:
        for section in block.get("elements", []) if block["type"] == "rich_text" else []:
            kinds = [element["type"] for element in section["elements"]]
            for number, kind in enumerate(kinds):
                if kind == "emoji":
                    assert section["elements"][number + 1]["text"].startswith(" [")


def test_a_message_of_a_notice_alone_says_it_in_slack() -> None:
    assert all_words(parts(BARE)) == BARE.notice == parts(BARE)[0]["text"]


def test_what_people_type_mentions_nobody_and_opens_nothing() -> None:
    typed = "<!channel> <@U1> *bold* &amp; <https://example.org|bank>"
    (part,) = parts(Message("note", typed, (Paragraph((Plain(typed),)),)))
    assert part["text"] == (
        "&lt;!channel&gt; &lt;@U1&gt; *bold* &amp;amp; &lt;https://example.org|bank&gt;"
    )
    (element,) = part["blocks"][0]["elements"][0]["elements"]
    assert element == {"type": "text", "text": typed}


def test_a_table_stands_as_a_table_with_its_numbers_to_the_right() -> None:
    (table,) = [block for block in parts(CARD)[0]["blocks"] if block["type"] == "table"]
    assert [cell["text"] for cell in table["rows"][0]] == [
        "Area", "On track", "At risk", "Off track",
    ]  # fmt: skip
    assert [column["align"] for column in table["column_settings"]] == [
        "left", "right", "right", "right",
    ]  # fmt: skip


def test_a_second_table_is_said_row_by_row() -> None:
    one = Table("Areas", ("Area", "Red"), (("1", "2"), ("2", "")))
    payloads = parts(Message("two", "Two tables.", (one, one)))
    assert [message_faults(part) for part in payloads] == [[]]
    assert all_words(payloads).endswith("AreasArea: 1Red: 2Area: 2")


def long_list(count: int, words: str) -> Message:
    items = tuple(
        Item(
            text(f"Action {n}"),
            "Red, off track",
            body=text(words),
            buttons=(Button("More", "update.more", args(action=n), speak=f"More, for {n}"),),
        )
        for n in range(count)
    )
    return Message("list", "A long list.", (Heading("All actions"), Items(items)))


def test_three_hundred_actions_of_two_thousand_letters_come_in_parts_that_slack_takes() -> None:
    for words in (WELSH, ARABIC, EMOJI, LETTERS):
        payloads = parts(long_list(300, (words * 2000)[:2000]))
        assert len(payloads) == limits.PARTS
        assert [message_faults(part) for part in payloads] == [[]] * limits.PARTS
        assert TOO_LONG in all_words(payloads[-1:])
        assert all(size_of(part["blocks"]) <= limits.CHARACTERS for part in payloads)


def test_a_long_list_loses_nothing_and_breaks_between_its_items() -> None:
    message = long_list(60, "Nothing new.")
    payloads = parts(message)
    assert len(payloads) > 1
    assert all(f"Action {n} " in all_words(payloads) for n in range(60))
    assert [part["blocks"][-1]["type"] for part in payloads] == ["actions"] * len(payloads)
    assert payloads[1]["text"] == f"A long list. (part 2 of {len(payloads)})"


def test_a_paragraph_of_one_long_word_loses_no_letter() -> None:
    payloads = parts(Message("long", "Long.", (Paragraph(text("y" * 20_000)),)))
    assert all_words(payloads) == "y" * 20_000
    assert [message_faults(part) for part in payloads] == [[]] * len(payloads)


def test_a_row_of_thirty_buttons_is_shown_in_two_rows() -> None:
    row = tuple(Button(f"{n}", "pick", args(n=n)) for n in range(30))
    (part,) = parts(Message("many", "Many.", (Buttons(row),)))
    assert [len(block["elements"]) for block in part["blocks"]] == [25, 5]


def test_a_form_is_prefilled_and_says_what_is_wrong_beside_the_field() -> None:
    view = modal(UPDATE_FORM, READER)
    inputs = {b["block_id"]: b for b in view["blocks"] if b["type"] == "input"}
    assert inputs["field:rating"]["element"]["initial_option"]["value"] == "red"
    assert inputs["field:rating"]["optional"] is False
    assert inputs["field:forecast"]["element"]["initial_date"] == "2023-12-01"
    assert inputs["field:forecast"]["hint"]["text"] == "Needed when at risk or off track."
    assert json.loads(view["private_metadata"]) == {
        "verb": "update.save", "args": {"action_id": "52"},
    }  # fmt: skip


def test_a_day_that_was_typed_in_words_is_not_lost_in_a_calendar() -> None:
    field = Field("due", "Due", FieldKind.DAY, value="20 Oct", error="Say the year.")
    view = modal(Form("When", "save", (), (field,)), READER)
    assert view["blocks"][0]["element"]["initial_value"] == "20 Oct"
    assert view["blocks"][0]["hint"]["text"] == "Wrong: Say the year."


def test_more_than_a_hundred_choices_stand_in_groups() -> None:
    options = tuple(Option(f"{n}", f"Action {n}") for n in range(130))
    field = Field("ref", "Which", FieldKind.CHOICE, options=options, value="129")
    view = modal(Form("Which action", "pick", (), (field,)), READER)
    element = view["blocks"][0]["element"]
    assert [len(group["options"]) for group in element["option_groups"]] == [100, 30]
    assert element["initial_option"]["value"] == "129"
    assert view_faults(view) == []
