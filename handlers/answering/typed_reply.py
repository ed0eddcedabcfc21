"""A typed answer taken: recorded at once where nothing is in question, else read back or asked.

Each action stands by itself: what is clear is recorded, and the rest waits for its sender's word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handlers.allowed import may_do
from handlers.answering.heard_elsewhere import Heard
from handlers.answering.held import hold
from handlers.answering.may_answer import not_yours, ways_on
from handlers.answering.news import is_for_us, tells_something
from handlers.answering.no_change import said_too_often
from handlers.answering.our_question import stands_in
from handlers.answering.outcome import outcome
from handlers.answering.read_back import read_back
from handlers.answering.reading_for import Talk, may_answer_for_others
from handlers.answering.reading_steps import needs_confirming
from handlers.answering.readings_of import Understood, Want, from_json
from handlers.answering.understood import Recorded, acts_of, record_understood
from handlers.asking.asked import asked_of
from handlers.request import Reply
from handlers.typed.reading import Question, QuestionKind
from handlers.typed.reading import Reading as Read
from handlers.typed.reading import Update as ReadUpdate
from handlers.typed.whens import names_a_day
from handlers.wording.not_understood import no_such_action, not_understood
from handlers.wording.readings import read_backs, too_long
from models.message import Buttons, Message, Paragraph, text
from models.permissions import Act
from models.plan import Action
from models.update import Reading, Update


@dataclass(slots=True)
class Taken:
    """What came of a line so far."""

    recorded: list[Recorded] = field(default_factory=list)
    held: list[Reading] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)


def take_line(talking: Talk, line: str, heard: Heard | None = None) -> Reply:
    """Take a typed answer; `heard` is where the programme office heard it."""
    read = talking.read(line)
    if _tells_nothing(talking, read, line):
        return outcome(talking, [], said=(_not_understood(talking, keeps=not is_for_us(line)),))
    if _is_only_words_wanted(talking, read):
        return _words_came(talking, line)
    taken = Taken()
    doubts: dict[str, list[Question]] = {}
    for question in read.questions:
        doubts.setdefault(question.ref or "", []).append(question)
    for update in read.updates:
        _take(talking, taken, update, doubts=doubts.get(update.ref, []), heard=heard)
    for question in read.questions:
        _ask_back(talking, taken, line, question)
    return _reply(talking, taken, read)


def _tells_nothing(talking: Talk, read: Read, line: str) -> bool:
    """Whether a line without a reference is only words, and words that tell nothing."""
    kinds = {question.kind for question in read.questions}
    if kinds == {QuestionKind.WHICH_ACTION} and not read.updates:
        scope = talking.scope
        ref = next(iter((*scope.open_refs, *sorted(scope.own_refs | scope.others_refs))), None)
        if ref is None:
            return True
        return _tells_nothing(talking, talking.read(f"{ref} {line}"), line)
    if kinds or len(read.updates) != 1 or stands_in(read.updates[0].ref, line):
        return False
    (update,) = read.updates
    is_bare = update == ReadUpdate(update.ref, text=update.text)
    if not is_bare or names_a_day(update.text, talking.seen.today, talking.seen.partnership.days):
        return False
    is_wanted = bool(asked_of(talking.seen, talking.person).wanting)
    return not tells_something(update.text, wanted=is_wanted)


def _take(
    talking: Talk,
    taken: Taken,
    update: ReadUpdate,
    *,
    doubts: list[Question],
    heard: Heard | None,
) -> None:
    """Record one update, or hold it for its sender's word, or refuse it."""
    action, understood = talking.action(update.ref), from_json(update.as_json())
    request = talking.request
    refusal = _refusal(talking, action, understood)
    if refusal is not None:
        taken.refused.append(refusal)
        return
    on_behalf = may_do(request, Act.SEND_UPDATE, action=action).on_behalf
    if not doubts and not _must_wait(talking, action, understood, on_behalf=on_behalf):
        taken.recorded.append(record_understood(request, action, talking.cycle, understood))
        return
    kept: dict[str, Any] = {
        "updates": [update.as_json()],
        "questions": [doubt.as_json() for doubt in doubts],
        "truncated": False,
        "heard": request.heard_id,
    }
    if on_behalf:
        kept["behalf"] = (heard or Heard()).as_json()
    said = f"{update.ref} {update.text}"
    reading = hold(
        request, talking.person, talking.cycle, said=said, understood=kept, action=action
    )
    taken.held.append(reading)


