"""The policy table itself: for each act who may, and on what terms. Each cell is a setting.

It follows what boards really do: dates of an agreed plan move by decision only, evidence is judged
by somebody else, and what the Board reads is signed by the chair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from models.policy_running import RUNNING
from models.policy_words import Act, Cell, Who


class _Judged(TypedDict):
    not_own_work: bool
    made: str


_O, _L, _V, _P, _C = (
    Who.OWNER,
    Who.AREA_LEAD,
    Who.VERIFIER,
    Who.PROGRAMME_OFFICE,
    Who.CHAIR,
)
_G, _B = Who.PDG, Who.BOARD
_FOR_OWNER = frozenset({_P})
_NOT_OWN: _Judged = {"not_own_work": True, "made": "ask for it"}
"""Nobody approves what they asked for, nor a change of their own action."""

CELLS: Mapping[Act, Cell] = {
    Act.SEND_UPDATE: Cell(
        "Send an update, forecast date, blocker",
        "send an update for this action",
        (_O, _L, _P),
        "Appended, never changed; a correction is a new update. P always labelled, with source"
        " (phone, e-mail, meeting) and date; it may carry the rating that the owner gave.",
        on_behalf=_FOR_OWNER,
    ),
    Act.NO_CHANGE: Cell(
        '"No change" update',
        "say that nothing has changed",
        (_O,),
        "At most twice running; the third needs words.",
    ),
    Act.PROPOSE_RATING: Cell(
        "Propose a rating",
        "propose a rating for this action",
        (_O, _L),
        "Worse than computed: allowed. Better: needs a reason and moderation.",
    ),
    Act.MODERATE: Cell(
        "Set a moderated rating",
        "set a moderated rating",
        (_P, _C, _G, _B),
        "The later level wins; all are kept. Never of one's own action.",
        is_authority=True,
        not_own_work=True,
    ),
    Act.ATTACH_EVIDENCE: Cell(
        "Attach evidence",
        "attach evidence to this action",
        (_O, _L, _P),
        "A link or a file's reference; no personal data.",
    ),
    Act.REVIEW_EVIDENCE: Cell(
        "Accept or return evidence",
        "accept or return this evidence",
        (_V, _C),
        "Never of one's own action. Returned with a reason; formal monitoring needs two people.",
        is_authority=True,
        not_own_work=True,
    ),
    Act.MARK_DELIVERED: Cell(
        "Mark as delivered",
        "report this action as delivered",
        (_O,),
        "Starts the review of its evidence and turns nothing Blue.",
    ),
    Act.MARK_VERIFIED: Cell(
        "Mark as verified (Blue)",
        "mark this action as verified",
        (_C, _G),
        "Needs at least one accepted item of evidence and none returned and open.",
        after=(_V,),
        is_authority=True,
        not_own_work=True,
    ),
    Act.MARK_EMBEDDED: Cell(
        "Mark as embedded",
        "mark this action as embedded",
        (_G, _B),
        "Needs a note of its impact, and a KPI figure after delivery or a reason why not.",
        is_authority=True,
    ),
    Act.REOPEN_ACTION: Cell(
        "Reopen a proven action",
        "reopen this action",
        (_G, _B),
        "With the reason. Counted as reopened in the report.",
        is_authority=True,
    ),
    Act.RECOMMEND_REOPENING: Cell(
        "Recommend that a proven action is reopened",
        "recommend that this action is reopened",
        (Who.ADVISER, _V, _L, _P),
        "The chair is told; nothing changes by it.",
    ),
    Act.REQUEST_CHANGE: Cell(
        "Ask for another date, scope or owner; ask to suspend or withdraw",
        "ask for a change of this action",
        (_O, _L, _P),
        "One open request for each field.",
    ),
    Act.WEIGH_CHANGE: Cell(
        "Return or recommend a request for a change",
        "return or recommend this request",
        (_P,),
        "Returned with a reason. It decides nothing.",
    ),
    Act.APPROVE_SMALL_MOVE: Cell(
        "Approve a date change within tolerance",
        "approve this change of date",
        (_C,),
        "First move, up to 20 working days, not in formal monitoring. Reported to the PDG.",
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.APPROVE_MOVE: Cell(
        "Approve another date change",
        "approve this change of date",
        (_G,),
        "External agreement is recorded where the plan says so.",
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.APPROVE_MOVE_PAST_LIMIT: Cell(
        "Approve a date change past the limit of moves",
        "approve this change of date",
        (_B,),
        "The owner is asked to attend.",
        after=(_G,),
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.EDIT_AGREED_DATE: Cell(
        "Edit the due date of an agreed plan",
        "edit the due date of an agreed plan",
        (Who.NOBODY,),
        "only an approved request moves it.",
    ),
    Act.CHANGE_PLAN: Cell(
        "Suspend, withdraw, merge, split, add; change what an action is to do",
        "suspend, withdraw, merge, split or add actions, or change what they are to do",
        (_B,),
        "Makes a new version of the plan.",
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.APPROVE_RESUME: Cell(
        "Resume a suspended action",
        "let a suspended action go on",
        (_G,),
        "The owner is asked on the day of review.",
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.RECORD_EXTERNAL: Cell(
        "Record an external agreement",
        "record the external agreement to this change",
        (_P, _C),
        "With the body, the day and the source. It alone moves the level of monitoring.",
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.REASSIGN: Cell(
        "Give an action to another owner inside the organisation",
        "give this action to another owner",
        (_L,),
        "The new owner accepts; the old one stays until then.",
        **_NOT_OWN,
    ),
    Act.REASSIGN_ACROSS: Cell(
        "Give an action to another organisation",
        "give this action to another organisation",
        (_G,),
        is_authority=True,
        **_NOT_OWN,
    ),
    Act.SETTLE_DISPUTE: Cell(
        'Settle "not mine", and name an owner where there is none',
        "settle whose action this is",
        (_P, _L),
        "The asks stop until it is settled.",
    ),
    **RUNNING,
}
