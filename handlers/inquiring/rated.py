"""What is red, and why; the same for each other rating."""

from __future__ import annotations

from handlers.inquiring.answering import question
from handlers.inquiring.changes import compared_rows
from handlers.inquiring.lines import number, phrase, refs_of, why_of
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer, Number
from handlers.wording.phrases import refs
from models.figure import Group
from models.spoken import count_in_words
from models.states import Mark, Rating
from models.tally import Rows, by_group, marked, overdue, worst_first

UNRATED = "unrated"
MOST_NAMED = 6
"""References that the first sentence names."""


@question("rated", "See what is off track and why", examples=("what is red and why?",))
def rated(scene: Scene) -> Answer:
    """Every action of one rating with its reason and its owner's last words."""
    asked = scene.wanted["rating"] or Rating.RED.value
    group = Group.NOT_RATED if asked == UNRATED else _group(asked)
    rows = worst_first(by_group(scene.rows)[group])
    scheme = scene.partnership.scheme
    said = scheme.not_rated if group is Group.NOT_RATED else scheme.said(Rating(group.value))
    short = said if group is Group.NOT_RATED else phrase(scheme, Rating(group.value))
    listed = number(scene, "rated", said, rows, label=short, of=len(scene.rows), body=why_of)
    return Answer(
        "rated",
        _head(scene, said, rows),
        numbers=(listed, *_of_them(scene, rows, group)),
        shown="rated",
    )


def _group(asked: str) -> Group:
    return Group(asked) if asked in {r.value for r in Rating} else Group.RED


def _head(scene: Scene, said: str, rows: Rows) -> str:
    where = f"Area {scene.wanted['area']}, " if scene.wanted["area"] else ""
    if not rows:
        return f"{where}{said}: no action."
    named = f" ({refs(refs_of(rows))})" if len(rows) <= MOST_NAMED else ""
    return f"{where}{said}: {count_in_words(len(rows), 'action')}{named}."


def _of_them(scene: Scene, rows: Rows, group: Group) -> list[Number]:
    """Which of them are so for the first time, overdue, or without news."""
    if not rows or group not in {Group.RED, Group.AMBER}:
        return []
    compared, since, _ = compared_rows(scene)
    ids = {row.action_id for row in rows}
    found = []
    if compared is not None:
        worse = tuple(
            r
            for r in compared
            if r.action_id in ids and (r.before is None or r.before.rating is not r.rating)
        )
        found.append(number(scene, "newly", f"So since {since}", worse, label="new", body=why_of))
    late = overdue(rows, scene.today)
    found.append(number(scene, "late", "Due date passed", late, label="overdue"))
    silent = tuple(r for r in rows if r in marked(rows, Mark.UNREPORTED) + marked(rows, Mark.STALE))
    said = "No update in the last cycle"
    found.append(number(scene, "silent", said, silent, label="without an update", body=why_of))
    return [each for each in found if each.entries]
