"""The policy table on the click path: each verb that it guards, pressed by everybody.

Each press is taken back before the next one, so that everybody finds the same house. One engine is
enough: roles are read in the same way on both, and these are some four thousand presses.
"""

from __future__ import annotations

import pytest

from handlers.verbs import VERBS
from models.message import Message
from models.permissions import Verdict
from tests.handlers.governance.deeds import IN_PLAN, OF_ACTIONS, Args, Deed
from tests.handlers.governance.house import EVERYBODY, House
from tests.handlers.governance.matters import MATTERS

DEEDS = (*IN_PLAN, *OF_ACTIONS, *MATTERS)
SORTED_BY_THE_TABLE = frozenset({"evidence.review", "on_behalf", "moderation", "moderation.page"})
"""Lists that hold only what who asks may act on; each line of them is guarded by its own verb."""
NEEDS_MORE = frozenset({"evidence.take", "change.take_offer_back"})
"""Pressed in the tests of their own part, since they need a dropped file or an offer."""
SAYS_WHO = (" can ", " comes first; then ")


@pytest.mark.parametrize("shared_engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("deed", DEEDS, ids=str)
def test_who_may_do_it_is_what_the_table_says(house: House, deed: Deed) -> None:
    args = deed.ready(house)
    wrong = [
        f"{name}: {fault}"
        for name in EVERYBODY
        if (fault := _fault(house, deed, name, deed.verdict(house, name), args))
    ]
    assert not wrong, "\n".join(wrong)


def _fault(house: House, deed: Deed, name: str, verdict: Verdict, args: Args) -> str:
    """What is wrong with what came of one press; "" where nothing is."""
    with house.session.begin_nested() as begun:
        before = house.last_event()
        reply = house.click(deed.verb, house.people[name], args)
        house.session.flush()
        refused = house.refusals_since(before)
        begun.rollback()
    if verdict.allowed or verdict.wants_second:
        return f"the table lets them, but: {refused}" if refused else ""
    if not refused:
        return f"the table does not let them: {verdict.sentence}; but {reply}"
    return _faulty_refusal(refused, reply.say)


def _faulty_refusal(refused: list[str | None], said: tuple[Message, ...]) -> str:
    """A refusal is one sentence that says who can, said as it stands in the record."""
    (message,) = said
    (reason,) = refused
    if message.kind != "refused" or not (reason or "").endswith(message.notice):
        return f"they are told {message.notice!r}, and the record says {reason!r}"
    return "" if any(word in message.notice for word in SAYS_WHO) else f"who can? {message.notice}"


def test_every_verb_that_the_table_guards_is_pressed_here() -> None:
    guarded = {name for name, verb in VERBS.items() if verb.act}
    pressed = {deed.verb for deed in DEEDS}
    elsewhere = SORTED_BY_THE_TABLE | NEEDS_MORE
    assert sorted(guarded - pressed - elsewhere) == []
    assert sorted(elsewhere - guarded) == []
    assert sorted(elsewhere & pressed) == []
