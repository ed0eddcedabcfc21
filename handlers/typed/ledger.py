"""Updates and questions as they come, in the order of the message.

The same reference twice is one update: the later words win field by field, and what they settle is
not asked any more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.typed.fields import Fields
from handlers.typed.reading import Question, QuestionKind, Update
from handlers.typed.record import shared


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer says, with the words that leave something in doubt."""

    fields: Fields
    evidence: tuple[str, ...]
    text: str
    rating_doubt: str | None
    request_doubt: str | None
    forecast_doubt: str | None

    @property
    def is_usable(self) -> bool:
        """Whether it holds more than words."""
        return self.fields.has_state or self.fields.has_dates or bool(self.evidence)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An update with its doubts."""

    update: Update
    rating_doubt: str | None = None
    request_doubt: str | None = None
    forecast_doubt: str | None = None

    def questions(self) -> list[Question]:
        """What must be asked about it, each doubt once."""
        ref = self.update.ref
        asked = [Question(QuestionKind.WHICH_RATING, ref, d) for d in (self.rating_doubt,) if d]
        dates = dict.fromkeys(d for d in (self.request_doubt, self.forecast_doubt) if d)
        return asked + [Question(QuestionKind.WHICH_DATE, ref, doubt) for doubt in dates]


class Ledger:
    """What a message says, action by action."""

    def __init__(self) -> None:
        self._order: list[str | Question] = []
        self._entries: dict[str, _Entry] = {}

    def ask(self, question: Question) -> None:
        """A question that stands beside no update; the same one is asked once."""
        if question not in self._order:
            self._order.append(question)

    def say(self, ref: str, said: Said) -> None:
        """An answer for an action."""
        entry = _entry(ref, said)
        earlier = self._entries.get(ref)
        if earlier is None:
            self._order.append(ref)
        self._entries[ref] = entry if earlier is None else _later_wins(earlier, entry)

    def result(self) -> tuple[tuple[Update, ...], tuple[Question, ...]]:
        """The updates, and the questions, each in order."""
        updates = tuple(self._entries[ref].update for ref in self._order if isinstance(ref, str))
        questions: list[Question] = []
        for item in self._order:
            questions += [item] if isinstance(item, Question) else self._entries[item].questions()
        return updates, tuple(questions)


def _entry(ref: str, said: Said) -> _Entry:
    fields = said.fields
    update = Update(
        ref=ref,
        rating=fields.rating.value,
        delivered=fields.delivered,
        no_change=fields.no_change,
        not_mine=fields.not_mine,
        forecast=fields.forecast.day,
        requested_due=fields.request.day,
        evidence=said.evidence,
        text=said.text,
    )
    return _Entry(update, said.rating_doubt, said.request_doubt, said.forecast_doubt)


def _later_wins(earlier: _Entry, later: _Entry) -> _Entry:
    """One entry of two; how things stand (a rating, or delivered) is one field."""
    first, second = earlier.update, later.update
    restated = second.delivered or second.rating is not None or later.rating_doubt is not None
    state = later if restated else earlier
    asks_anew = second.requested_due is not None or later.request_doubt is not None
    expects_anew = second.forecast is not None or later.forecast_doubt is not None
    request, forecast = (later if asks_anew else earlier), (later if expects_anew else earlier)
    update = replace(
        state.update,
        no_change=first.no_change or second.no_change,
        not_mine=first.not_mine or second.not_mine,
        requested_due=request.update.requested_due,
        forecast=None if state.update.delivered else forecast.update.forecast,
        evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))),
        text=shared((first.text, second.text)),
    )
    doubt = None if state.update.delivered else forecast.forecast_doubt
    return _Entry(update, state.rating_doubt, request.request_doubt, doubt)
