"""Every verb that the policy table guards, with all that it takes to press it in the house."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from models.permissions import Act, Verdict, Who
from tests.handlers.governance.house import House

Args = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb, the line of the table that guards it there, and what it is about.

    `ready` brings the house into the state in which it can be done and gives the button's values;
    its `line` is what is typed. `also` are other lines that let somebody in by the same verb.
    `anywhere` are the actions and areas ("7.") of which one is enough, as an area lead sees a list
    of their own area; `only_as` says in which capacity alone `also` and `anywhere` are enough.
    """

    verb: str
    act: Act
    ready: Callable[[House], Args]
    ref: str = ""
    about: str = ""
    label: str = ""
    also: tuple[Act, ...] = ()
    anywhere: tuple[str, ...] = ()
    only_as: Who | None = None
    but_not: tuple[str, ...] = ()
    """Those whom the table lets in and the matter itself does not: it is another person's word."""

    def __str__(self) -> str:
        return f"{self.verb} {self.label}".strip()

    def verdict(self, house: House, name: str) -> Verdict:
        """What the table says to somebody, once everything that comes before has been done."""
        found = [self._at(house, name, act, ref) for act in (self.act, *self.also)
                 for ref in (self.ref, *self.anywhere)]  # fmt: skip
        first, *others = found
        if name in self.but_not:
            return Verdict(False)
        if first.allowed or first.wants_second:
            return first
        return next((each for each in others if self._is_enough(each)), first)

    def _at(self, house: House, name: str, act: Act, ref: str) -> Verdict:
        standing = house.standing(name, ref, self.about, formal=act is Act.READ_INDEX)
        before = frozenset({Who.VERIFIER, Who.PDG})
        return house.partnership.policy.may(act, replace(standing, before=before))

    def _is_enough(self, verdict: Verdict) -> bool:
        return verdict.allowed and self.only_as in {None, verdict.capacity}


def plain(**args: str) -> Callable[[House], Args]:
    """Nothing has to happen first."""
    return lambda _: args


def about(ref: str = "7.4", **args: str) -> Callable[[House], Args]:
    """About an action in October's cycle."""
    return lambda house: {
        "action": house.id_of(ref), "ref": ref, "cycle": str(house.cycle.id), **args
    }  # fmt: skip


def of_plan(act: Act, verbs: Mapping[str, Args]) -> list[Deed]:
    """Verbs about the plan as a whole."""
    return [Deed(verb, act, plain(**args)) for verb, args in verbs.items()]


def of_action(act: Act, verbs: Mapping[str, Args], *, ref: str = "7.4") -> list[Deed]:
    """Verbs about one action."""
    return [Deed(verb, act, about(ref, **args), ref=ref) for verb, args in verbs.items()]


