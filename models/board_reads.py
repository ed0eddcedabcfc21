"""What the Board reads of an action as it stands: one reading for the receipt and for the paper."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.board_sentence import Reported, board_sentence
from models.change import ChangeRequest
from models.kept import kept
from models.partnership import Partnership
from models.rating import Whose
from models.standing import Standing
from models.update import Update


def board_reads(
    session: Session, standing: Standing, said: Update, *, on: date, partnership: Partnership
) -> str:
    """The sentence of an answer, with the rating that is reported and a new date that is asked for.

    `on` is the day from which days are said: the year stands only with days of another.
    """
    return board_sentence(
        said,
        due=standing.action.due,
        on=on,
        scheme=partnership.scheme,
        reported=reported_of(standing),
        asked_due=due_asked(session, said),
        stage=standing.ratings.stage,
    )


def reported_of(standing: Standing) -> Reported:
    """The reported rating, and why where it is not the owner's."""
    ratings = standing.ratings
    match ratings.whose:
        case Whose.COMPUTED if ratings.computed and ratings.owner:
            return Reported(ratings.value, ratings.computed.reasons[0])
        case Whose.MODERATED if ratings.moderated:
            return Reported(ratings.value, ratings.moderated.reasons[0])
        case _:
            return Reported(ratings.value)


def due_asked(session: Session, said: Update) -> date | None:
    """The new due date that came with an answer, while it is not decided."""
    read = session.connection().execute
    asked: dict[int | None, str] = kept(
        session,
        "dates_asked",
        (ChangeRequest,),
        lambda: {row.update_id: row.after for row in read(_ASKED)},
    )
    return date.fromisoformat(asked[said.id]) if said.id in asked else None


_ASKED = (
    select(ChangeRequest.update_id, ChangeRequest.after)
    .where(*ChangeRequest.open_moves())
    .order_by(ChangeRequest.id.desc())
)
"""The few that are not settled, read whole: a message asks this of each of its answers."""
