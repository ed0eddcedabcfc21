"""Offering evidence: a link in a form, or a file that is dropped in chat."""

from __future__ import annotations

import base64
import re
from pathlib import PurePath

from sqlalchemy import or_, select

from handlers.allowed import may_do, require
from handlers.answering.delivered import who_verifies
from handlers.answering.recording import refuse_closed
from handlers.answering.update_form import links_of
from handlers.asking.the_person import asker
from handlers.evidence.files import keep_file
from handlers.evidence.showing import action_meant, seen_mark
from handlers.fields import given
from handlers.request import Dropped, RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import VERBS, verb
from handlers.wording.evidence_news import attach_form, kept, more_evidence, which_action
from models.audit import record
from models.delivery import Heard
from models.evidence import EvidenceItem
from models.evidence_files import harmless_name, refusal
from models.message import Message
from models.permissions import Act
from models.plan import Action
from models.states import Stage

PLAN_KINDS = (".xlsx", ".xlsm", ".csv")
"""What a plan comes as; the programme office's own sheets are plans unless an action is named."""
_WORDS = re.compile(r"[^\s,;:()_]+")
MOST_CHOICES = 8


@verb("file.dropped", "Take a dropped file for what it is")
def dropped(request: Request) -> Reply:
    """A plan from the programme office; else evidence for the action that is named or meant."""
    file = request.dropped
    if file is None:
        raise RefusedError("Drop a file here: a plan as .xlsx or .csv, or evidence of an action.")
    named = _named(request, file)
    is_sheet = PurePath(file.name.lower()).suffix in PLAN_KINDS
    if named is None and is_sheet and may_do(request, Act.IMPORT_PLAN).allowed:
        return VERBS["plan.file"].handler(request)
    person = asker(request)
    if why_not := refusal(file.name, file.content, request.partnership.evidence):
        if is_sheet:
            why_not += f" {request.partnership.policy.who_can(Act.IMPORT_PLAN)}"
        raise RefusedError(why_not)
    if named is not None:
        return _keep(request, named, file)
    own = _own(request, person.id)
    claimed = [action for action in own if action.stage is Stage.DELIVERED]
    if len(claimed) == 1:
        return _keep(request, claimed[0], file)
    choices = (claimed or own)[:MOST_CHOICES]
    if not choices or request.heard_id is None:
        raise RefusedError(
            "I could not tell for which action that file is evidence. Drop it again with the"
            " action's number in its name or beside it, such as: 6.1 minutes.pdf."
        )
    found = tuple((action.id, action.ref, action.title) for action in choices)
    return Reply(say=(which_action(request.heard_id, harmless_name(file.name), found),))


@verb("evidence.take", "Say for which action a dropped file is", act=Act.ATTACH_EVIDENCE)
def take(request: Request) -> Reply:
    """Keep the file that was dropped before for action `action`."""
    person, action = asker(request), action_meant(request)
    number = given(request, "heard")
    heard = request.session.get(Heard, int(number)) if number.isdecimal() else None
    body = heard.body if heard is not None and heard.person_id == person.id else None
    if not body or "content" not in body:
        raise RefusedError("That file is not here any more. Drop it again, and name the action.")
    file = Dropped(str(body.get("name", "file")), base64.b64decode(body["content"]))
    reply = _keep(request, action, file)
    assert heard is not None
    heard.body = {key: value for key, value in body.items() if key != "content"}
    return Reply(instead=reply.say[0])


@verb("evidence.attach", "Attach evidence to an action", act=Act.ATTACH_EVIDENCE)
def attach(request: Request) -> Reply:
    """Open the form for links."""
    action = action_meant(request)
    require(request, Act.ATTACH_EVIDENCE, action=action)
    return Reply(
        form=attach_form(
            action.id,
            action.ref,
            expected=action.evidence_expected,
            files=request.partnership.evidence.files,
        )
    )


