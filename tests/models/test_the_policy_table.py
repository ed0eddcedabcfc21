"""Act by act, just those may who stand in the table."""

from __future__ import annotations

import pytest

from models.permissions import CELLS, Act, Who, may
from models.policy_words import LETTERS, WORDS
from tests.models.policy_people import WHO_IS_WHO

# The chair records what the PDG decides, the Board's secretary what the Board decides.
TABLE = {
    Act.SEND_UPDATE: "O D L P",
    Act.NO_CHANGE: "O D",
    Act.PROPOSE_RATING: "O D L",
    Act.MODERATE: "P C S",
    Act.ATTACH_EVIDENCE: "O D L P",
    Act.REVIEW_EVIDENCE: "V C",
    Act.MARK_DELIVERED: "O D",
    Act.MARK_VERIFIED: "",
    Act.MARK_EMBEDDED: "C S",
    Act.REOPEN_ACTION: "C S",
    Act.RECOMMEND_REOPENING: "X V L P",
    Act.REQUEST_CHANGE: "O D L P",
    Act.WEIGH_CHANGE: "P",
    Act.APPROVE_SMALL_MOVE: "C",
    Act.APPROVE_MOVE: "C",
    Act.APPROVE_MOVE_PAST_LIMIT: "",
    Act.EDIT_AGREED_DATE: "",
    Act.CHANGE_PLAN: "S",
    Act.APPROVE_RESUME: "C",
    Act.RECORD_EXTERNAL: "P C",
    Act.REASSIGN: "L",
    Act.REASSIGN_ACROSS: "C",
    Act.SETTLE_DISPUTE: "L P",
    Act.DELEGATE: "L P self",
    Act.MANAGE_CYCLE: "P",
    Act.REOPEN_REPORT: "P",
    Act.DRAFT_REPORT: "P C",
    Act.CHALLENGE: "P C S",
    Act.NUDGE: "L P C",
    Act.HOLD_PDG_MEETING: "C",
    Act.HOLD_BOARD_MEETING: "S",
    Act.CLOSE_MEETING: "P C S",
    Act.READ_MEETING: "L V P C S R",
    Act.ANSWER_ARISING: "P self",
    Act.ASK_BOARD: "O D L P",
    Act.SIGN_OFF: "C",
    Act.HOLD_OR_ISSUE: "P C S",
    Act.IMPORT_PLAN: "P",
    Act.CORRECT_DRAFT_PLAN: "P",
    Act.CORRECT_RECORD: "",
    Act.PUBLISH_PUBLIC: "S",
    Act.PREPARE_RETURN: "P",
    Act.READ_INDEX: "P C S V R X",
    Act.SEND_RETURN: "S R",
    Act.MANAGE_PEOPLE: "P A",
    Act.SEE_SILENCE: "L P C",
    Act.SEE_FORECAST: "P C A",
    Act.SETTLE_DELIVERY: "P A",
    Act.CHANGE_MODE: "P A",
    Act.READ_PUBLISHED: "O D L V P C S A R self X - M",
    Act.READ_WORKING: "O D L V P C S X",
    Act.REDACT: "",
    Act.CHANGE_ROLES: "A",
    Act.CHANGE_POLICY: "A",
}


def test_every_act_has_its_line() -> None:
    assert set(TABLE) == set(CELLS) == set(Act)
    assert set(LETTERS) == set(WORDS) == set(Who)


@pytest.mark.parametrize("act", list(Act))
def test_alone_just_those_may(act: Act) -> None:
    allowed = {name for name, standing in WHO_IS_WHO.items() if may(act, standing).allowed}
    assert allowed == set(TABLE[act].split())
