"""What may be asked to change in an agreed plan, and where such a request stands (domain, 6.4)."""

from __future__ import annotations

from enum import StrEnum


class ChangeTopic(StrEnum):
    """What of an action is to change."""

    DUE = "due"
    SCOPE = "scope"
    OWNER = "owner"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    MONITORING = "monitoring"


class RequestState(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RECOMMENDED = "recommended"
    APPROVED_LEAD = "approved_lead"
    """By the area lead: another owner inside the organisation, who has not accepted yet."""
    APPROVED_CHAIR = "approved_chair"
    APPROVED_GROUP = "approved_group"
    APPROVED_BOARD = "approved_board"
    AWAITING_EXTERNAL = "awaiting_external"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more can become of it."""
        return self in SETTLED

    @property
    def is_approval(self) -> bool:
        """Whether it says that somebody has approved it."""
        return self in APPROVALS


SETTLED = frozenset({RequestState.AGREED, RequestState.REFUSED, RequestState.WITHDRAWN})
APPROVALS = frozenset(
    {
        RequestState.APPROVED_LEAD,
        RequestState.APPROVED_CHAIR,
        RequestState.APPROVED_GROUP,
        RequestState.APPROVED_BOARD,
    }
)
