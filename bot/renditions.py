"""The paper in any form from a stored snapshot: the one place where its words meet its formats."""

from __future__ import annotations

import json

from bot.papers.render import MEDIA_TYPES, Form, render
from handlers.evidence.index import IndexJson
from handlers.evidence.index_paper import index_paper
from handlers.meeting.log import LogJson
from handlers.meeting.log_paper import log_paper
from handlers.paper.document import paper_of
from models.signature import Signature
from models.snapshot import load

KINDS = tuple(form.value for form in Form)
"""docx, pdf, html and xlsx."""


def rendition(stored: str, kind: str, *, signature: Signature | None) -> bytes:
    """The paper of a stored snapshot and its sign-off: always the same bytes for the same two.

    Raises:
        ValueError: a kind that papers do not come in.
    """
    return render(paper_of(load(stored), signature), Form(kind))


JSON = "json"
INDEX_KINDS = (Form.DOCX.value, Form.XLSX.value, Form.PDF.value, JSON)
"""What an index of evidence comes in."""


def index_rendition(index: IndexJson, kind: str) -> bytes:
    """An index of evidence in any form: the same bytes for the same index."""
    if kind == JSON:
        return (json.dumps(index, ensure_ascii=False, indent=2) + "\n").encode()
    return render(index_paper(index), Form(kind))


def index_media_type(kind: str) -> str:
    """What HTTP and mail call a kind of index."""
    return "application/json" if kind == JSON else media_type(kind)


def log_rendition(log: LogJson, kind: str) -> bytes:
    """A meeting's decision log in any form: the same bytes for the same log."""
    if kind == JSON:
        return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()
    return render(log_paper(log), Form(kind))


LOG_KINDS = (Form.DOCX.value, Form.PDF.value, Form.HTML.value)
"""What a decision log comes in, besides JSON."""


def media_type(kind: str) -> str:
    """What HTTP and mail call a kind of paper."""
    return MEDIA_TYPES[Form(kind)]
