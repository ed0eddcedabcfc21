"""What waits for who asks: to answer, to accept, to decide, to look at, each with its way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handlers.answering.pressed import look
from handlers.asking.asked import Asked, asked_of
from handlers.cycle_of import open_for
from handlers.inquiring import waiting_office, waiting_own
from handlers.inquiring.answering import question
from handlers.inquiring.lines import entry
from handlers.inquiring.scene import Scene
from handlers.wording.inquiries import Answer, Entry, Number
from models.message import Button, args, text
from models.people import Person
from models.spoken import count_in_words, list_in_words

Part = tuple[str, str, tuple[str, str], list[Entry]]
"""A key, what it is called, its noun for one and many, and what waits."""
_SOURCES: tuple[Callable[[Scene, Person], Iterator[Part]], ...] = (
    waiting_own.parts,
    waiting_office.parts,
)


@question("waiting", "See what waits for you", examples=("what waits for me?",), is_personal=True)
def waiting(scene: Scene) -> Answer:
    """Everything that somebody else, or the plan, waits for who asks to do."""
    person = scene.request.person
    if person is None:
        return Answer("waiting", "Nothing waits for a command; ask as a person, in chat.")
    parts = [*_updates(scene, person), *(p for source in _SOURCES for p in source(scene, person))]
    found = [part for part in parts if part[3]]
    numbers = tuple(
        Number(key, name, tuple(lines), label=noun[len(lines) != 1], lists=noun)
        for key, name, noun, lines in found
    )
    together = tuple(line for number in numbers for line in number.entries)
    everything = Number("all", "Waits for you", together, label="in all", lists=("thing", "things"))
    return Answer(
        "waiting",
        _head(numbers),
        numbers=(everything, *numbers) if len(numbers) > 1 else numbers,
        shown="all" if len(numbers) > 1 else "".join(n.key for n in numbers),
        ways=(*_ways({number.key for number in numbers}), Button("Show my actions", "mine")),
        is_own=True,
    )


def _ways(keys: set[str]) -> tuple[Button, ...]:
    """The desks on which the things of a kind are worked through, one after the other."""
    return tuple(
        button
        for key, (verb, label) in DESKS.items()
        if key in keys
        for button in waiting_own.way(verb, label)
    )


DESKS = {
    "moderate": ("moderation", "Moderate, exceptions first"),
    "changes": ("change.list", "Open requests"),
    "evidence": ("evidence.review", "Evidence that waits"),
    "challenges": ("challenges", "Open questions"),
}


def _head(numbers: tuple[Number, ...]) -> str:
    counts = [count_in_words(len(number.entries), *number.lists) for number in numbers]
    total = sum(len(number.entries) for number in numbers)
    verb = "waits" if total == 1 else "wait"
    return f"{list_in_words(counts)} {verb} for you." if counts else "Nothing waits for you."


def _updates(scene: Scene, person: Person) -> Iterator[Part]:
    """Their own updates: open, without words, and readings that want their word."""
    request = scene.request
    cycle = open_for(request.session, person, request.today)
    seen = look(request, cycle, cycle.plan_id if cycle else scene.plan.id)
    asked = asked_of(seen, person)
    rows = {row.action_id: row for row in scene.everything}
    lines = [entry(scene, rows[i]) for i in asked.open if i in rows]
    yield "updates", "Updates to give", ("update", "updates"), lines
    wanting = [entry(scene, rows[u.action_id]) for u in asked.wanting if u.action_id in rows]
    yield "words", "Words to add", ("answer without words", "answers without words"), wanting
    noun = ("answer to confirm", "answers to confirm")
    yield "readings", "Answers to confirm", noun, _readings(asked)


def _readings(asked: Asked) -> list[Entry]:
    return [
        Entry(
            title="What you wrote waits for your word",
            body=text(reading.said[:120]),
            buttons=(
                Button(
                    "Show it again",
                    "reading.show",
                    args(reading=reading.id),
                    speak=f"Show it again, number {reading.id}",
                ),
            ),
        )
        for reading in asked.waiting
    ]
