"""What a cycle came to: one row of the table that a simulation prints."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.silence import ledger
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState, Step
from models.partnership import Partnership
from models.report import Report
from models.silence import IN
from models.states import Silence
from scheduler.simulate.script import CycleRow


def cycle_row(
    session: Session, cycle: Cycle, *, now: datetime, partnership: Partnership
) -> CycleRow:
    """A cycle on the evening of its Board."""
    entries = ledger(session, cycle, now=now, partnership=partnership)
    states = Counter(entry.state for entry in entries)
    sent = (
        select(func.count())
        .select_from(Occasion)
        .where(
            Occasion.cycle_id == cycle.id,
            Occasion.state == OccasionState.SENT,
            Occasion.step.not_in((Step.NOTE, Step.REPLACE)),
        )
    )
    issued = select(func.max(Report.issued_at)).where(Report.cycle_id == cycle.id)
    silent = sum(entry.is_silent for entry in entries)
    answered = sum(states[state] for state in IN)
    away, vacant = states[Silence.ABSENT], states[Silence.VACANT]
    return CycleRow(
        code=cycle.code,
        board=cycle.board_meeting,
        actions=len(entries),
        answered=answered,
        late=sum(entry.is_late for entry in entries),
        silent=silent,
        away=away,
        vacant=vacant,
        other=len(entries) - answered - silent - away - vacant,
        messages=session.scalar(sent) or 0,
        issued_at=session.scalar(issued),
    )
