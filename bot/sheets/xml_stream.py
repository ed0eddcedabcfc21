"""XML read as a stream, of which only what is asked for is ever held.

A stranger's XML may try to be large (millions of elements, deep nesting) or to reach outside
(document types, entities). Nothing is built for elements that nobody asked for, and a document type
is refused at sight: without one, XML has no entities but its own five.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import Element
from xml.parsers import expat

MOST_ELEMENTS = 1_200_000
DEEPEST = 64


class Stream(Protocol):
    """Something that gives bytes until there are none."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


class RefusedXmlError(Exception):
    """XML that is not read, with the reason as the end of a sentence."""


def local_name(name: str) -> str:
    """A name without its prefix (strict workbooks have another namespace, and some a prefix)."""
    return name.rpartition(":")[2]


def elements(
    stream: Stream, ends: frozenset[str], starts: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Element]]:
    """The elements with these local names as they end, and those of `starts` as they start.

    An element that ends comes with its children; one that starts with its attributes only.

    Raises:
        RefusedXmlError: damaged, too large, too deep, or with a document type.
    """
    picker = _Picker(ends, starts)
    parser = picker.parser()
    try:
        while chunk := stream.read(65_536):
            parser.Parse(chunk, False)
            yield from picker.taken()
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise RefusedXmlError("is damaged") from error
    yield from picker.taken()


class _Picker:
    """Keeps the wanted elements of what the parser meets."""

    def __init__(self, ends: frozenset[str], starts: frozenset[str]) -> None:
        self._ends = ends
        self._starts = starts
        self._open: list[Element] = []
        self._depth = 0
        self._count = 0
        self._found: list[tuple[str, Element]] = []

    def parser(self) -> expat.XMLParserType:
        """A parser that tells this picker what it meets."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def taken(self) -> list[tuple[str, Element]]:
        """What was found since the last time."""
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise RefusedXmlError(
                "holds more cells than any plan, empty ones counted; delete the empty rows"
            )
        local = name.rpartition(":")[2]
        if self._open or local in self._ends:
            element = Element(local, attributes)
            if self._open:
                self._open[-1].append(element)
            self._open.append(element)
        elif local in self._starts:
            self._found.append((local, Element(local, attributes)))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self._found.append((name.rpartition(":")[2], element))

    def _text(self, text: str) -> None:
        if self._open:
            element = self._open[-1]
            element.text = (element.text or "") + text

    def _doctype(self, *_: object) -> None:
        raise RefusedXmlError("defines entities of its own, which Excel never writes")
