"""Who is late: not delivered, opened, absent and vacant kept apart, by action and never by name."""

from __future__ import annotations

from handlers.cycle_of import cut_off_of
from handlers.cycles import latest_open
from handlers.inquiring.answering import question
from handlers.inquiring.lines import entry
from handlers.inquiring.past_asks import past_asks
from handlers.inquiring.scene import Scene
from handlers.silence import Entry as Asked
from handlers.silence import ledger
from handlers.silence_lists import ledger_line
from handlers.wording.escalations import STATE_WORDS, what_was_done
from handlers.wording.inquiries import Answer, Entry, Number
from handlers.wording.phrases import begun
from models.cycle import Cycle
from models.message import Button, Moment, Text, args, text
from models.permissions import Act
from models.silence import IN
from models.spoken import count_in_words
from models.states import Silence

ORDER = (
    (Silence.DELIVERED, "Asked, no answer yet"),
    (Silence.OPENED, "Opened, no answer yet"),
    (Silence.NOT_DELIVERED, "The ask has not arrived"),
    (Silence.ABSENT, "Away"),
    (Silence.VACANT, "Post vacant"),
    (Silence.WAITS_FOR_CONFIRMATION, "Waits for the sender's word"),
    (Silence.DISPUTED, "Disputed"),
    (Silence.WORDS_AWAITED, "Answered, words awaited"),
    (Silence.LATE, "Answered after the cut-off"),
)
"""Silence first; who could not answer stands apart from it."""


@question("late", "See from whom no update has come", examples=("who is late?",),
          act=Act.SEE_SILENCE)  # fmt: skip
def late(scene: Scene) -> Answer:
    """How many answers of the cycle are in, and where each of the others stands."""
    if scene.snapshot is not None:
        return _published(scene)
    cycle = latest_open(scene.session, scene.wanted.today)
    if cycle is None or cycle.plan_id != scene.plan.id:
        return Answer("late", "No cycle is open, so nobody is asked for an update.")
    found = _seen(scene, cycle)
    by_state: dict[Silence, list[Entry]] = {state: [] for state in Silence}
    for asked in found:
        by_state[asked.state].append(_line(scene, asked))
    answered = sum(len(by_state[state]) for state in IN)
    numbers = _numbers(by_state, len(found))
    missing = _missing(by_state)
    head = f"{cycle.code}: {answered} of {count_in_words(len(found), 'answer')} are in."
    return Answer(
        "late",
        head,
        numbers=(missing, *numbers),
        shown="missing",
        notes=(_closes(scene, cycle),),
        ways=(Button("Answers by organisation", "silence", args(cycle=cycle.code)),),
    )


def _seen(scene: Scene, cycle: Cycle) -> list[Asked]:
    """The ledger as at then, of the actions whose silence who asks may see."""
    then = past_asks(scene.session, cycle, scene.at) if scene.wanted.is_past else {}
    entries = ledger(scene.session, cycle, now=scene.at, partnership=scene.partnership, then=then)
    shown = {row.action_id for row in scene.rows}
    return [each for each in entries if each.action.id in shown]


def _line(scene: Scene, asked: Asked) -> Entry:
    row = next(row for row in scene.rows if row.action_id == asked.action.id)
    line = entry(scene, row, what_was_done(ledger_line(asked, scene.partnership)))
    return Entry(
        title=line.title,
        body=line.body,
        tag=begun(STATE_WORDS[asked.state]),
        action_id=line.action_id,
        ref=line.ref,
    )


def _numbers(by_state: dict[Silence, list[Entry]], total: int) -> tuple[Number, ...]:
    return tuple(
        Number(state.value, said, tuple(by_state[state]), of=total, label=said.lower())
        for state, said in ORDER
        if by_state[state]
    )


def _missing(by_state: dict[Silence, list[Entry]]) -> Number:
    """All without an answer, in the order in which the states stand on the card."""
    lines = [line for state, _ in ORDER if state not in IN for line in by_state[state]]
    return Number("missing", "No answer", tuple(lines), label="without an answer")


def _closes(scene: Scene, cycle: Cycle) -> Text:
    cut_off = cut_off_of(scene.session, cycle, scene.partnership)
    verb = "closed" if cut_off <= scene.at else "close"
    return text(f"Updates {verb} on ", Moment(cut_off), ". Who is away is not late.")


def _published(scene: Scene) -> Answer:
    """What the report says of it."""
    assert scene.snapshot is not None
    states = {row["ref"]: Silence(row["state"]) for row in scene.snapshot["ledger"]}
    by_state: dict[Silence, list[Entry]] = {state: [] for state in Silence}
    for row in scene.rows:
        if (state := states.get(row.ref)) is not None:
            line = entry(scene, row)
            tag = begun(STATE_WORDS[state])
            by_state[state].append(
                Entry(line.title, line.body, tag, action_id=line.action_id, ref=line.ref)
            )
    total = sum(map(len, by_state.values()))
    answered = sum(len(by_state[state]) for state in IN)
    code = scene.snapshot["report"]["cycle"]
    head = f"{code}: {answered} of {count_in_words(total, 'answer')} were in."
    numbers = (_missing(by_state), *_numbers(by_state, total))
    return Answer("late", head, numbers=numbers, shown="missing")
