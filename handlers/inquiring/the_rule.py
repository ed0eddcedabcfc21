"""What the rule would give if the owner said "on track": better than that needs a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.asking.lines_of import Seen
from models.plan import Action
from models.rating_facts import Answer
from models.states import Rating


def rule_gives_worse(seen: Seen, action: Action, forecast: date | None = None) -> str:
    """What the rule gives where that is worse than on track, and why; "" where it is not.

    Args:
        seen: the plan now.
        action: what is about to be answered.
        forecast: when the answer expects it to be finished.
    """
    board_on = seen.cycle.board_meeting if seen.cycle else None
    plan = seen.standing.facts_around(action.id)
    facts = plan[action.id]
    if not facts.stage.is_live:
        return ""
    green = Answer(seen.now, Rating.GREEN, board_on=board_on)
    plan[action.id] = replace(facts, forecast=forecast, answers=(*facts.answers, green))
    rated = seen.standing.rate(plan)
    computed = rated[facts.ref].computed
    if computed is None or not computed.value.is_worse_than(Rating.GREEN):
        return ""
    said = seen.partnership.scheme.said(computed.value)
    return f"The rule gives {said}. {computed.reasons[0]} If it is better than that, say why."
