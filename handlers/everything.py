"""Imports every module that registers verbs, so that `VERBS` is whole."""

from __future__ import annotations

from handlers import confirming, corrections, cycles, desk, plan_file, silence_lists
from handlers.answering import (
    on_behalf,
    pass_on,
    readings,
    turning,
    typed_line,
    update,
    update_form,
    update_more,
    update_undo,
)
from handlers.auditing import history, redact
from handlers.challenging import asking as challenge_asking
from handlers.challenging import keeping, nudging, replying
from handlers.changing import approving, asking, handovers, queue, stepping
from handlers.evidence import attach, prove, returns, showing
from handlers.evidence import review as evidence_review
from handlers.inquiring import about, foresight, inquiries, questions
from handlers.meeting import arising, asking_board, deciding, minuting, opening
from handlers.meeting import showing as meetings
from handlers.moderating import answering as owners_answers
from handlers.moderating import by_line, pressing
from handlers.moderating import showing as moderation_queue
from handlers.reporting import report
from handlers.running import delivery, mode
from handlers.staffing import disputed, leaver, people, reach, roles

MODULES = (
    about,
    approving,
    arising,
    asking,
    asking_board,
    attach,
    by_line,
    challenge_asking,
    keeping,
    nudging,
    replying,
    history,
    inquiries,
    evidence_review,
    prove,
    redact,
    returns,
    showing,
    confirming,
    deciding,
    meetings,
    minuting,
    opening,
    corrections,
    cycles,
    delivery,
    mode,
    desk,
    disputed,
    foresight,
    handovers,
    leaver,
    moderation_queue,
    on_behalf,
    owners_answers,
    pass_on,
    people,
    plan_file,
    pressing,
    questions,
    queue,
    reach,
    readings,
    report,
    roles,
    silence_lists,
    stepping,
    turning,
    typed_line,
    update,
    update_form,
    update_more,
    update_undo,
)
"""The rooms' index: a file that registers a verb stands here."""
