"""Forms as HTML: labels above, hints below them, errors beside the field and listed on top."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.web.html import Child, Html, join, tag
from bot.web.render import text_html
from models.message import Field, FieldKind, Form
from models.reader import Reader

FEW = 8
"""Up to so many choices stand as radio buttons, more as a list to open."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as it stands on the page: its id, where it is sent, and what was typed already."""

    id: str
    action: str
    hidden: tuple[tuple[str, str], ...] = ()
    typed: Mapping[str, str] | None = None
    errors: Mapping[str, str] | None = None
    back: str = ""
    """Where leaving it leads."""


def form_html(form: Form, reader: Reader, sheet: Sheet) -> Html:
    """The whole form; with errors, a list of them first that leads to the fields."""
    fields = tuple(_Shown(field, sheet) for field in form.fields)
    return tag(
        "form",
        tag("h3", form.title, id=f"{sheet.id}-title", tabindex="-1"),
        tag("p", text_html(form.intro, reader)) if form.intro else None,
        _summary(fields),
        *(shown.html() for shown in fields),
        *(tag("input", type="hidden", name=name, value=value) for name, value in sheet.hidden),
        tag("input", type="hidden", name="form", value=_sent(form)),
        _ways_on(form, sheet),
        id=sheet.id,
        class_="sheet",
        method="post",
        action=sheet.action,
        novalidate=True,
        aria_labelledby=f"{sheet.id}-title {sheet.id}-send",
    )


def _sent(form: Form) -> str:
    """What sending it says besides its fields."""
    said = {"verb": form.verb, "args": dict(form.args), "label": form.title}
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def _ways_on(form: Form, sheet: Sheet) -> Html:
    return tag(
        "div",
        tag("button", form.send, type="submit", id=f"{sheet.id}-send", class_="primary"),
        tag("a", "Leave it", href=sheet.back, class_="leave") if sheet.back else None,
        class_="buttons",
    )


def _summary(fields: tuple[_Shown, ...]) -> Html | None:
    wrong = [shown for shown in fields if shown.error]
    if not wrong:
        return None
    links = (tag("li", tag("a", shown.error, href=f"#{shown.first_id}")) for shown in wrong)
    title = tag("h4", "Nothing is lost. This is still wanted:")
    return tag("div", title, tag("ul", *links), class_="summary", role="alert", tabindex="-1")


def _is_a_day(value: str) -> bool:
    """Whether a date field can hold it; anything else would be lost in one."""
    return not value or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


class _Shown:
    """One field on the page."""

    def __init__(self, field: Field, sheet: Sheet) -> None:
        self.field = field
        self.id = f"{sheet.id}-{field.name}"
        typed, errors = sheet.typed or {}, sheet.errors or {}
        self.value = typed.get(field.name, field.value)
        self.error = errors.get(field.name, field.error)
        self.many = field.kind is FieldKind.CHOICE and len(field.options) <= FEW

    @property
    def first_id(self) -> str:
        """The id of what takes the keyboard."""
        return f"{self.id}-0" if self.many else self.id

    @property
    def described(self) -> str | None:
        parts = [("hint", self.field.hint), ("error", self.error)]
        return " ".join(f"{self.id}-{name}" for name, words in parts if words) or None

    def html(self) -> Html:
        """The field with its label, hint and error."""
        shown_when = json.dumps(self.field.shown_when) if self.field.shown_when else None
        around = {
            "class_": "field wrong" if self.error else "field",
            "data_shown_when": shown_when,
            "data_field": self.field.name,
        }
        if self.many:
            head = tag("legend", self._label())
            described = self.described
            return tag(
                "fieldset",
                head,
                *self._notes(),
                *self._radios(),
                aria_describedby=described,
                **around,
            )
        head = tag("label", self._label(), for_=self.id)
        return tag("div", head, *self._notes(), self._control(), **around)

    def _label(self) -> Html:
        need = self.field.need
        said = tag("span", f" ({need})", class_="optional") if need else None
        return join((self.field.label, said))

    def _notes(self) -> tuple[Child, ...]:
        hint, error = self.field.hint, self.error
        return (
            tag("p", hint, id=f"{self.id}-hint", class_="hint") if hint else None,
            tag("p", error, id=f"{self.id}-error", class_="error") if error else None,
        )

    def _control(self) -> Html:
        kind = self.field.kind
        match kind:
            case FieldKind.LINE:
                return self._input("text", maxlength=str(self.field.max_length))
            case FieldKind.DAY:
                return self._day()
            case FieldKind.WORDS | FieldKind.LINKS:
                return self._words()
            case FieldKind.CHOICE:
                return self._select()
            case _:
                assert_never(kind)

    def _input(self, kind: str, **more: str) -> Html:
        return tag("input", type=kind, value=self.value, **self._shared(), **more)

    def _day(self) -> Html:
        """A date field, with its day in words: browsers write it in their own order."""
        kind = "date" if _is_a_day(self.value) else "text"
        said = tag("p", class_="in-words", data_day_of=self.id, aria_live="polite")
        return join((self._input(kind), said))

    def _words(self) -> Html:
        # A line break right after the tag is dropped by browsers, so one that was typed needs two.
        value = f"\n{self.value}" if self.value.startswith("\n") else self.value
        rows = "3" if self.field.kind is FieldKind.WORDS else "2"
        return tag(
            "textarea", value, rows=rows, maxlength=str(self.field.max_length), **self._shared()
        )

    def _select(self) -> Html:
        options = (
            tag("option", option.label, value=option.value, selected=option.value == self.value)
            for option in self.field.options
        )
        return tag("select", tag("option", "Choose one", value=""), *options, **self._shared())

    def _radios(self) -> list[Html]:
        return [
            tag(
                "div",
                tag(
                    "input",
                    type="radio",
                    id=f"{self.id}-{number}",
                    name=f"field.{self.field.name}",
                    value=option.value,
                    checked=option.value == self.value,
                ),
                tag("label", option.label, for_=f"{self.id}-{number}"),
                class_="choice",
            )
            for number, option in enumerate(self.field.options)
        ]

    def _shared(self) -> dict[str, str | bool | None]:
        return {
            "id": self.id,
            "name": f"field.{self.field.name}",
            "aria_describedby": self.described,
            "aria_invalid": "true" if self.error else None,
        }
