"""A message cut into its answers: which words belong to which action (rules 1 to 3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from handlers.typed.groups import Group, GroupFound, groups_of
from handlers.typed.openings import Except, Opening, Scene, opening_of
from handlers.typed.page import Span
from handlers.typed.phrases import LINK_BEFORE
from handlers.typed.refs import Mentioned
from handlers.typed.runs import Run, lead_of, punctuation_end


@dataclass(frozen=True, slots=True)
class Part:
    """One answer: its words stand from `start` to `end`, without the cuts."""

    start: int
    end: int
    run: Run | None = None
    """The references that it is for; None for a group, and for words without a reference."""
    group: Group | None = None
    says_done: bool = False
    """Whether a group is said to be done."""
    cuts: tuple[Span, ...] = ()
    named: Span | None = None
    """The words that name a group, which stand where a reference would."""
    is_exception: bool = False
    weak: bool = False

    @property
    def refs(self) -> tuple[Mentioned, ...]:
        """The references that it is for."""
        return self.run.refs if self.run is not None else ()


_NEAR = 60
"""Characters before a group in which what leads on to it must stand."""
_ENDS_SENTENCE = re.compile(r"(?:\n|;|[.!?])\s*$")


@dataclass(slots=True)
class Parting:
    """Cuts one message; `own` says whether a reference is the sender's."""

    plain: str
    runs: Sequence[Run]
    is_own: Callable[[Mentioned], bool]
    has_state: Callable[[str, bool], bool]
    parts: list[Part] = field(default_factory=list)
    silent: list[Part] = field(default_factory=list)
    """Exceptions of which nothing is said: "all but 7.4 are green"."""
    mentions: list[Mentioned] = field(default_factory=list)
    """References that are only mentioned."""
    state_first: bool = False
    _floor: int = 0
    _behind_ref: bool = False

    def parts_of(self) -> list[Part]:
        """The answers in order; words before the first are not among them."""
        groups = list(groups_of(self.plain, self.has_state))
        events: list[tuple[int, int, Run | GroupFound]] = [
            *((run.start, at, run) for at, run in enumerate(self.runs)),
            *((group.start, -1, group) for group in groups),
        ]
        for _, at, event in sorted(events, key=lambda event: event[0]):
            if isinstance(event, Run):
                self._take_run(event, at)
            else:
                self._take_group(event)
        return self._closed()

    def _take_group(self, found: GroupFound) -> None:
        """A group opens an answer, unless "all" only sums up the answer that is open."""
        if found.start < self._floor:
            return
        excepted = len(self.parts) == 1 and self.parts[0].is_exception
        begins = not self.parts or excepted or self._begins_sentence(found.start)
        if found.group is not Group.REST and not begins:
            return
        start = self._link_before(found.start)
        self.parts.append(
            Part(
                start,
                len(self.plain),
                group=found.group,
                says_done=found.says_done,
                cuts=((start, found.start),),
                named=found.named,
            )
        )
        self._floor, self._behind_ref, self.state_first = found.end, False, False

    def _begins_sentence(self, start: int) -> bool:
        """Whether a sentence begins here, and no reference stands right before."""
        before = self.plain[self._floor : start]
        if self._behind_ref and not any(c.isalnum() for c in before):
            return False
        return _ENDS_SENTENCE.search(before[-_NEAR:]) is not None

    def _link_before(self, start: int) -> int:
        """Where the words begin that only lead on to a group ("while ", "and ")."""
        before = LINK_BEFORE.search(self.plain, max(self._floor, start - _NEAR), start)
        return before.start() if before else start

    def _take_run(self, run: Run, at: int) -> None:
        lead = lead_of(self.plain, self._floor, run.start, behind_ref=self._behind_ref)
        scene = self._scene(run, at)
        opening = opening_of(run, lead, scene)
        if self._is_two(run, opening, scene):
            self._settle(Run(run.refs[:-1]), opening)
            self._floor = run.refs[-2].end
            self._take_run(Run(run.refs[-1:]), at)
        else:
            self._settle(run, opening)

    def _is_two(self, run: Run, opening: Opening | None, scene: Scene) -> bool:
        """Whether the last of a list stands for itself.

        "done 2.4, 2.5 amber" is two answers, and so may be "blocked by 6.6, 2.5 amber".
        """
        if len(run.refs) == 1 or run.is_range:
            return False
        if opening is not None:
            return opening.state_first and scene.directly(run)
        return "," in self.plain[run.refs[-2].end : run.refs[-1].start]

    def _settle(self, run: Run, opening: Opening | None) -> None:
        """A reference opens an answer, or is only mentioned: a bare number then stays a number."""
        if opening is not None:
            self._open(run, opening)
        else:
            self.mentions += [ref for ref in run.refs if ref.known and not ref.is_bare_number]
        if opening is not None or not run.refs[0].is_bare_number:
            self._floor, self._behind_ref = punctuation_end(self.plain, run.end), True

    def _scene(self, run: Run, at: int) -> Scene:
        current = self.parts[-1] if self.parts else None
        return Scene(
            plain=self.plain,
            has_state=self.has_state,
            is_own=self.is_own(run.refs[0]),
            ceiling=self.runs[at + 1].start if at + 1 < len(self.runs) else len(self.plain),
            part_start=current.start if current else None,
            in_group=current is not None and (current.group is not None or current.is_exception),
            state_first=self.state_first,
            in_list=self._is_in_list(run.refs[0]),
        )

    def _is_in_list(self, ref: Mentioned) -> bool:
        """Whether the answer that is open is for several references, this one among them."""
        listed = [other.ref for other in self.parts[-1].refs] if self.parts else []
        return len(listed) > 1 and ref.ref in listed

    def _open(self, run: Run, opening: Opening) -> None:
        match opening.exception:
            case Except.FROM_STATE:
                self.parts.append(Part(opening.start, len(self.plain), group=Group.ALL))
                start = opening.cuts[0][0]
            case Except.STATE_BEHIND:
                self.parts.append(Part(opening.start, len(self.plain), group=Group.ALL))
                self.silent.append(Part(run.end, run.end, run, is_exception=True))
                return
            case _:
                start = opening.start
        self.parts.append(
            Part(
                start,
                len(self.plain),
                run,
                cuts=opening.cuts,
                is_exception=opening.exception is not None,
                weak=opening.weak,
            )
        )
        self.state_first = opening.state_first

    def _closed(self) -> list[Part]:
        """The parts with their ends: each where the next begins."""
        ends = [part.start for part in self.parts[1:]] + [len(self.plain)]
        return [
            replace(part, end=max(end, part.start))
            for part, end in zip(self.parts, ends, strict=False)
        ]
