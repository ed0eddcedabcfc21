"""A paper as tagged PDF/UA-1, set by Typst with fonts that this package brings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files

import typst

from bot.papers.glyphs import FONTS, breakable, drawable
from bot.papers.payload import Payload
from models.document import Document


@cache
def fonts() -> typst.Fonts:
    """The bundled fonts and no others, so that every machine sets the same page."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@cache
def source(name: str) -> bytes:
    """A template of ours, with the marks that all of them share."""
    folder = files("bot.papers") / "templates"
    return (folder / "marks.typ").read_bytes() + (folder / name).read_bytes()


def render_pdf(document: Document) -> bytes:
    """The paper as PDF.

    Where the fonts have each sign but cannot join two of them (a rare accent on a rare letter),
    PDF/UA forbids the page; it is set again with Latin alone, and says what it left out.
    """
    try:
        return _compile(document, drawable)
    except typst.TypstError as error:
        if "PDF/UA-1" not in error.message:
            raise
        return _compile(document, partial(drawable, plain=True))


def _compile(document: Document, words: Callable[[str], str]) -> bytes:
    data = Payload(document, lambda text: breakable(words(text))).json()
    compiler = typst.Compiler(source("paper.typ"), font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gives a PDF as bytes; found {type(made).__name__}.")
    return made
