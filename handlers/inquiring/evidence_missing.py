"""Where evidence is missing: delivered without any, returned and not replaced, or due soon."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from handlers.evidence.missing import needs_at
from handlers.inquiring.answering import question
from handlers.inquiring.lines import number
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer
from handlers.wording.phrases import ago, cut_words
from models.evidence import EvidenceItem, EvidenceReview
from models.evidence_rules import ItemState
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
    """What was offered for one action: how many items, and whether one stands returned."""

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
    back = tuple(row for row in rows if offered[row.ref].returned)
    waits = tuple(r for r in delivered if offered[r.ref].items and not offered[r.ref].returned)
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
        counted("waits", "Evidence in, not accepted yet", waits, "being looked at"),
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


def _offered(scene: Scene) -> dict[str, Offered]:
    """By reference, what was offered by then and how it stands, by the rule for evidence."""
    reasons = {
        row.ref: row.reason
        for row in scene.session.execute(_RETURNS, {"plan": scene.plan.id, "at": scene.at})
    }
    found: dict[str, Offered] = defaultdict(Offered)
    for facts in needs_at(scene.session, scene.plan.id, scene.at):
        returned = ItemState.RETURNED in facts.items and not facts.stage.is_proven
        found[facts.ref] = Offered(
            len(facts.items), returned=returned, reason=reasons.get(facts.ref, "")
        )
    return found


_RETURNS = (
    select(Action.ref, EvidenceReview.reason)
    .join(EvidenceItem, EvidenceItem.action_id == Action.id)
    .join(EvidenceReview, EvidenceReview.item_id == EvidenceItem.id)
    .where(
        Action.plan_id == bindparam("plan"),
        EvidenceReview.decision == EvidenceDecision.RETURNED,
        EvidenceReview.at <= bindparam("at"),
    )
    .order_by(EvidenceReview.id)
)
"""Why something was returned; of several the last."""


def _published(scene: Scene) -> dict[str, Offered]:
    assert scene.snapshot is not None
    found: dict[str, Offered] = defaultdict(Offered)
    for action in scene.snapshot["actions"]:
        found[action["ref"]] = Offered(len(action["evidence"]))
    return found
