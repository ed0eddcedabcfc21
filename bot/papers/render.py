"""One way to any form of a paper: `render(document, Form.PDF)`."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from bot.papers.html import policy
from models.document import Document


class Form(StrEnum):
    """What a paper can be had as; the value is the file's ending."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What HTTP and mail call it."""
        return MEDIA_TYPES[self]


OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    Form.DOCX: f"{OFFICE}.wordprocessingml.document",
    Form.PDF: "application/pdf",
    Form.HTML: "text/html; charset=utf-8",
    Form.XLSX: f"{OFFICE}.spreadsheetml.sheet",
}

__all__ = ["Form", "policy", "render"]


def render(document: Document, form: Form) -> bytes:
    """The paper in one form: the same bytes for the same document, whenever and wherever.

    Raises:
        NoWorkbookError: XLSX is asked of a document that brings no tracker.
    """
    match form:  # each brings its own library, loaded when it is first asked for
        case Form.DOCX:
            from bot.papers.docx import render_docx

            return render_docx(document)
        case Form.PDF:
            from bot.papers.pdf import render_pdf

            return render_pdf(document)
        case Form.HTML:
            from bot.papers.html import render_html

            return render_html(document)
        case Form.XLSX:
            from bot.papers.xlsx import render_xlsx

            return render_xlsx(document)
        case _:
            assert_never(form)
