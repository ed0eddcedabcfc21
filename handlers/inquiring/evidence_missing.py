"""Where evidence is missing: delivered without any, returned and not replaced, or due soon."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from handlers.inquiring.answering import question
from handlers.inquiring.lines import number
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer
from handlers.wording.phrases import ago, cut_words
from models.evidence import EvidenceItem, EvidenceReview
from models.message import Moment, Run, Text, text
from models.plan import Action
from models.spoken import count_in_words
from models.states import EvidenceDecision, Stage
from models.tally import Row, Rows, due_within

SOON = 30
"""Days ahead in which something is looked for of what falls due."""
OLD = 30
"""Days after which evidence that is still awaited makes an action amber (domain, 6.2)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What was offered for one action: how many items, and whether the newest was returned."""

    items: int = 0
    returned: bool = False
    reason: str = ""


@question("evidence_missing", "See where evidence is missing", examples=("evidence missing",))
def evidence_missing(scene: Scene) -> Answer:
    """What is delivered and not evidenced, what came back, and what will be wanted next."""
    offered = _published(scene) if scene.snapshot is not None else _offered(scene)
    rows, today = scene.rows, scene.today
    delivered = tuple(row for row in rows if row.stage is Stage.DELIVERED)
    none = tuple(row for row in delivered if not offered[row.ref].items)
    back = tuple(row for row in rows if offered[row.ref].returned and row.stage is Stage.DELIVERED)
    old = tuple(row for row in delivered if _age(row, today) > OLD)
    soon = tuple(r for r in due_within(rows, today, SOON) if not offered[r.ref].items)
    missing = _once(none, back)

    def body(row: Row) -> Text:
        return _said(row, offered[row.ref], today)

    def counted(key: str, name: str, of_them: Rows, label: str) -> Any:
        return number(scene, key, name, of_them, label=label, body=body)

    numbers = (
        counted("missing", "Evidence missing", missing, "missing"),
        counted("none", "Delivered, no evidence yet", none, "without any"),
        counted("returned", "Returned, not replaced", back, "returned"),
        counted("old", f"Delivered more than {OLD} days ago, not proven", old, "awaited for long"),
        counted("soon", f"Due in {SOON} days, nothing offered yet", soon, "due soon"),
    )
    head = f"Evidence is missing for {count_in_words(len(missing), 'action')}."
    return Answer(
        "evidence_missing",
        head,
        numbers=tuple(n for n in numbers if n.entries or n.key == "missing"),
        shown="missing",
    )


def _once(*lists: Rows) -> Rows:
    return tuple({row.action_id or row.ref: row for rows in lists for row in rows}.values())


def _age(row: Row, today: date) -> int:
    """Days since it was delivered; 0 where no day is on record."""
    return (today - row.delivered_on).days if row.delivered_on else 0


def _said(row: Row, offered: Offered, today: date) -> Text:
    parts: list[str | Run] = []
    if row.delivered_on is not None:
        parts += ["Delivered ", Moment(row.delivered_on), f", {ago(row.delivered_on, today)}. "]
    elif row.due is not None:
        parts += ["Due ", Moment(row.due), ". "]
    if offered.returned:
        parts.append(f"Returned: {cut_words(offered.reason) or 'no reason is on record'}. ")
    expected = cut_words(row.evidence_expected) or "not said in the plan"
    return text(*parts, f"Expected: {expected}.")


_ITEMS = (
    select(Action.ref, EvidenceItem.id)
    .join(Action, Action.id == EvidenceItem.action_id)
    .where(Action.plan_id == bindparam("plan"), EvidenceItem.at <= bindparam("at"))
    .order_by(EvidenceItem.id)
)
_REVIEWS = (
    select(EvidenceReview.item_id, EvidenceReview.decision, EvidenceReview.reason)
    .join(EvidenceItem, EvidenceItem.id == EvidenceReview.item_id)
    .join(Action, Action.id == EvidenceItem.action_id)
    .where(Action.plan_id == bindparam("plan"), EvidenceReview.at <= bindparam("at"))
    .order_by(EvidenceReview.id)
)


def _offered(scene: Scene) -> dict[str, Offered]:
    """By reference, what was offered by then and what was said of the newest item."""
    where = {"plan": scene.plan.id, "at": scene.at}
    items: dict[str, list[int]] = defaultdict(list)
    for item in scene.session.execute(_ITEMS, where):
        items[item.ref].append(item.id)
    newest = {row.item_id: row for row in scene.session.execute(_REVIEWS, where)}
    found: dict[str, Offered] = defaultdict(Offered)
    for ref, ids in items.items():
        found[ref] = _of_items(ids, newest.get(ids[-1]))
    return found


def _of_items(ids: list[int], review: Any) -> Offered:
    returned = review is not None and review.decision is EvidenceDecision.RETURNED
    return Offered(len(ids), returned, review.reason if review is not None and returned else "")


def _published(scene: Scene) -> dict[str, Offered]:
    assert scene.snapshot is not None
    found: dict[str, Offered] = defaultdict(Offered)
    for action in scene.snapshot["actions"]:
        found[action["ref"]] = Offered(len(action["evidence"]))
    return found
