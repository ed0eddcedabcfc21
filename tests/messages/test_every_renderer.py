"""Every message in every renderer: all of its words are there, and none of them is markup."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.text.forms import form_text
from bot.text.render import WIDTH, buttons_of, line, message_text
from bot.web.forms import Sheet, form_html
from bot.web.render import Place, message_html
from models.message import Button, Buttons, Form, Items, Message
from models.reader import Reader
from tests.messages.anything import forms, messages
from tests.messages.examples import ASK, BARE, CARD, MESSAGES, UPDATE_FORM

READER = Reader(ZoneInfo("Europe/London"), date(2023, 10, 3))
PLACE = Place(form="press", files="/as/5/file")
OURS = {
    *("a", "br", "button", "caption", "dd", "div", "dl", "dt", "fieldset", "form", "h3", "h4"),
    *("hr", "img", "input", "label", "legend", "li", "option", "p", "q", "select", "span"),
    *("strong", "table", "tbody", "td", "textarea", "th", "thead", "time", "tr", "ul"),
}
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Read(HTMLParser):
    """What a browser would see: the elements, their attributes, and the words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


def buttons(message: Message) -> list[Button]:
    return [
        button
        for block in message.blocks
        for button in (
            block.buttons
            if isinstance(block, Buttons)
            else [b for item in block.items for b in item.buttons]
            if isinstance(block, Items)
            else ()
        )
    ]


@given(messages)
def test_no_words_of_a_message_become_elements_of_the_page(message: Message) -> None:
    read = Read(str(message_html(message, READER, PLACE)))
    assert {tag for tag, _ in read.elements} <= OURS
    assert not [name for _, attrs in read.elements for name in attrs if name.startswith("on")]


@given(messages)
def test_every_button_of_a_message_is_on_the_page_with_its_whole_press(message: Message) -> None:
    read = Read(str(message_html(message, READER, PLACE)))
    pressed = [json.loads(str(button["value"])) for button in read.all("button")]
    assert [(said["verb"], said["args"]) for said in pressed] == [
        (button.verb, dict(button.args)) for button in buttons(message)
    ]


@given(messages)
def test_where_nobody_may_press_every_button_is_off(message: Message) -> None:
    read = Read(str(message_html(message, READER)))
    assert all("disabled" in button for button in read.all("button"))


@given(messages)
def test_any_message_is_plain_text_that_no_terminal_obeys(message: Message) -> None:
    assert not OBEYED.search(message_text(message, READER))


@given(messages)
def test_a_terminal_numbers_every_button_once_and_in_order(message: Message) -> None:
    assert list(buttons_of(message)) == buttons(message)
    said = message_text(message, READER)
    assert all(
        f"[{number}] {line(button.label)}" in said
        for number, button in enumerate(buttons_of(message), start=1)
    )


@given(forms)
def test_any_form_keeps_its_values_and_its_words_are_text(form: Form) -> None:
    read = Read(str(form_html(form, READER, Sheet("sheet", "/as/5/send"))))
    assert {tag for tag, _ in read.elements} <= OURS
    assert not OBEYED.search(form_text(form, READER))


def test_the_words_of_an_ask_stand_on_the_page_and_in_the_terminal() -> None:
    page = Read(str(message_html(ASK, READER, PLACE))).words
    terminal = " ".join(message_text(ASK, READER).split())
    for words in (
        "Three actions to update by Friday 6 October, 5 pm.",
        "Amber, at risk",
        "data feed from two academies outstanding",
        "Due Friday 26 January 2024.",
        "Programme Office Co-ordinator",
        "No change for the others",
    ):
        assert words in page
        assert words in terminal


def test_what_a_screen_reader_says_of_a_button_begins_with_what_is_written_on_it() -> None:
    read = Read(str(message_html(ASK, READER, PLACE)))
    assert [b.get("aria-label") for b in read.all("button")][:2] == [
        "On track, for 5.1",
        "At risk, for 5.1",
    ]