NEWCOMER = {"person": "data-manager@council.example.org"}
DELIVERED = {"delivered_on": "2023-10-09", "evidence": "https://example.org/minutes"}
MORE_TIME = {"requested_due": "2024-04-26", "reason": "panel", "source": "phone"}
IN_PLAN = [
    *of_plan(Act.MANAGE_CYCLE, {
        "cycle.add": {"board_on": "2024-01-24"},
        "cycle.move": {"board_on": "2023-11-01", "cycle": "2023-10", "reason": "Half term."},
    }),
    *of_plan(Act.CHANGE_MODE, {
        verb: {"reason": "The office moves.", "count": "0"}
        for verb in ("mode", "mode.pause", "mode.resume", "mode.resume_now", "mode.live",
                     "mode.live_now")
    }),
    *of_plan(Act.SETTLE_DELIVERY, {
        "delivery": {}, "delivery.again": {"heard": "1"}, "delivery.arrived": {"occasion": "1"},
        "delivery.cancel": {"occasion": "1", "reason": "Not wanted."},
        "delivery.leave": {"heard": "1"}, "delivery.open": {"way": "local"},
        "delivery.retry": {"occasion": "1"},
    }),
    *of_plan(Act.MANAGE_PEOPLE, {
        "people.add": {"name": "Data Officer", "email": "data@council.example.org",
                       "organisation": "County Council"},
        "people.change": {**NEWCOMER, "name": "Data Lead"},
        "people.check": {},
        "people.hand_over": {"person": "head-of-management-information@council.example.org",
                             "to": "data-manager@council.example.org"},
        "people.vacant": NEWCOMER,
    }),
    *of_plan(Act.CHANGE_ROLES, {
        "people.grant": {**NEWCOMER, "role": "verifier", "to": "2024-10-11"},
        "people.end": {"person": "evidence-verifier@council.example.org", "role": "verifier"},
    }),
    *of_plan(Act.IMPORT_PLAN, {
        verb: {"file": "1", "at": "1", "value": "x", "mark": "x"}
        for verb in ("plan.agreed", "plan.confirm", "plan.correct", "plan.file", "plan.moved",
                     "plan.put_away", "plan.take")
    }),
    *of_plan(Act.PREPARE_RETURN, {
        "return.add": {"name": "January return", "due": "2024-01-31"},
        "return.cancel": {"return": "1", "reason": "Not wanted."},
    }),
    *of_plan(Act.READ_INDEX, {"return.list": {}, "return.show": {"return": "1"}}),
    *of_plan(Act.REDACT, {"audit.redact": {}}),
    Deed("silence", Act.SEE_SILENCE, plain(), anywhere=("5.", "6.", "7.")),
    *of_plan(Act.DRAFT_REPORT, {"report.draft": {}}),
    *of_plan(Act.SIGN_OFF, {"report.sign": {}}),
    *of_plan(Act.HOLD_OR_ISSUE, {
        verb: {"reason": "A figure is wrong."}
        for verb in ("report.hold", "report.issue", "report.release")
    }),
    *of_plan(Act.REOPEN_REPORT, {"report.reopen": {"reason": "A figure is wrong."}}),
    *of_plan(Act.HOLD_PDG_MEETING, {"meeting.open": {"body": "pdg"}}),
    Deed("meeting.open", Act.HOLD_BOARD_MEETING, plain(body="board"), label="the Board's"),
    *(Deed(verb, Act.NUDGE, plain(), anywhere=("5.1", "6.1", "7.4"))
      for verb in ("nudge", "nudge.send")),
    *(Deed(verb, Act.DELEGATE, plain(**args), about="owner") for verb, args in {
        "people.away": {"person": "head-of-management-information@council.example.org",
                        "starts": "2023-10-16", "ends": "2023-10-20"},
        "people.back": {"person": "head-of-management-information@council.example.org"},
    }.items()),
]  # fmt: skip
OF_ACTIONS = [
    *of_action(Act.SEND_UPDATE, {
        "update.form": {}, "update.save": {"rating": "amber", "words": "It goes on.",
                                           "reason": "One post.", "source": "phone"},
        "update.change": {}, "update.undo": {},
    }),
    *(Deed(verb, act, about(**args), ref="7.4", also=(Act.SEND_UPDATE,),
           only_as=Who.PROGRAMME_OFFICE) for verb, act, args in (
        ("update.rate", Act.PROPOSE_RATING, {"rating": "green"}),
        ("update.no_change", Act.NO_CHANGE, {}),
        ("update.save_no_change", Act.NO_CHANGE, {"words": "So."}),
    )),
    *of_action(Act.MARK_DELIVERED, {"update.delivered": {}, "update.save_delivered": DELIVERED}),
    *of_action(Act.REQUEST_CHANGE, {
        "update.more_time": {}, "update.save_more_time": MORE_TIME,
        "change.request": {"topic": "due"}, "change.form": {"topic": "due"},
        "change.save": {"topic": "due", "to": "2024-04-26", "reason": "One post."},
    }),
    *of_action(Act.MODERATE, {
        verb: {"rating": "red", "reason": "Two posts are empty."}
        for verb in ("moderation.item", "moderation.set", "moderation.save",
                     )
    }),
    Deed("moderation.line", Act.MODERATE, plain(line="moderate 7.4 red: no way back is named"),
         ref="7.4"),
    Deed("rating.moderate", Act.MODERATE,
         plain(ref="7.4", rating="red", reason="Two posts are empty."), ref="7.4"),
    *of_action(Act.MODERATE, {"moderation.keep": {}}, ref="6.1"),
    *of_action(Act.CHALLENGE, {
        "challenge.open": {}, "challenge": {"line": "challenge 7.4: what stops it?"},
        "challenge.ask": {"question": "What stops it?"},
    }),
    *of_action(Act.ASK_BOARD, {
        "board.ask_form": {}, "board.ask": {"words": "May we recruit?"},
        "board.ask_line": {"line": "ask the board about 7.4: may we recruit?"},
    }),
    *of_action(Act.ATTACH_EVIDENCE, {
        "evidence.attach": {}, "evidence.save_attached": {"evidence": "https://example.org/minutes",
                                                          "title": "Minutes"},
    }),
    *of_action(Act.SETTLE_DISPUTE, {
        "action.assign": NEWCOMER, "dispute.assign": {}, "dispute.keep": {},
        "dispute.save_keep": {"reason": "It is theirs."},
    }),
    *of_action(Act.CORRECT_RECORD, {
        "action.correct": {"field": "title", "value": "Scorecard", "source": "Letter of 1 May"}
    }),
    *of_action(Act.READ_WORKING, {"audit.history": {}, "evidence.show": {}}),
]  # fmt: skip
