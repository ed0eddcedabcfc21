"""The shape of what may be said, said once for every platform.

Text is a tuple of runs and never markup, so that nothing a person typed can become a mention, a
link or a formula. Blocks are meanings (a heading, facts, a table, buttons), not widgets. Every
message has a `notice`: one sentence that stands alone on a lock screen and in a screen reader.

A button names a verb and small string arguments; the record is looked up again when it is pressed.
Renderers are functions of a message. Each `match` over these unions ends in `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


class WrongMessageError(ValueError):
    """A message that must not be built, with the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the line."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, given back to them."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place to open; http, https or mailto only."""

    text: str
    address: str

    def __post_init__(self) -> None:
        """Refuse an address that could run something."""
        parts = urlsplit(self.address)
        if parts.scheme not in SAFE_SCHEMES or any(ord(c) <= ord(" ") for c in self.address):
            raise WrongMessageError(
                f"A link opens http, https or mailto; found {self.address[:60]!r}."
            )


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, named as the platform names them; `name` where it does not know them."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or an instant, written out by the renderer: "Friday 6 October, 5 pm"."""

    at: date | datetime


Run = Plain | Strong | Quote | Link | Mention | Moment
Text = tuple[Run, ...]


class Tone(StrEnum):
    """What a rating tag means; the words always stand with it."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: when the next reminder comes, whom to ask."""

    text: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One named fact."""

    name: str
    value: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values side by side."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table with its caption; `numeric` holds the columns that align right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the sentence that says what it shows."""

    address: str
    alt: str


class Weight(StrEnum):
    """How much a button asks for attention."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A thing a person can say by pressing; `args` are small strings (ids, never words)."""

    label: str
    verb: str
    args: tuple[tuple[str, str], ...] = ()
    weight: Weight = Weight.PLAIN
    speak: str = ""
    """What a screen reader says where the label alone is not enough ("On track, for 5.1")."""

    def __post_init__(self) -> None:
        """Hold the label within what every platform shows (Slack: 75 characters)."""
        if not 0 < len(self.label) <= MAX_LABEL:
            raise WrongMessageError(
                f"A button's label has 1 to {MAX_LABEL} characters; found {len(self.label)}."
            )


MAX_LABEL = 75


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the reader may fetch; `key` is looked up and permission checked when fetched."""

    label: str
    key: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Downloads:
    """A row of files."""

    files: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line about one thing, with its tag, its words and its buttons."""

    title: Text
    tag: str = ""
    tone: Tone = Tone.NONE
    body: Text = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list of items."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    """A pause."""


Block = Heading | Paragraph | Note | Facts | Table | Picture | Buttons | Downloads | Items | Divider


class FieldKind(StrEnum):
    """What a form's field takes."""

    LINE = "line"
    WORDS = "words"
    CHOICE = "choice"
    DAY = "day"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `shown_when` names (field, values) on which it depends."""

    name: str
    label: str
    kind: FieldKind
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    error: str = ""
    shown_when: tuple[str, tuple[str, ...]] | None = None
    max_length: int = 3000
    needed_when: str = ""
    """When it must be filled, in words, where another answer decides that."""

    @property
    def need(self) -> str:
        """What stands behind the label: "optional", when it is needed, "" where always."""
        return "" if self.required else self.needed_when or "optional"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that opens at a click; sending it calls `verb` with `args` and the fields."""

    title: str
    verb: str
    args: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    send: str = "Record"
    intro: Text = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a notice that stands alone, and blocks that say it in full.

    `kind` is the message's name in the gallery and the log ("ask", "receipt", "board_card").
    """

    kind: str
    notice: str
    blocks: tuple[Block, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse a message that says nothing on a lock screen."""
        if not self.notice.strip():
            raise WrongMessageError(f"The message {self.kind!r} needs a notice of one sentence.")


def text(*parts: str | Run) -> Text:
    """Runs from strings and runs: `text("Due ", Moment(day))`."""
    return tuple(Plain(part) if isinstance(part, str) else part for part in parts)


def args(**values: str | int) -> tuple[tuple[str, str], ...]:
    """A button's arguments, sorted, all strings."""
    return tuple(sorted((name, str(value)) for name, value in values.items()))