def test_a_message_of_a_notice_alone_says_its_notice() -> None:
    assert message_text(BARE, READER) == BARE.notice
    assert str(message_html(BARE, READER)) == f"<p>{BARE.notice}</p>"


def test_a_table_keeps_its_roles_its_caption_and_its_numbers_to_the_right() -> None:
    read = Read(str(message_html(CARD, READER, PLACE)))
    assert read.all("table") == [{"role": "table"}]
    assert len(read.all("caption")) == 1
    assert [cell["data-head"] for cell in read.all("td")][:4] == [
        "Area", "On track", "At risk", "Off track",
    ]  # fmt: skip
    assert [cell.get("class") for cell in read.all("td")][:2] == [None, "number"]


def test_a_file_is_fetched_below_the_readers_own_address() -> None:
    read = Read(str(message_html(CARD, READER, PLACE)))
    assert "/as/5/file/report:1:docx" in [a["href"] for a in read.all("a")]


def test_a_table_that_fits_a_terminal_stands_in_columns() -> None:
    assert (
        "Area                 On track  At risk  Off track\n"
        "-------------------  --------  -------  ---------\n"
        "Parental confidence         5        1          0\n"
    ) in message_text(CARD, READER)


def test_a_table_too_wide_for_a_terminal_names_each_cell() -> None:
    assert "On track: 5\nAt risk: 1" in message_text(CARD, READER, width=30)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
def test_no_line_of_our_messages_is_wider_than_the_terminal(message: Message) -> None:
    assert max(len(line) for line in message_text(message, READER).split("\n")) <= WIDTH


def test_a_forms_errors_stand_beside_the_field_and_lead_there_from_the_top() -> None:
    sheet = Sheet(
        "s", "/as/5/send", typed={"words": "still here"}, errors={"words": "Say what moved."}
    )
    read = Read(str(form_html(UPDATE_FORM, READER, sheet)))
    assert "#s-words" in [a["href"] for a in read.all("a")]
    words = next(a for a in read.all("textarea") if a["id"] == "s-words")
    assert words["aria-invalid"] == "true"
    assert words["aria-describedby"] == "s-words-hint s-words-error"
    assert "still here" in read.words


def test_every_field_of_a_form_has_its_label() -> None:
    read = Read(str(form_html(UPDATE_FORM, READER, Sheet("s", "/as/5/send"))))
    labelled = {label["for"] for label in read.all("label")}
    controls = [*read.all("select"), *read.all("textarea"), *read.all("input")]
    assert {c["id"] for c in controls if c.get("type") != "hidden"} == labelled
    assert len(read.all("legend")) == 1


def test_a_date_that_was_typed_in_words_is_not_lost_in_a_date_field() -> None:
    sheet = Sheet("s", "/as/5/send", typed={"forecast": "20 Oct"})
    read = Read(str(form_html(UPDATE_FORM, READER, sheet)))
    field = next(a for a in read.all("input") if a["id"] == "s-forecast")
    assert (field["type"], field["value"]) == ("text", "20 Oct")


def test_a_form_in_a_terminal_names_its_fields_and_what_they_take() -> None:
    said = form_text(UPDATE_FORM, READER, errors={"help": "Too long."})
    assert "rating: How is it going?" in said
    assert "One of: green (On track); amber (At risk); red (Off track)" in said
    assert "Wrong: Too long." in said


def test_each_renderer_says_when_a_field_is_needed() -> None:
    page = str(form_html(UPDATE_FORM, READER, Sheet("s", "/as/5/send")))
    said = form_text(UPDATE_FORM, READER)
    for rendered in (re.sub("<[^>]+>", "", page), said):
        words = " ".join(rendered.split())
        assert "finish? (needed when at risk or off track)" in words
        assert "What help do you need? (optional)" in words
        assert "How is it going? (" not in words
