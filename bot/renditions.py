"""The paper in any form from a stored snapshot: the one place where its words meet its formats."""

from __future__ import annotations

from bot.papers.render import MEDIA_TYPES, Form, render
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


def media_type(kind: str) -> str:
    """What HTTP and mail call a kind of paper."""
    return MEDIA_TYPES[Form(kind)]
