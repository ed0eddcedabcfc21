"""Who may do what: one policy table for enforcement, the docs, the help and the tests.

A chat identity proves who typed, not who has authority. So a role is scoped, dated and looked up at
the moment of the click; whoever asks comes with a `Standing`, and `may` says yes or the sentence
that names who can. Each cell of the table is a setting.

Errors:
    PolicyError: a setting that names an act or a letter that the table does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.grants import Grant, Place, roles_at
from models.policy_table import CELLS
from models.policy_words import LETTERS, Act, Cell, Who, named
from models.spoken import sentence_start
from models.states import Door, Level, Role

__all__ = [
    "CELLS",
    "COMMAND",
    "DEFAULT_POLICY",
    "Act",
    "Cell",
    "Grant",
    "Place",
    "Policy",
    "PolicyError",
    "PolicyRow",
    "Standing",
    "Verdict",
    "Who",
    "act_for_move",
    "may",
    "roles_at",
]


class PolicyError(ValueError):
    """A policy setting that cannot be understood; names key, value and what was expected."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is, at the moment of the click, to the thing that they want to act on.

    `is_accountable` is the lead of the action or of its area. `is_author` says that they handed in
    the evidence in question. `is_self` says that the act is about themselves (their absence).
    `owns_in_area` and `is_formal` (the action is formally monitored) decide what may be read.
    `before` are those who have acted on it already, `second` is in what capacity a second person
    has confirmed it.
    """

    roles: frozenset[Role] = frozenset()
    is_owner: bool = False
    is_deputy: bool = False
    is_accountable: bool = False
    is_author: bool = False
    is_self: bool = False
    owns_in_area: bool = False
    is_formal: bool = False
    door: Door = Door.LOCAL
    before: frozenset[Who] = frozenset()
    second: frozenset[Who] = frozenset()

    def capacities(self, recorders: Mapping[Who, Who]) -> frozenset[Who]:
        """Every letter of the table that they may act as.

        A meeting's decision is acted on by who records it: the chair for the PDG, the Board
        secretary for the Board.
        """
        held = {ROLE_LETTERS[role] for role in self.roles if role in ROLE_LETTERS}
        relations = {
            Who.OWNER: self.is_owner or self.is_deputy,
            Who.AREA_LEAD: self.is_accountable,
            Who.SELF: self.is_self,
            Who.AREA_OWNER: self.owns_in_area or self.is_owner or self.is_deputy,
            Who.ANYBODY: True,
        }
        held |= {who for who, holds in relations.items() if holds}
        if Who.ADVISER in held and not self.is_formal:
            held.remove(Who.ADVISER)
        return frozenset(held | {body for body, by in recorders.items() if by in held})


ROLE_LETTERS = {
    Role.AREA_LEAD: Who.AREA_LEAD,
    Role.VERIFIER: Who.VERIFIER,
    Role.PROGRAMME_OFFICE: Who.PROGRAMME_OFFICE,
    Role.CHAIR: Who.CHAIR,
    Role.ACTING_CHAIR: Who.CHAIR,
    Role.BOARD_SECRETARY: Who.SECRETARY,
    Role.SENIOR_RESPONSIBLE_OFFICER: Who.SENIOR_OFFICER,
    Role.ADVISER: Who.ADVISER,
    Role.ADMINISTRATOR: Who.ADMINISTRATOR,
}
RECORDERS = {Who.PDG: Who.CHAIR, Who.BOARD: Who.SECRETARY}
COMMAND = Standing(roles=frozenset({Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR}), door=Door.COMMAND)
"""The operating system's user at a command: an office and an administrator, never an authority."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may, in which capacity, or else the sentence that says who can."""

    allowed: bool
    capacity: Who | None = None
    on_behalf: bool = False
    """They act for the owner: the record says so, with its source and date."""
    wants_second: bool = False
    """It would be allowed once a second person confirms it."""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One line of the table as it is printed."""

    act: Act
    title: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole table: what each act needs, and who records the decisions of a meeting."""

    cells: Mapping[Act, Cell] = field(default_factory=lambda: CELLS)
    recorders: Mapping[Who, Who] = field(default_factory=lambda: RECORDERS)

    def may(self, act: Act, standing: Standing) -> Verdict:
        """Whether somebody of this standing may do it now."""
        cell = self.cells[act]
        if standing.door is Door.COMMAND and cell.is_authority:
            return Verdict(False, sentence=f"A command can never {cell.does}. {self.who_can(act)}")
        held = standing.capacities(self.recorders)
        fitting = [who for who in cell.who if who in held]
        if not fitting:
            return Verdict(False, sentence=self.who_can(act))
        if cell.not_own_work and (standing.is_owner or standing.is_deputy or standing.is_author):
            return Verdict(False, sentence=_not_own_work(cell))
        missing = [who for who in cell.after if who not in standing.before]
        if missing:
            return Verdict(False, sentence=_first(cell, missing))
        return _with_second(cell, fitting, standing)

    def who_can(self, act: Act) -> str:
        """The sentence that says who can: "Only the chair can sign off the report."."""
        cell = self.cells[act]
        if Who.NOBODY in cell.who:
            return f"Nobody can {cell.does}: {cell.note}"
        return f"Only {named(cell.who)} can {cell.does}."

    def levels(self, standing: Standing) -> tuple[Level, ...]:
        """The levels at which somebody may set a moderated rating, the highest last."""
        if not self.may(Act.MODERATE, standing).allowed:
            return ()
        held = standing.capacities(self.recorders) & set(self.cells[Act.MODERATE].who)
        return tuple(level for who, level in MODERATORS.items() if who in held)

    def rows(self) -> tuple[PolicyRow, ...]:
        """The table as it is printed in the docs and by `rollcall roles`."""
        return tuple(
            PolicyRow(act, cell.title, cell.letters(), cell.note)
            for act, cell in self.cells.items()
        )

    def with_settings(self, settings: Mapping[str, Iterable[str]]) -> Policy:
        """The table with a partnership's own cells: `{"sign_off": ["C", "programme_office"]}`.

        Raises:
            PolicyError: an act or a letter is not known.
        """
        changed = {_act_called(key): _who_called(key, names) for key, names in settings.items()}
        cells = {
            act: replace(cell, who=changed[act]) if act in changed else cell
            for act, cell in self.cells.items()
        }
        return replace(self, cells=cells)


