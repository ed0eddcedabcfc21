"""A walk through everything that asking and answering says, for the tests of its manners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from handlers.asking import reminding
from handlers.request import Reply
from models.message import Message
from models.states import Stage
from tests.handlers.answering.month import HERE, Month, button, only


def everything_said(month: Month) -> Iterator[Message]:
    """Each message of the walk, with those that others were told."""
    month.said_before("5.1", "data feed outstanding")
    month.action("9.1", due=date(2023, 9, 15))
    month.action("9.2", stage=Stage.NOT_STARTED, start=date(2023, 9, 25))
    for part in (_asking, _buttons, _lines, _questions, _others, _late_and_old):
        yield from part(month)
    for person in (month.owner, month.office, month.other, month.verifier):
        yield from month.told(person)


def _of(*replies: Reply) -> Iterator[Message]:
    for reply in replies:
        yield from reply.say
        if reply.instead is not None:
            yield reply.instead


def _asking(month: Month) -> Iterator[Message]:
    about = {"now": month.now, "partnership": HERE}
    session, owner, cycle = month.session, month.owner, month.cycle
    yield month.ask()
    for ref in ("9.3", "9.4", "9.5", "9.6"):
        month.action(ref)
    yield month.ask()
    yield month.ask(page=1)
    yield reminding.first_contact_message(session, owner, cycle, **about)
    for message in (
        reminding.reminder_message(session, owner, cycle, **about),
        reminding.due_message(session, owner, [month["5.1"], month["9.1"]], cycle=cycle, **about),
        reminding.vacant_message(session, month.lead, cycle, [month["5.1"]], **about),
    ):
        assert message is not None
        yield message


def _buttons(month: Month) -> Iterator[Message]:
    yield from _of(
        month.press("update.rate", "5.1", rating="amber"),
        month.press("update.rate", "9.1", rating="green"),
        month.press("update.more", "5.1"),
        month.press("update.not_mine", "9.3"),
        month.press("update.mine_after_all", "9.3"),
        month.press("update.no_change", "9.4"),
        month.press("update.snooze"),
        month.send("update.save_more_time", "9.5", requested_due="2024-06-28", reason="panel"),
        month.send(
            "update.save_delivered", "9.6", delivered_on="2023-09-28", evidence_by="2023-10-20"
        ),
        month.press("update.rate", "6.1", rating="green"),
    )
    receipt = only(month.press("update.rate", "7.4", rating="red"))
    yield from _of(month.follow(button(receipt, "Undo")), month.press("ask.show"))
    reminder = reminding.reminder_message(
        month.session, month.owner, month.cycle, now=month.now, partnership=HERE
    )
    assert reminder is not None
    yield reminder


def _lines(month: Month) -> Iterator[Message]:
    month.now = datetime(2023, 10, 3, 9, tzinfo=UTC)
    lines = (
        "7.4 amber, supplier late, expected next Friday",
        "5.1 amber/red",
        "need until end of Feb for 9.2",
        "5.1 done",
        "yes",
        "amber, late",
        "77.1 green",
        "will look tomorrow",
        "9.1 green\n9.4 red, two officers left, back by 15 Jan",
        "6.1 red",
    )
    yield from _of(*(month.type(line) for line in lines))
    yield month.ask()


def _questions(month: Month) -> Iterator[Message]:
    lines = (
        "help",
        "mine",
        "about 5.1",
        "why is 9.1 red",
        "next board",
        "stop",
        "thanks",
        "about 8.8",
    )
    yield from _of(*(month.type(line) for line in lines), month.press("not_me"))


def _others(month: Month) -> Iterator[Message]:
    lines = ("answer for others", "6.1 green", "e-mail", "yes", "help")
    yield from _of(*(month.type(line, by=month.office) for line in lines))
    yield from _of(month.send("office.send", "5.1", words="who signs this?"))


def _late_and_old(month: Month) -> Iterator[Message]:
    month.now = datetime(2023, 10, 9, 9, tzinfo=UTC)
    yield month.ask()
    yield from _of(month.type("7.4 green"), month.press("update.snooze"))
    month.now = datetime(2023, 10, 30, 9, tzinfo=UTC)
    yield from _of(month.press("update.rate", "7.4", rating="green"), month.type("mine"))
