"""Which papers somebody may read: issued versions for everybody, drafts for who makes and signs."""

from __future__ import annotations

import re

from handlers.allowed import may_do
from handlers.request import RefusedError, Request
from models.permissions import Act
from models.report import Report, ReportState

KEY = re.compile(r"report/(\d+)\.([a-z]+)")
PUBLISHED = frozenset({ReportState.ISSUED, ReportState.REPLACED})


def paper_asked(request: Request, key: str) -> tuple[Report, str]:
    """The report and the form that a download names, where the reader may have them.

    Raises:
        RefusedError: there is no such paper, or it is not for them yet; says who can.
    """
    named = KEY.fullmatch(key)
    report = request.session.get(Report, int(named[1])) if named else None
    if named is None or report is None:
        raise RefusedError("There is no such paper; open the newest message about the report.")
    if report.state in PUBLISHED and report.issued_at is not None:
        return report, named[2]
    if not any(may_do(request, act).allowed for act in (Act.DRAFT_REPORT, Act.HOLD_OR_ISSUE)):
        raise RefusedError(
            "This version has not gone to the Board, so only the programme office, the chair and"
            " the Board secretary can read it.",
            act=Act.READ_WORKING.value,
        )
    return report, named[2]