MODERATORS = {
    Who.PROGRAMME_OFFICE: Level.PROGRAMME_OFFICE,
    Who.CHAIR: Level.CHAIR,
    Who.PDG: Level.PDG,
    Who.BOARD: Level.BOARD,
}
DEFAULT_POLICY = Policy()


def may(act: Act, standing: Standing, *, policy: Policy = DEFAULT_POLICY) -> Verdict:
    """Whether somebody of this standing may do it now, by the policy in force."""
    return policy.may(act, standing)


SMALL_MOVE_DAYS = 20
MOVES_ALLOWED = 1


def act_for_move(
    *,
    moves: int,
    working_days: int,
    is_formal: bool,
    small_move_days: int = SMALL_MOVE_DAYS,
    moves_allowed: int = MOVES_ALLOWED,
) -> Act:
    """Which approval another due date needs.

    The chair approves a first move of up to 20 working days outside formal monitoring, the PDG any
    other one, and the Board what comes after as many moves as the policy allows.
    """
    if moves >= moves_allowed:
        return Act.APPROVE_MOVE_PAST_LIMIT
    is_small = moves == 0 and working_days <= small_move_days and not is_formal
    return Act.APPROVE_SMALL_MOVE if is_small else Act.APPROVE_MOVE


def _with_second(cell: Cell, fitting: list[Who], standing: Standing) -> Verdict:
    alone = [who for who in fitting if who not in cell.seconds]
    if alone:
        return Verdict(True, alone[0], on_behalf=alone[0] in cell.on_behalf)
    who, seconds = fitting[0], cell.seconds[fitting[0]]
    if standing.second & seconds:
        return Verdict(True, who)
    others = named(each for each in Who if each in seconds)
    can = f"{sentence_start(named([who]))} can {cell.does} with a second person"
    sentence = f"{can}: {others} confirms it."
    return Verdict(False, who, wants_second=True, sentence=sentence)


def _not_own_work(cell: Cell) -> str:
    return (
        f"Nobody can {cell.does} where it is their own: {named(cell.who)} can, who is neither the"
        f" owner nor the deputy and did not {cell.made}."
    )


def _first(cell: Cell, missing: list[Who]) -> str:
    before = sentence_start(named(missing, "and"))
    return f"{before} comes first; then {named(cell.who)} can {cell.does}."


def _act_called(key: str) -> Act:
    try:
        return Act(key)
    except ValueError:
        known = ", ".join(act.value for act in Act)
        raise PolicyError(
            f"policy.{key}: an act was expected; found {key!r}. It is one of {known}."
        ) from None


def _who_called(key: str, names: Iterable[str]) -> tuple[Who, ...]:
    known = {who.value: who for who in Who} | {
        letter.lower(): who for who, letter in LETTERS.items()
    }
    found = []
    for name in names:
        who = known.get(name.strip().lower())
        if who is None:
            expected = ", ".join(f"{LETTERS[who]} ({who.value})" for who in Who)
            raise PolicyError(
                f"policy.{key}: a letter or a name was expected; found {name!r}."
                f" It is one of {expected}."
            )
        found.append(who)
    if not found:
        raise PolicyError(f"policy.{key}: at least one was expected; found none. Nobody is N.")
    return tuple(found)
