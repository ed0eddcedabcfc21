"""HTML built from parts, where every string is text: what people typed can never become markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of markup that was built here; templates take it as it is."""

    markup: str

    def __html__(self) -> str:
        """What Jinja asks of a value that is markup already."""
        return self.markup

    def __str__(self) -> str:
        return self.markup


Child = Html | str | None
NOTHING = Html("")


def tag(element: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """An element: `tag("p", "Hello", class_="note")`.

    Attributes: a trailing underscore is dropped, others become hyphens; True stands alone, None and
    False are left out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if element in VOID:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{join(children)}</{element}>")


def join(children: Iterable[Child], between: str = "") -> Html:
    """Parts one after another; strings are escaped."""
    return Html(between.join(_child(child) for child in children if child is not None))


def _child(child: Html | str) -> str:
    return child.markup if isinstance(child, Html) else escape(child)


def _attribute(key: str, value: str | bool | None) -> str:  # noqa: FBT001 - HTML's own booleans
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
