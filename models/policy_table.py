"""The policy table itself: for each act who may, and on what terms. Each cell is a setting.

It follows what boards really do: dates of an agreed plan move by decision only, evidence is judged
by somebody else, and what the Board reads is signed by the chair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

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
_G, _B, _S, _A = Who.PDG, Who.BOARD, Who.SECRETARY, Who.ADMINISTRATOR
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
        "The later level wins; all are kept.",
        is_authority=True,
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
    Act.DELEGATE: Cell(
        "Say who is away, and who answers meanwhile",
        "record an absence of this person",
        (Who.SELF, _L, _P),
        "Dated from and to; reminders follow the deputy. P records what it was told.",
    ),
    Act.MANAGE_CYCLE: Cell(
        "Open, close, move, reopen a cycle",
        "change the Board's calendar",
        (_P,),
        "Reopening after sign-off makes a new version of the report.",
    ),
    Act.REOPEN_REPORT: Cell(
        "Reopen a signed report",
        "reopen a signed report",
        (_P,),
        "Makes a new version that says what differs; the old one stays readable.",
    ),
    Act.DRAFT_REPORT: Cell(
        "Draft the rollup",
        "draft the Board's report",
        (_P, _C),
        "At any time, in chat too.",
    ),
    Act.SIGN_OFF: Cell(
        "Sign off the rollup",
        "sign off the Board's report",
        (_C,),
        "The chair, or a named and dated acting chair, with moderation done or overridden by name.",
        is_authority=True,
    ),
    Act.HOLD_OR_ISSUE: Cell(
        "Hold the signed rollup, or issue it now",
        "hold the report or issue it now",
        (_S, _P, _C),
        "The scheduler issues it at 10:00 on the papers day after sign-off, at once if later;"
        " never without sign-off.",
    ),
    Act.IMPORT_PLAN: Cell(
        "Import the plan and its measures",
        "import a plan",
        (_P,),
        "The difference is shown first; an agreed date is never moved by importing.",
    ),
    Act.CORRECT_DRAFT_PLAN: Cell(
        "Correct a mistake in a plan that is not agreed yet",
        "correct this plan",
        (_P,),
        "Freely, on the record.",
    ),
    Act.CORRECT_RECORD: Cell(
        "Correct a mistake of record in an agreed plan",
        "correct the record of an agreed plan",
        (_P,),
        "With its source. Not a change of plan: never counts as re-dated.",
        seconds={_P: frozenset({_P, _C, _S, _L, _A})},
    ),
    Act.PUBLISH_PUBLIC: Cell(
        "Publish the public version",
        "publish the public version",
        (_S,),
        "The checks of redaction must pass.",
    ),
    Act.PREPARE_RETURN: Cell(
        "Prepare a return: its dates, its index of evidence",
        "prepare a return",
        (_P,),
        "Sending it is for others.",
    ),
    Act.SEND_RETURN: Cell(
        "Send the return to the Department for Education",
        "send the return",
        (_B, Who.SENIOR_OFFICER),
        "The programme office prepares it.",
        is_authority=True,
    ),
    Act.MANAGE_PEOPLE: Cell(
        "Add and change people and posts",
        "change people and posts",
        (_P, _A),
    ),
    Act.SEE_SILENCE: Cell(
        "See from whom no update has come",
        "see which updates are missing",
        (_L, _P, _C),
        "L for their own areas. Never a league table of names.",
    ),
    Act.SEE_FORECAST: Cell(
        "See who gets what and when",
        "see which messages will be sent",
        (_P, _C, _A),
    ),
    Act.READ_PUBLISHED: Cell(
        "Read what is published",
        "read what is published",
        (Who.ANYBODY,),
        "Board and scrutiny read published versions only.",
    ),
    Act.READ_WORKING: Cell(
        "Read an action as it stands",
        "read this action before it is published",
        (Who.AREA_OWNER, _L, _V, _P, _C, _S, Who.ADVISER),
        "Owners: their own area. X: actions in formal monitoring and the index of evidence.",
    ),
    Act.REDACT: Cell(
        "Take words out of the record",
        "redact words of the record",
        (_P, _A),
        "Under two roles, with a reason. What remains says by whom and why; the chain still holds.",
        seconds={_P: frozenset({_A, _C, _S}), _A: frozenset({_P, _C, _S})},
    ),
    Act.CHANGE_ROLES: Cell(
        "Change roles",
        "change roles",
        (_A, _P),
        "Logged. P not alone.",
        seconds={_P: frozenset({_A, _C, _S})},
    ),
    Act.CHANGE_POLICY: Cell(
        "Change policy and retention",
        "change the policy",
        (_A,),
        "Logged.",
    ),
}
