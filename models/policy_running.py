"""The second half of the policy table: running the month, the report, people, and reading."""

from __future__ import annotations

from collections.abc import Mapping

from models.policy_words import Act, Cell, Who

_L, _V, _P, _C = Who.AREA_LEAD, Who.VERIFIER, Who.PROGRAMME_OFFICE, Who.CHAIR
_B, _S, _A = Who.BOARD, Who.SECRETARY, Who.ADMINISTRATOR

RUNNING: Mapping[Act, Cell] = {
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
    Act.CHALLENGE: Cell(
        "Challenge an update",
        "challenge an update",
        (_C, _P, _B),
        "Question and answer stand beside the update, and in the paper where they are marked.",
    ),
    Act.NUDGE: Cell(
        "Nudge those whose update is missing",
        "nudge owners",
        (_L, _P, _C),
        "L in their own areas. Shown first; counts against each person's messages of the day.",
    ),
    Act.HOLD_PDG_MEETING: Cell(
        "Open and lead a meeting of the PDG",
        "open and lead a meeting of the PDG",
        (_C,),
        "Decisions are written by the chair, or by whom they hand the minutes to.",
        is_authority=True,
    ),
    Act.HOLD_BOARD_MEETING: Cell(
        "Open and lead a meeting of the Board",
        "open and lead a meeting of the Board",
        (_S,),
        "Decisions are written by the Board secretary, or by whom they hand the minutes to.",
        is_authority=True,
    ),
    Act.CLOSE_MEETING: Cell(
        "Close a meeting that is over",
        "close a meeting",
        (_C, _S, _P),
        "Those who lead it; the others from the day after it. It decides nothing.",
    ),
    Act.READ_MEETING: Cell(
        "Read a meeting's decisions and actions",
        "read what a meeting has decided",
        (_L, _V, _P, _C, _S, Who.SENIOR_OFFICER),
    ),
    Act.ANSWER_ARISING: Cell(
        "Answer for an action from a meeting",
        "answer for this action from a meeting",
        (Who.SELF, _P),
        "Its owner accepts or declines it themselves; P passes on how it stands, labelled so.",
        on_behalf=frozenset({_P}),
    ),
    Act.ASK_BOARD: Cell(
        "Ask the Board for help or a decision",
        "ask the Board about this action",
        (Who.OWNER, _L, _P),
        "It goes on the Board's next agenda; the answer comes back to who asked and to the owner.",
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
    Act.READ_INDEX: Cell(
        "Read the index of evidence, and how ready a return is",
        "read the index of evidence",
        (_P, _C, _S, Who.VERIFIER, Who.SENIOR_OFFICER, Who.ADVISER),
        "Actions in formal monitoring.",
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
    Act.SETTLE_DELIVERY: Cell(
        "See and settle what could not be delivered",
        "settle what could not be delivered",
        (_P, _A),
        "It arrived, send it again, cancel it. Each is recorded.",
    ),
    Act.CHANGE_MODE: Cell(
        "Pause everything, resume, go live",
        "pause, resume or go live",
        (_P, _A),
        "What would go is shown first.",
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