@verb("evidence.save_attached", "Record evidence for an action", act=Act.ATTACH_EVIDENCE)
def save_attached(request: Request) -> Reply:
    """Keep each link once, with what it is."""
    errors: dict[str, str] = {}
    links = links_of(request, errors)
    if not links and not errors:
        errors["evidence"] = "Give an address that begins with https://; it is empty."
    action = action_meant(request)
    require(request, Act.ATTACH_EVIDENCE, action=action)
    if errors:
        return Reply(errors=errors)
    _refuse_closed(action)
    new = [link for link in links if not _is_kept(request, action, link)]
    for link in new:
        _add_link(request, action, link)
    if not new:
        raise RefusedError(f"That is kept for {action.ref} already.")
    return Reply(say=(_receipt(request, action, tuple(new)),))


def _is_kept(request: Request, action: Action, link: str) -> bool:
    found = select(EvidenceItem.id).where(
        EvidenceItem.action_id == action.id, EvidenceItem.link == link
    )
    return request.session.scalar(found) is not None


def _add_link(request: Request, action: Action, link: str) -> None:
    item = EvidenceItem(
        action_id=action.id,
        link=link,
        title=given(request, "title"),
        by_id=request.actor.person_id,
        at=request.now,
    )
    request.session.add(item)
    request.session.flush()
    _event(request, action, item)


def _keep(request: Request, action: Action, file: Dropped) -> Reply:
    require(request, Act.ATTACH_EVIDENCE, action=action)
    _refuse_closed(action)
    item, is_new = keep_file(request, action, file)
    if not is_new:
        raise RefusedError(f"That file is kept for {action.ref} already, as {item.title}.")
    _event(request, action, item)
    return Reply(say=(_receipt(request, action, (item.title,)),))


def _event(request: Request, action: Action, item: EvidenceItem) -> None:
    about = {"sha256": item.sha256, "size": item.size} if item.sha256 else {}
    record(
        request.session,
        request.actor,
        "evidence_added",
        at=request.now,
        entity="evidence_item",
        entity_id=item.id,
        after={"action": action.ref, "link": item.link, "title": item.title, **about},
    )


def _receipt(request: Request, action: Action, names: tuple[str, ...]) -> Message:
    asked = action.stage is Stage.DELIVERED
    if asked:
        _tell_verifiers(request, action, names)
    warn = ""
    if action.stage.is_proven:
        warn = f"{action.ref} is proven already; this stands beside what was accepted."
    return kept(action.ref, names, asked=asked, warn=warn)


def _tell_verifiers(request: Request, action: Action, names: tuple[str, ...]) -> None:
    message = more_evidence(action.id, action.ref, action.title, names, by=request.actor.name)
    mark = seen_mark(request, action)
    for person in who_verifies(request, action):
        if person.id != request.actor.person_id:
            key = f"more-evidence:{action.id}:{mark}:{person.id}"
            tell(request.session, person, message, key=key, now=request.now)


def _refuse_closed(action: Action) -> None:
    if not action.stage.is_proven:
        refuse_closed(action)


def _named(request: Request, file: Dropped) -> Action | None:
    """The action whose reference stands beside the file, or begins its name."""
    beside = _WORDS.findall(request.words.casefold())
    stem = PurePath(file.name.casefold()).stem
    in_name = _WORDS.findall(stem)[:3]
    for word in (*beside, *in_name, stem):
        found = request.session.scalar(
            select(Action).where(Action.ref_key == word.strip(".,-#")).limit(1)
        )
        if found is not None:
            return found
    return None


def _own(request: Request, person_id: int) -> list[Action]:
    """The actions that somebody owns or stands in for, and may send evidence for."""
    rows = request.session.scalars(
        select(Action)
        .where(or_(Action.owner_id == person_id, Action.deputy_id == person_id))
        .order_by(Action.position)
    )
    return [a for a in rows if a.stage.is_live or a.stage is Stage.DELIVERED]