def _must_wait(talking: Talk, action: Action, understood: Understood, *, on_behalf: bool) -> bool:
    """Whether the line is read back although nothing in it is in doubt."""
    if needs_confirming(understood, action, on_behalf=on_behalf):
        return True
    is_bare = understood.no_change and not understood.words
    return is_bare and said_too_often(talking.seen.session, action, talking.cycle)


def _refusal(talking: Talk, action: Action, understood: Understood) -> Message | None:
    """Why the person may not say that of the action, with the ways on; None where they may."""
    request = talking.request
    sent = may_do(request, Act.SEND_UPDATE, action=action)
    if not sent.allowed:
        return refused(not_yours(request, action), action)
    for act in acts_of(understood):
        verdict = may_do(request, act, action=action)
        carried = sent.on_behalf and act in {Act.PROPOSE_RATING, Act.NO_CHANGE}
        if not (verdict.allowed or carried):
            return refused(verdict.sentence, action)
    return None


def refused(sentence: str, action: Action) -> Message:
    """A refusal in a sentence that says who can."""
    blocks = (Paragraph(text(sentence)), Buttons(ways_on(action)))
    return Message("refused", sentence, blocks)


def _ask_back(talking: Talk, taken: Taken, line: str, question: Question) -> None:
    """Put the questions that come without an update of their own."""
    match question.kind:
        case QuestionKind.NOT_YOURS:
            action = talking.action(question.ref or question.span)
            taken.refused.append(refused(not_yours(talking.request, action), action))
        case QuestionKind.WHICH_ACTION:
            taken.held.append(_hold_without_action(talking, line, question))
        case QuestionKind.UNKNOWN_REF:
            is_asked = any(not reading.action_ids for reading in taken.held)
            if talking.scope.open_refs and not is_asked:
                taken.held.append(_hold_without_action(talking, line, question))
            else:
                named = question.span or question.ref or ""
                taken.refused.append(no_such_action(named, talking.scope.open_refs))
        case _:
            return


def _hold_without_action(talking: Talk, line: str, question: Question) -> Reading:
    """Keep a line whose action is in doubt until its sender has named it."""
    kept = {
        "updates": [],
        "questions": [{"kind": Want.ACTION.value, "ref": question.ref, "span": question.span}],
        "truncated": False,
        "heard": talking.request.heard_id,
    }
    return hold(talking.request, talking.person, talking.cycle, said=line, understood=kept)


def _is_only_words_wanted(talking: Talk, read: Read) -> bool:
    """Whether a line without a reference can only answer what was asked of one amber or red."""
    kinds = {question.kind for question in read.questions}
    only_words = not read.updates and kinds == {QuestionKind.WHICH_ACTION}
    return only_words and _wanting(talking) is not None


def _wanting(talking: Talk) -> Update | None:
    """The one recorded rating whose words are awaited; None where there are none or several."""
    found = asked_of(talking.seen, talking.person).wanting
    return found[0] if len(found) == 1 else None


def _words_came(talking: Talk, line: str) -> Reply:
    """Take a line as the words that one recorded rating was waiting for."""
    update = _wanting(talking)
    assert update is not None
    ref = talking.seen.standing[update.action_id].action.ref
    return take_line(talking, f"{ref} {line}")


def _reply(talking: Talk, taken: Taken, read: Read) -> Reply:
    said = list(taken.refused)
    if taken.held:
        backs = tuple(read_back(talking.seen, r, talking.person) for r in taken.held)
        said.append(read_backs(backs, recorded=bool(taken.recorded)))
    if not (taken.recorded or said):
        said.append(_not_understood(talking))
    if read.truncated:
        said.append(Message("too_long", "I read the first 10,000 characters.", (too_long(),)))
    return outcome(talking, taken.recorded, said=tuple(said))


def _not_understood(talking: Talk, *, keeps: bool = False) -> Message:
    """The kind answer; `keeps` offers to record the words for the one action that is open."""
    open_refs, heard_id = talking.scope.open_refs, talking.request.heard_id
    only = talking.action(open_refs[0]).id if keeps and len(open_refs) == 1 else None
    is_office = may_answer_for_others(talking.request)
    return not_understood(
        open_refs, heard_id, talking.seen.today, record_for=only, is_office=is_office
    )
