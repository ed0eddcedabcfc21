"""The files that messages offer: each made when it is fetched, for whoever may have it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.papers.render import policy
from bot.renditions import (
    KINDS,
    index_media_type,
    index_rendition,
    log_rendition,
    media_type,
    rendition,
)
from bot.web.local import Fetch, File
from handlers.evidence.files import file_asked
from handlers.evidence.returns import index_asked
from handlers.meeting.log import file_name, log_asked
from handlers.reporting.reading_papers import paper_asked
from handlers.request import RefusedError, Request
from models.audit import Actor
from models.partnership import Partnership
from models.people import Person
from models.states import Door

WEB_PAGE = "html"
NO_SCRIPT = "default-src 'none'"
UNREAD = "application/octet-stream"
"""What nobody's browser opens by itself: evidence is saved, whatever it is."""


def fetching(partnership: Partnership) -> Fetch:
    """How files are fetched in this partnership."""

    def fetch(session: Session, person: Person, key: str, now: datetime) -> File:
        actor = Actor(person.name, Door.LOCAL, person_id=person.id)
        request = Request(session, now, actor, person, partnership)
        if key.startswith("evidence/"):
            kept = file_asked(request, key)
            return File(name=kept.name, media_type=UNREAD, content=kept.content)
        if key.startswith("return/"):
            index, kind = index_asked(request, key)
            name = f"evidence-index-{index['plan']}-{index['evidence_due']}.{kind}"
            return File(name, index_media_type(kind), index_rendition(index, kind))
        if key.startswith("meeting/"):
            log, kind = log_asked(request, key)
            return File(
                name=file_name(log, kind),
                media_type=index_media_type(kind),
                content=log_rendition(log, kind),
                policy=policy() if kind == WEB_PAGE else NO_SCRIPT,
            )
        report, kind = paper_asked(request, key)
        if kind not in KINDS:
            raise RefusedError(
                f"The paper comes as {', '.join(KINDS)}; found {kind[:20]!r}."
                " Open the newest message about the report."
            )
        return File(
            name=f"{report.cycle.code}-v{report.version}.{kind}",
            media_type=media_type(kind),
            content=rendition(report.snapshot, kind, signature=report.signature),
            policy=policy() if kind == WEB_PAGE else NO_SCRIPT,
        )

    return fetch
