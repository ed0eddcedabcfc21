"""How every action of a plan stands at an instant: its fields, its answers, its ratings.

The one reading that asks, receipts, summaries and the Board's paper share. It gathers the facts
from the record and gives them to the pure rule (`models/rating.py`); nothing is kept. What is said
to one person needs only their actions and what these depend on, so only that is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.as_at import ActionAsAt, actions_as_at
from models.cycle import Ask, Cycle
from models.kept import kept
from models.partnership import Partnership
from models.plan import Action, ActionChange, Area, Dependency, PlanVersion
from models.rating import Ratings, rate_plan
from models.rating_facts import ActionFacts
from models.standing_facts import View, facts_of, needs_of, standing_answers
from models.update import Moderation, Reading, Update


@dataclass(frozen=True, slots=True)
class Standing:
    """One action at an instant. `answers` are those that stand, the oldest first."""

    action: ActionAsAt
    facts: ActionFacts
    ratings: Ratings
    answers: tuple[Update, ...]

    @property
    def newest(self) -> Update | None:
        """What was said last."""
        return self.answers[-1] if self.answers else None

    def answer_in(self, cycle_id: int) -> Update | None:
        """The answer given for a cycle."""
        return next((u for u in reversed(self.answers) if u.cycle_id == cycle_id), None)


class Standings(Mapping[int, Standing]):
    """Every action that was in a plan at an instant, by id, each read when it is first asked for.

    Moderations count up to `moderated_until` where it is given. Going through all reads all.
    """

    def __init__(
        self,
        session: Session,
        plan_id: int,
        at: datetime,
        partnership: Partnership,
        *,
        moderated_until: datetime | None = None,
    ) -> None:
        self.at = at
        self.moderated_until = moderated_until
        self.partnership = partnership
        self.view = View(session, plan_id, at, moderated_until or at, partnership)
        self.actions = kept(
            session,
            ("actions", plan_id, at),
            (Action, ActionChange, PlanVersion),
            lambda: actions_as_at(session, plan_id, at, began=self.view.began),
        )
        """The actions' own fields, in the order of their references."""
        self._needs = needs_of(session, self.actions)
        self._facts: dict[int, ActionFacts] = {}
        self._answers: dict[int, tuple[Update, ...]] = {}
        self._found: dict[int, Standing] = {}

    def __getitem__(self, action_id: int) -> Standing:
        """One action, with its ratings."""
        if action_id not in self._found:
            self.load((action_id,))
        return self._found[action_id]

    def __contains__(self, action_id: object) -> bool:
        """Whether it was in the plan."""
        return action_id in self.actions

    def __iter__(self) -> Iterator[int]:
        """All of them, in the order of their references."""
        self.load(self.actions)
        return iter(self.actions)

    def __len__(self) -> int:
        """How many were in the plan."""
        return len(self.actions)

    def load(self, action_ids: Iterable[int]) -> None:
        """Read several at once."""
        wanted = [i for i in action_ids if i in self.actions and i not in self._found]
        around = self._around(wanted)
        rated = self.rate({i: self._facts[i] for i in around})
        for action_id in wanted:
            action = self.actions[action_id]
            facts, answers = self._facts[action_id], self._answers[action_id]
            self._found[action_id] = Standing(action, facts, rated[action.ref], answers)

    def facts_around(self, action_id: int) -> dict[int, ActionFacts]:
        """The facts of an action and of all that it depends on, as the rule takes them."""
        return {i: self._facts[i] for i in self._around((action_id,))}

    def rate(self, facts: Mapping[int, ActionFacts]) -> dict[str, Ratings]:
        """Their ratings by the rule in force, by reference."""
        return rate_plan(
            facts.values(),
            at=self.at,
            moderated_until=self.moderated_until,
            zone=self.partnership.zone,
            policy=self.partnership.rating,
            scheme=self.partnership.scheme,
        )

    def _around(self, action_ids: Iterable[int]) -> list[int]:
        """These actions and all that they depend on, in the plan's order, their facts gathered."""
        reached: set[int] = set()
        pending = [i for i in action_ids if i in self.actions]
        while pending:
            action_id = pending.pop()
            if action_id not in reached:
                reached.add(action_id)
                pending += self._needs.get(action_id, ())
        new = {i: self.actions[i] for i in self.actions if i in reached and i not in self._facts}
        if new:
            answers = standing_answers(self.view.session, new, self.at, self.view.began)
            self._answers |= {i: answers.get(i, ()) for i in new}
            self._facts |= facts_of(self.view, new, answers, self._refs(new))
        return [i for i in self.actions if i in reached]

    def _refs(self, action_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        return {i: tuple(self.actions[n].ref for n in self._needs.get(i, ())) for i in action_ids}


def standings(
    session: Session,
    plan_id: int,
    at: datetime,
    partnership: Partnership,
    *,
    moderated_until: datetime | None = None,
) -> dict[int, Standing]:
    """Every action that was in the plan at an instant, by id, in the order of their references.

    Moderations count up to `moderated_until` where it is given.
    """
    return dict(
        Standings(session, plan_id, at, partnership, moderated_until=moderated_until).items()
    )


_WATCHED = (Action, ActionChange, Area, Ask, Cycle, Dependency, Moderation, Reading, Update)
"""The rows that a standing is read from."""


def standings_now(
    session: Session, plan_id: int, at: datetime, partnership: Partnership
) -> Standings:
    """A plan as it stands now; who looks again in the same transaction shares the reading."""
    return kept(
        session,
        ("standings", plan_id, at, id(partnership)),
        _WATCHED,
        lambda: Standings(session, plan_id, at, partnership),
    )
