"""From the parts of a message to updates and questions (rules 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.typed.addresses import MARK
from handlers.typed.fields import Fields, read_fields
from handlers.typed.groups import Group
from handlers.typed.ledger import Ledger, Said
from handlers.typed.page import OTHER_REF, REF, Page, Span
from handlers.typed.parts import Part, Parting
from handlers.typed.reading import Question, QuestionKind, Update, quoted
from handlers.typed.record import orphans, recorded, widened
from handlers.typed.refs import Mentioned, RefIndex
from handlers.typed.runs import punctuation_end, runs_of
from handlers.typed.usable import is_question_back, says_nothing, sentences, speaks_of_absence
from handlers.typed.whens import names_a_day
from models.workdays import WorkingDays


@dataclass(frozen=True, slots=True)
class World:
    """What a message is read against."""

    index: RefIndex
    open_refs: tuple[str, ...]
    own_refs: frozenset[str]
    on: date
    days: WorkingDays

    def named(self, refs: Sequence[str] | frozenset[str]) -> list[str]:
        """References as the plan writes them, each once."""
        return list(dict.fromkeys(name for ref in refs if (name := self.index.name(ref))))

    def fields(self, plain: str) -> Fields:
        """What a text states."""
        return read_fields(plain, on=self.on, days=self.days)

    def has_state(self, plain: str, dates: bool) -> bool:  # noqa: FBT001 a callback's shape
        """Whether a text says how things stand, or (where asked) wants a date."""
        fields = self.fields(plain)
        return fields.has_state or (dates and fields.has_dates)

    def wants_a_date(self, plain: str) -> bool:
        """Whether a text asks for a date or forecasts one."""
        return self.fields(plain).has_dates


class Answers:
    """One message with its references."""

    def __init__(self, page: Page, world: World, mentioned: list[Mentioned]) -> None:
        self.world = world
        self.open = world.named(world.open_refs)
        self.own = frozenset(world.named(world.own_refs))
        parting = Parting(
            page.plain,
            runs_of(page.plain, mentioned),
            lambda ref: ref.ref in self.own,
            world.has_state,
        )
        parts = parting.parts_of()
        self.parts = [] if self._is_only_mention(parts) else parts
        self.silent = parting.silent
        self.unmarked = page.plain
        self.page = self._marked(page, [m.span for m in parting.mentions])
        self.stated: frozenset[str] = frozenset()
        self.excepted: frozenset[str] = frozenset()
        self.ledger = Ledger()

    def _is_only_mention(self, parts: Sequence[Part]) -> bool:
        """Whether the one reference is somebody else's, among words about the one open action."""
        return len(parts) == 1 and parts[0].weak and len(self.open) == 1

    def _marked(self, page: Page, mentions: Sequence[Span]) -> Page:
        heads = [self._head(part) or part.named for part in self.parts]
        page = page.marked([span for span in heads if span is not None], REF)
        blanked = [cut for part in self.parts for cut in part.cuts]
        page = replace(page, plain=page.marked(blanked, " ").plain) if blanked else page
        return page.marked(mentions, OTHER_REF)

    def _head(self, part: Part) -> Span | None:
        """Where an answer's references stand, with their punctuation where they stand first."""
        if part.run is None or part.start == part.end:
            return None
        start, end, plain = part.run.start, part.run.end, self.unmarked
        at = max([part.start, *(last for _, last in part.cuts if last <= start)])
        closes = not any(c.isalnum() for c in plain[end : part.end])
        if any(c.isalnum() for c in plain[at:start]) and not closes:
            return start, end
        return start, punctuation_end(plain, end)

    def read(self) -> tuple[tuple[Update, ...], tuple[Question, ...]]:
        """The updates and the questions, each in the order of the message."""
        parts = list(self._with_preamble())
        parts += [part for part in self.silent if not self._is_answered(part, parts)]
        named = frozenset(ref.ref for part in parts for ref in part.refs)
        self.stated = frozenset(
            ref.ref
            for part in parts
            if part.run is not None and (part.is_exception or self._fields(part).has_state)
            for ref in part.refs
        )
        self.excepted = frozenset(r.ref for part in parts if part.is_exception for r in part.refs)
        for part in parts:
            self._read_part(part, named)
        return self.ledger.result()

    def are_only_away(self) -> bool:
        """Whether somebody says that they are away, and names an action only for who reads it."""
        first = min((part.run.start for part in self.parts if part.run is not None), default=0)
        if not speaks_of_absence(self.page.plain[:first]):
            return False
        return not any(self._fields(part).has_state or self._evidence(part) for part in self.parts)

    def _is_answered(self, silent: Part, parts: Sequence[Part]) -> bool:
        """Whether an exception of which nothing is said at once is answered elsewhere."""
        named = {ref.ref for part in parts for ref in part.refs}
        return all(ref.ref in named for ref in silent.refs)

    def _with_preamble(self) -> Iterator[Part]:
        """The parts, with the words before the first as an answer of their own or part of it."""
        if not self.parts:
            yield Part(0, len(self.page.plain))
            return
        first, *others = self.parts
        before = self.page.plain[: first.start]
        if not any(c.isalnum() or c == MARK for c in before):
            yield from self.parts
        elif self._stands_alone(self.world.fields(before), first, alone=not others):
            yield Part(0, first.start)
            yield from self.parts
        else:
            yield replace(first, start=0, cuts=first.cuts[first.group is not None :])
            yield from others

    def _stands_alone(self, before: Fields, first: Part, *, alone: bool) -> bool:
        """Whether words before the first answer say something that is not about its action."""
        if not alone:
            return before.has_state or before.has_dates
        return before.has_state and self._fields(first).has_state

    def _fields(self, part: Part) -> Fields:
        return self.world.fields(self.page.plain[part.start : part.end])

    def _read_part(self, part: Part, named: frozenset[str]) -> None:
        if part.group is not None:
            self._read_group(part, named)
        elif part.run is None:
            self._read_bare(part, named)
        elif part.run.is_range:
            self._ask(QuestionKind.WHICH_ACTION, None, part)
        else:
            self._read_refs(part)

    def _read_group(self, part: Part, named: frozenset[str]) -> None:
        """All open actions, or those that are not named; what is said of one by name goes first."""
        too_many = part.group is Group.BOTH and len(self.open) > len(("this", "that"))
        unclear = part.group is Group.ALL and part.says_done and len(self.open) > 1
        if too_many or unclear or not self.open:
            self._ask(QuestionKind.WHICH_ACTION, None, part)
            return
        apart = named if part.group is Group.REST else self.stated
        for ref in self.open:
            if ref not in apart:
                self.ledger.say(ref, self._said(part))

    def _read_bare(self, part: Part, named: frozenset[str]) -> None:
        """Words without a reference (rule 3), unless they say nothing (rule 10)."""
        said = self._said(part)
        plain = self.page.plain[part.start : part.end]
        if not said.evidence and not any(c.isalnum() for c in plain):
            return  # signs alone say nothing
        if not said.is_usable and (
            not said.text or says_nothing(plain) or speaks_of_absence(plain)
        ):
            return
        if said.fields.is_only_dates and speaks_of_absence(plain):
            return
        if len(self.open) == 1:
            self.ledger.say(self.open[0], said)
        elif not (named and not said.is_usable):
            self._ask(QuestionKind.WHICH_ACTION, None, part)

    def _read_refs(self, part: Part) -> None:
        said = self._said(part)
        speaks = self._says_something(part, said)
        for ref in {ref.ref: ref for ref in part.refs}.values():
            typed = self.page.words[ref.core_start : ref.core_end]
            if len(part.refs) > 1 and not part.is_exception and ref.ref in self.excepted:
                continue  # "2.4, 2.5 green except 2.5 amber"
            if not ref.known:
                self.ledger.ask(Question(QuestionKind.UNKNOWN_REF, typed, typed))
            elif ref.ref not in self.own:
                self.ledger.ask(Question(QuestionKind.NOT_YOURS, ref.ref, typed))
            elif part.is_exception and not said.is_usable:
                self.ledger.say(ref.ref, replace(said, rating_doubt=typed))
            elif speaks:
                self.ledger.say(ref.ref, said)
            elif len(self.parts) > 1 or len(part.refs) > 1:
                self.ledger.ask(Question(QuestionKind.NOTHING_FOUND, ref.ref, typed))

    def _says_something(self, part: Part, said: Said) -> bool:
        """Whether anything is said about a reference, and not only asked back."""
        if said.is_usable:
            return True
        plain = self.page.plain[part.start : part.end]
        asked = list(sentences(plain))
        if not asked or not all(is_question_back(words) for words in asked):
            return bool(said.text)
        return names_a_day(plain, self.world.on, self.world.days)

    def _said(self, part: Part) -> Said:
        fields = self._fields(part)
        return Said(
            fields=fields,
            evidence=self._evidence(part),
            text=recorded(self.page.words, part.start, part.end, self._cuts(part)),
            rating_doubt=self._words(part, fields.rating.doubt),
            request_doubt=self._words(part, fields.request.doubt),
            forecast_doubt=self._words(part, fields.forecast.doubt),
        )

    def _words(self, part: Part, span: Span | None) -> str | None:
        """Words in doubt, as they were typed."""
        if span is None:
            return None
        return quoted(self.page.words[part.start + span[0] : part.start + span[1]])

    def _evidence(self, part: Part) -> tuple[str, ...]:
        found = [
            address.address
            for address in self.page.addresses
            if part.start <= address.start < part.end and not self._is_dropped(address.start)
        ]
        return tuple(dict.fromkeys(found))

    def _is_dropped(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.page.dropped)

    def _cuts(self, part: Part) -> list[Span]:
        dropped = (s for s in self.page.dropped if s[0] < part.end and s[1] > part.start)
        cuts = [*dropped, *part.cuts]
        head = self._head(part)
        if head is not None:
            span, opened = widened(self.page.words, head)
            cuts += [span, *orphans(self.page.words, span[1], opened)]
        return cuts

    def _ask(self, kind: QuestionKind, ref: str | None, part: Part) -> None:
        words = recorded(self.page.words, part.start, part.end, self.page.dropped)
        self.ledger.ask(Question(kind, ref, quoted(words)))
