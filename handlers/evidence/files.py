"""Files as evidence: kept by their hash, handed out to be saved, never shown as a page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.evidence.file_seam import keeper
from handlers.request import Dropped, RefusedError, Request
from models.evidence import EvidenceItem, EvidenceKind
from models.evidence_files import harmless_name, refusal
from models.permissions import Act
from models.plan import Action

KEY = re.compile(r"evidence/(\d{1,9})")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file as it is handed out."""

    name: str
    content: bytes


def keep_file(request: Request, action: Action, dropped: Dropped) -> tuple[EvidenceItem, bool]:
    """Keep a dropped file for an action; gives its item, and whether it is new.

    Raises:
        RefusedError: files are off, or this one is too large, of another kind, or not what it says.
    """
    why_not = refusal(dropped.name, dropped.content, request.partnership.evidence)
    if why_not:
        raise RefusedError(why_not)
    sha256 = hashlib.sha256(dropped.content).hexdigest()
    link = f"file:{sha256}"
    kept = request.session.scalar(
        select(EvidenceItem).where(EvidenceItem.action_id == action.id, EvidenceItem.link == link)
    )
    if kept is not None:
        return kept, False
    item = EvidenceItem(
        action_id=action.id,
        kind=EvidenceKind.FILE,
        link=link,
        title=harmless_name(dropped.name),
        sha256=sha256,
        size=len(dropped.content),
        by_id=request.actor.person_id,
        at=request.now,
    )
    request.session.add(item)
    request.session.flush()
    keeper().keep(sha256, dropped.content)
    return item, True


def file_asked(request: Request, key: str) -> KeptFile:
    """The file that a download names, where the reader may have it.

    Raises:
        RefusedError: there is no such file, it was taken away or changed, or it is not for them.
    """
    named = KEY.fullmatch(key)
    item = request.session.get(EvidenceItem, int(named[1])) if named else None
    if item is None or item.sha256 is None:
        raise RefusedError("There is no such file; open the card of the action's evidence again.")
    require(request, Act.READ_WORKING, action=request.session.get_one(Action, item.action_id))
    content = keeper().fetch(item.sha256)
    if content is None:
        raise RefusedError(
            "That file is not in the data folder any more, or it is not the one that was kept."
            " Ask the programme office."
        )
    return KeptFile(item.title, content)


def forget_file(session: Session, sha256: str) -> None:
    """Take a file out of the data folder, unless other evidence is the same file."""
    using = select(func.count()).select_from(EvidenceItem).where(EvidenceItem.sha256 == sha256)
    others = using.where(EvidenceItem.link == f"file:{sha256}")
    if not session.scalar(others):
        keeper().forget(sha256)
