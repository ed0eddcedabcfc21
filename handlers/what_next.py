"""What happens next to an ask, and when: the reminder, and who hears of silence after that.

It says what the scheduler will do, from the same rule (`models/ladder.py`).
"""

from __future__ import annotations

from handlers.asked import Asked
from handlers.lines_of import Seen
from models.cycle import Cycle
from models.message import Moment, Text, text
from models.people import Person


def next_steps(
    seen: Seen, person: Person, cycle: Cycle, asked: Asked, *, reminded: bool = False
) -> tuple[Text, ...]:
    """When the next reminder comes, and who hears after that."""
    if not asked.open:
        return ()
    return (
        text(
            "I remind once, on ",
            Moment(cycle.first_reminder),
            ". What is still open on ",
            Moment(cycle.escalation_to_area_lead),
            " goes on a list to the area lead.",
        ),
    )
