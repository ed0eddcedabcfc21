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
from handlers.evidence import attach, prove, showing
from handlers.evidence import review as evidence_review
from handlers.inquiring import about, foresight, questions
from handlers.reporting import moderate, report
from handlers.staffing import disputed, leaver, people, reach, roles

MODULES = (
    about,
    attach,
    history,
    evidence_review,
    prove,
    redact,
    showing,
    confirming,
    corrections,
    cycles,
    desk,
    disputed,
    foresight,
    leaver,
    moderate,
    on_behalf,
    pass_on,
    people,
    plan_file,
    questions,
    reach,
    readings,
    report,
    roles,
    silence_lists,
    turning,
    typed_line,
    update,
    update_form,
    update_more,
    update_undo,
)
"""The rooms' index: a file that registers a verb stands here."""
