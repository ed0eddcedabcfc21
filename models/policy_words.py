"""The words of the policy table: every act that needs permission, and in which capacity one acts.

Letters: O owner or named deputy of that action, L area lead (accountable), V verifier, P programme
office, C PDG chair or the dated acting chair, G decision of the PDG's meeting, B decision of the
Board, S Board secretary, X external adviser (reads), R senior responsible officer, A administrator,
N nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.spoken import list_in_words


class Who(StrEnum):
    """In which capacity somebody acts."""

    OWNER = "owner"
    SELF = "self"
    AREA_OWNER = "area_owner"
    AREA_LEAD = "area_lead"
    VERIFIER = "verifier"
    PROGRAMME_OFFICE = "programme_office"
    CHAIR = "chair"
    PDG = "pdg"
    BOARD = "board"
    SECRETARY = "board_secretary"
    SENIOR_OFFICER = "senior_responsible_officer"
    ADVISER = "adviser"
    ADMINISTRATOR = "administrator"
    ANYBODY = "anybody"
    NOBODY = "nobody"


LETTERS = {
    Who.OWNER: "O",
    Who.SELF: "O (self)",
    Who.AREA_OWNER: "O (own area)",
    Who.AREA_LEAD: "L",
    Who.VERIFIER: "V",
    Who.PROGRAMME_OFFICE: "P",
    Who.CHAIR: "C",
    Who.PDG: "G",
    Who.BOARD: "B",
    Who.SECRETARY: "S",
    Who.SENIOR_OFFICER: "R",
    Who.ADVISER: "X",
    Who.ADMINISTRATOR: "A",
    Who.ANYBODY: "everybody",
    Who.NOBODY: "N",
}
WORDS = {
    Who.OWNER: ("the owner", "their deputy"),
    Who.SELF: ("the person themself",),
    Who.AREA_OWNER: ("those who own an action in the area",),
    Who.AREA_LEAD: ("the area lead",),
    Who.VERIFIER: ("a verifier",),
    Who.PROGRAMME_OFFICE: ("the programme office",),
    Who.CHAIR: ("the chair", "the acting chair"),
    Who.PDG: ("the PDG by a recorded decision",),
    Who.BOARD: ("the Board by a recorded decision",),
    Who.SECRETARY: ("the Board secretary",),
    Who.SENIOR_OFFICER: ("the senior responsible officer",),
    Who.ADVISER: ("an adviser",),
    Who.ADMINISTRATOR: ("an administrator",),
    Who.ANYBODY: ("everybody",),
    Who.NOBODY: ("nobody",),
}
"""Each capacity as it is said; two where two kinds of people have it."""


def named(people: Iterable[Who], joined_by: str = "or") -> str:
    """Capacities as one phrase: "the owner, their deputy or the area lead"."""
    return list_in_words((word for who in people for word in WORDS[who]), joined_by)


class Act(StrEnum):
    """Everything that needs permission."""

    SEND_UPDATE = "send_update"
    NO_CHANGE = "no_change"
    PROPOSE_RATING = "propose_rating"
    MODERATE = "moderate"
    ATTACH_EVIDENCE = "attach_evidence"
    REVIEW_EVIDENCE = "review_evidence"
    MARK_DELIVERED = "mark_delivered"
    MARK_VERIFIED = "mark_verified"
    MARK_EMBEDDED = "mark_embedded"
    REOPEN_ACTION = "reopen_action"
    RECOMMEND_REOPENING = "recommend_reopening"
    REQUEST_CHANGE = "request_change"
    WEIGH_CHANGE = "weigh_change"
    APPROVE_SMALL_MOVE = "approve_small_move"
    APPROVE_MOVE = "approve_move"
    APPROVE_MOVE_PAST_LIMIT = "approve_move_past_limit"
    EDIT_AGREED_DATE = "edit_agreed_date"
    CHANGE_PLAN = "change_plan"
    APPROVE_RESUME = "approve_resume"
    RECORD_EXTERNAL = "record_external"
    REASSIGN = "reassign"
    REASSIGN_ACROSS = "reassign_across"
    SETTLE_DISPUTE = "settle_dispute"
    DELEGATE = "delegate"
    MANAGE_CYCLE = "manage_cycle"
    REOPEN_REPORT = "reopen_report"
    DRAFT_REPORT = "draft_report"
    CHALLENGE = "challenge"
    NUDGE = "nudge"
    HOLD_PDG_MEETING = "hold_pdg_meeting"
    HOLD_BOARD_MEETING = "hold_board_meeting"
    CLOSE_MEETING = "close_meeting"
    READ_MEETING = "read_meeting"
    ANSWER_ARISING = "answer_arising"
    ASK_BOARD = "ask_board"
    SIGN_OFF = "sign_off"
    HOLD_OR_ISSUE = "hold_or_issue"
    IMPORT_PLAN = "import_plan"
    CORRECT_DRAFT_PLAN = "correct_draft_plan"
    CORRECT_RECORD = "correct_record"
    PUBLISH_PUBLIC = "publish_public"
    PREPARE_RETURN = "prepare_return"
    READ_INDEX = "read_index"
    SEND_RETURN = "send_return"
    MANAGE_PEOPLE = "manage_people"
    SEE_SILENCE = "see_silence"
    SEE_FORECAST = "see_forecast"
    SETTLE_DELIVERY = "settle_delivery"
    CHANGE_MODE = "change_mode"
    READ_PUBLISHED = "read_published"
    READ_WORKING = "read_working"
    REDACT = "redact"
    CHANGE_ROLES = "change_roles"
    CHANGE_POLICY = "change_policy"


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the table.

    `title` is how it is printed and `does` how it is said ("sign off the report"). `after` must
    have acted before. `seconds` names those who cannot act alone, with who may confirm it.
    `on_behalf` act for the owner, and are labelled so. `is_authority` is never done by a command.
    `not_own_work` bars the owner, the deputy and who made what is judged: `made` says which.
    """

    title: str
    does: str
    who: tuple[Who, ...]
    note: str = ""
    after: tuple[Who, ...] = ()
    seconds: Mapping[Who, frozenset[Who]] = field(default_factory=dict)
    on_behalf: frozenset[Who] = frozenset()
    is_authority: bool = False
    not_own_work: bool = False
    made: str = "hand in the evidence"

    def letters(self) -> str:
        """Who may, as it is printed: "O, L, P on behalf", "V then C or G"."""
        named = [self._letter(who) for who in self.who]
        if self.after:
            before = list_in_words(LETTERS[who] for who in self.after)
            return f"{before} then {list_in_words(named, 'or')}"
        return ", ".join(named)

    def _letter(self, who: Who) -> str:
        behalf = " on behalf" if who in self.on_behalf else ""
        second = " with a second person" if who in self.seconds else ""
        return f"{LETTERS[who]}{behalf}{second}"
