"""A question as the wording takes it, read from the record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import object_session

from handlers.asking.lines_of import words_of
from handlers.challenging.asked import asked_in_name_of
from handlers.wording.challenges import Answered, Asked
from models.challenge import Challenge, ChallengeState
from models.partnership import Partnership
from models.update import Update


def asked_of(
    challenge: Challenge, partnership: Partnership, *, until: datetime | None = None
) -> Asked:
    """One question with the words that it is about, and its answers until an instant."""
    session = object_session(challenge)
    assert session is not None
    update = session.get(Update, challenge.update_id or 0)
    zone = partnership.zone
    return Asked(
        challenge_id=challenge.id,
        action_id=challenge.action_id,
        ref=challenge.action.ref,
        title=challenge.action.title,
        question=challenge.question,
        asked_by=asked_in_name_of(challenge),
        by=challenge.by.name,
        on=challenge.at.astimezone(zone).date(),
        to=challenge.to.name if challenge.to else "",
        words=words_of(update) if update else "",
        words_on=update.received_at.astimezone(zone).date() if update else None,
        number=update.number if update else "",
        for_paper=challenge.for_paper,
        is_open=challenge.state is ChallengeState.OPEN,
        is_withdrawn=_is_withdrawn(challenge, until),
        answers=tuple(
            Answered(
                reply.by.name if reply.by else "somebody",
                reply.at.astimezone(zone).date(),
                reply.words,
            )
            for reply in challenge.replies
            if until is None or reply.at <= until
        ),
    )


def _is_withdrawn(challenge: Challenge, until: datetime | None) -> bool:
    settled = challenge.settled_at
    known = until is None or settled is None or settled <= until
    return challenge.state is ChallengeState.WITHDRAWN and known
