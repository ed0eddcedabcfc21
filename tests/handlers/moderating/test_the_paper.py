"""What the paper tells of a moderated rating: who set it, why, and what the owner answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.paper.document import paper_of
from handlers.paper.freeze import freeze
from handlers.paper.view import view_of
from models.document import runs
from models.partnership import Partnership
from tests.handlers.doing import do
from tests.handlers.moderating.desk import NOW, Desk, button, press, send

SIGNING = datetime.fromisoformat("2023-10-16T09:00:00+00:00")


def test_reason_and_answer_stand_side_by_side(session: Session) -> None:
    desk = Desk(session)
    desk.asked("6.1", "green", words="Fine, and in hand.")
    do(session, "rating.moderate", by=desk.chair, at=NOW, ref="6.1", rating="red",
       reason="No way back is named.")  # fmt: skip
    (told,) = desk.told(desk.owner)
    form = press(session, button(told, "Answer about 6.1"), by=desk.owner).form
    send(session, form, by=desk.owner, words="Two start on 6 November.")
    view = view_of(session, desk.october, now=SIGNING, partnership=Partnership(), before=None)
    snapshot = freeze(view, version=1)
    said = "".join(getattr(run, "text", "") for run in runs(paper_of(snapshot)))
    assert "No way back is named." in said
    assert "The owner answered: Two start on 6 November." in said
    (action,) = (a for a in snapshot["actions"] if a["ref"] == "6.1")
    values = {side: rated["value"] for side, rated in action["ratings"].items() if rated}
    assert values == {"owner": "green", "computed": "green", "moderated": "red", "reported": "red"}
