"""Actions as rows to count and list, from the record as it stood at an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.asking.lines_of import words_of
from handlers.wording.lines import THE_PLAN
from handlers.wording.phrases import local_day
from models.partnership import Partnership
from models.people import Organisation, Person
from models.rating import Ratings, Whose
from models.rating_sides import AS_THE_OWNER_SAYS
from models.standing import Standing, Standings
from models.states import Stage
from models.tally import Before, Row
from models.update import Update, UpdateKind

DROPPED = frozenset({Stage.DRAFT, Stage.SUPERSEDED})
"""Stages that are not in the plan that is counted."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people and their organisations are called, by the person's id."""

    people: Mapping[int, str]
    organisations: Mapping[int, str]

    def person(self, person_id: int | None) -> str:
        """Somebody's name; "" where there is nobody."""
        return self.people.get(person_id or 0, "")


def names_of(session: Session) -> Names:
    """Everybody's names, in one read."""
    rows = session.execute(_NAMES).all()
    return Names(
        {row.id: row.name for row in rows},
        {row.id: row.organisation for row in rows if row.organisation},
    )


_NAMES = select(Person.id, Person.name, Organisation.name.label("organisation")).outerjoin(
    Organisation, Organisation.id == Person.organisation_id
)


def working_rows(
    standing: Standings, areas: Mapping[int, str], names: Names, partnership: Partnership
) -> Iterator[Row]:
    """Every action of the plan as it stands, in the order of the references."""
    for stands in standing.values():
        if stands.action.stage not in DROPPED:
            yield _row(stands, areas, names, partnership)


def _row(stands: Standing, areas: Mapping[int, str], names: Names, partnership: Partnership) -> Row:
    action, ratings = stands.action, stands.ratings
    last = last_words(stands.answers)
    return Row(
        action_id=action.id,
        ref=action.ref,
        title=action.title,
        area=areas.get(action.area_id, ""),
        stage=ratings.stage,
        rating=ratings.value,
        reasons=_why(ratings),
        due=action.due,
        due_words=action.due_words or "",
        original_due=action.original_due,
        moves=action.moves,
        forecast=stands.facts.forecast,
        delivered_on=action.delivered_on,
        marks=frozenset(ratings.marks),
        needs=stands.facts.needs,
        monitoring=stands.facts.monitoring,
        owner=names.person(action.owner_id),
        organisation=names.organisations.get(action.owner_id or 0, ""),
        words=words_of(last) if last else "",
        said_on=local_day(last.received_at, partnership.time_zone) if last else None,
        said_by=said_by(last, names) if last else "",
        evidence_expected=action.evidence_expected,
    )


def _why(ratings: Ratings) -> tuple[str, ...]:
    """Why it is rated so, without whose rating it is: that is told by `why`."""
    if ratings.whose is Whose.MODERATED and ratings.moderated is not None:
        return (" ".join(ratings.moderated.reasons),)
    rated = ratings.computed or ratings.reported
    return rule_reasons(rated.reasons) if rated else ()


def rule_reasons(reasons: Iterable[str]) -> tuple[str, ...]:
    """What a rule gives as its reason; nothing where the rating is the owner's own."""
    return tuple(reason for reason in reasons if reason != AS_THE_OWNER_SAYS)


def last_words(answers: Iterable[Update]) -> Update | None:
    """The newest answer that says something in words."""
    found = None
    for update in answers:
        if update.words or update.reason or update.recovery or update.next_steps:
            found = update
    return found


def said_by(update: Update, names: Names) -> str:
    """Who said it: "the Head of Assessment", or the plan's file."""
    if update.kind is UpdateKind.IMPORT:
        return THE_PLAN
    name = names.person(update.author_id)
    return f"the {name}" if name else "the programme office"


def before_of(standing: Standings) -> dict[str, Before]:
    """How each action stood, by reference, to compare with how it stands later."""
    return {
        s.action.ref: Before(s.ratings.value, s.ratings.stage, s.action.due)
        for s in standing.values()
        if s.action.stage not in DROPPED
    }
