"""A document's charts as PNG, for a format that cannot draw them itself."""

from __future__ import annotations

import json
from dataclasses import dataclass

import typst
from docx.image.image import Image

from bot.papers.charts import curve
from bot.papers.glyphs import drawable
from bot.papers.payload import base, chart
from bot.papers.pdf import fonts, source
from bot.papers.text import title_of
from models.document import Document, Shares, Trend

DOTS_PER_INCH = 200
MILLIMETRES_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its message, what it shows in words, and its image, `width` millimetres wide."""

    title: str
    alt: str
    image: bytes | None
    width: float


def pictures(document: Document) -> dict[Shares | Trend, Picture]:
    """Every chart of the document that has something to draw; all in one go."""
    charts = [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Shares | Trend)
    ]
    drawn = [made for made in charts if isinstance(made, Shares) or curve(made) is not None]
    images = dict(zip(drawn, _images(document, drawn), strict=True)) if drawn else {}
    return {made: _picture(made, images.get(made)) for made in charts}


def _picture(made: Shares | Trend, image: bytes | None) -> Picture:
    dots = Image.from_blob(image).px_width if image else 0
    width = dots / DOTS_PER_INCH * MILLIMETRES_PER_INCH
    return Picture(title_of(made.title), title_of(made.alt), image, width)


def _images(document: Document, charts: list[Shares | Trend]) -> list[bytes]:
    marks = [chart(made, drawable) for made in charts]
    data = json.dumps(base(document) | {"charts": marks})
    compiler = typst.Compiler(source("pictures.typ"), font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(format="png", ppi=DOTS_PER_INCH, sys_inputs={"data": data})
    if isinstance(made, bytes):
        return [made]
    return list(made or ())
