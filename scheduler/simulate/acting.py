"""Doing what somebody decided: pressing, filling in, typing, as a person in front of the screen.

They act on what stands in their conversation at that moment; where nothing is open any more they do
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from handlers.verbs import VERBS
from models.message import Button, Form
from models.spoken import MONTHS
from models.states import Rating
from scheduler.simulate.cast import Way, character
from scheduler.simulate.reading import arg, buttons_in, items_in, prefilled
from scheduler.simulate.script import Act, Kind, chance
from scheduler.simulate.seat import Seats, Shown

OPEN_KINDS = ("ask", "reminder", "words_awaited", "now_yours")
MOST_PAGES = 6
TYPED = "typed"
RATINGS = {Rating.GREEN: 56, Rating.AMBER: 28, Rating.RED: 12}
REASONS = (
    "two officers have left and their posts are advertised",
    "the data from one partner has not come yet",
    "the contract waits for a decision of the procurement board",
    "rooms are not free until the end of the month",
)
SLIPS = (
    "thanks, will do",
    "9.99 green",
    "all fine here",
    "sorry, which one do you mean?",
    "5. amber",
)
LINKS = "https://evidence.example.org/"


@dataclass(frozen=True, slots=True)
class Doing:
    """One act, in front of one seat."""

    seats: Seats
    act: Act
    seed: int

    @property
    def me(self) -> int:
        """Who acts."""
        return self.act.person_id

    @property
    def today(self) -> date:
        """The day it is."""
        return self.act.at.date()

    def chance(self, *about: object) -> Random:
        """Chance for one decision within the act."""
        return chance(self.seed, self.me, self.act.cycle_id, self.act.kind, *about)


def perform(seats: Seats, act: Act, seed: int) -> str:
    """Do it; gives in a few words what was done."""
    doing = Doing(seats, act, seed)
    match act.kind:
        case Kind.ANSWER:
            return _answer(doing)
        case Kind.CONFIRM:
            return _confirm(doing)
        case Kind.BEHALF:
            return _on_behalf(doing)
        case Kind.SIGN:
            return _sign(doing)
        case Kind.AWAY:
            return _desk(doing, "people.away")
        case Kind.LEAVE:
            return _desk(doing, "people.hand_over")
        case Kind.VACANT | Kind.FILLED:
            return _desk(doing, "people.vacant")


def _desk(doing: Doing, verb: str) -> str:
    doing.seats.do(doing.me, verb, **dict(doing.act.about))
    doing.seats.deliver()
    return f"{verb} {doing.act.about['person']}"


def _answer(doing: Doing) -> str:
    way = character(doing.seed, doing.me).way
    done: list[str] = []
    left: set[str] = set()
    for _ in range(MOST_PAGES):
        shown = _open_message(doing)
        if shown is None:
            break
        actions = [a for a in _open_actions(shown) if a not in left]
        if not actions:
            break
        if way is Way.LINE and TYPED in VERBS:
            done.append(_type(doing, shown))
            break
        for action in actions:
            left.add(action)
            done.append(_for_one(doing, shown, action, way))
        doing.seats.deliver()
    return "; ".join(filter(None, done)) or "finds nothing open"


def _open_message(doing: Doing) -> Shown | None:
    return doing.seats.newest(doing.me, *OPEN_KINDS, cycle_id=doing.act.cycle_id)


def _open_actions(shown: Shown) -> list[str]:
    rated = buttons_in(shown.message, "update.rate")
    wanted = buttons_in(shown.message, "update.form")
    return list(dict.fromkeys(arg(b, "action") for b in (*rated, *wanted)))


def _for_one(doing: Doing, shown: Shown, action: str, way: Way) -> str:
    """Answer for one action, or leave it."""
    rng = doing.chance("action", action, doing.act.at)
    dice = rng.random()
    if dice < 0.07:  # noqa: PLR2004 - seven in a hundred are left for later
        return ""
    if dice > 0.96 and way is Way.BUTTONS:  # noqa: PLR2004 - a few at the end of their road
        return _deliver(doing, shown, action)
    mine = [b for b in buttons_in(shown.message) if arg(b, "action") == action]
    still = [b for b in mine if b.verb == "update.still_right"]
    rated = {arg(b, "rating"): b for b in mine if b.verb == "update.rate"}
    if still:
        doing.seats.press(doing.me, still[0], shown.posted_id)
        return f"still right for {action}"
    if not rated:
        return _write(doing, shown, next(b for b in mine if b.verb == "update.form"))
    (rating,) = rng.choices([r.value for r in RATINGS], weights=list(RATINGS.values()))
    reply = doing.seats.press(doing.me, rated[rating], shown.posted_id)
    if reply.form is not None and rng.random() < 0.7:  # noqa: PLR2004 - most go on to the words
        _fill(doing, reply.form, shown.posted_id)
    return f"{rating} for {action}"


def _write(doing: Doing, shown: Shown, button: Button) -> str:
    reply = doing.seats.press(doing.me, button, shown.posted_id)
    if reply.form is not None:
        _fill(doing, reply.form, shown.posted_id)
    return f"words for {arg(button, 'action')}"


def _fill(doing: Doing, form: Form, posted_id: int | None) -> None:
    """Fill a form in as it should be; once in ten it is forgotten half-way and sent again right."""
    rng = doing.chance("form", form.verb, str(form.args))
    fields = prefilled(form)
    if rng.random() < 0.1:  # noqa: PLR2004 - one in ten
        doing.seats.send(doing.me, form, fields | {"forecast": "soon"}, posted_id)
    filled = {
        "words": "the next step is agreed with the partners",
        "reason": rng.choice(REASONS),
        "recovery": "a weekly review until it is back on track",
        "forecast": (doing.today + timedelta(days=rng.randrange(10, 90))).isoformat(),
        "delivered_on": doing.today.isoformat(),
        "evidence": f"{LINKS}{doing.me}/{doing.act.cycle_id}",
        "milestones": "done",
        "source": "phone",
        "source_on": doing.today.isoformat(),
    }
    known = {field.name for field in form.fields}
    doing.seats.send(
        doing.me, form, fields | {k: v for k, v in filled.items() if k in known}, posted_id
    )


def _deliver(doing: Doing, shown: Shown, action: str) -> str:
    """Say that it is done, with its evidence."""
    more = [b for b in buttons_in(shown.message, "update.more") if arg(b, "action") == action]
    if not more:
        return ""
    done = Button("Delivered", "update.delivered", more[0].args)
    reply = doing.seats.press(doing.me, done, shown.posted_id)
    if reply.form is None:
        return ""
    _fill(doing, reply.form, shown.posted_id)
    return f"delivered {action}"


def _type(doing: Doing, shown: Shown) -> str:
    """Type a line for all that is open, mistyped now and then."""
    rng = doing.chance("line", doing.act.at)
    if rng.random() < 0.15:  # noqa: PLR2004 - one in seven slips first
        doing.seats.say(doing.me, rng.choice(SLIPS))
    parts = []
    for item in items_in(shown.message):
        if not any(b.verb == "update.rate" for b in item.buttons):
            continue
        ref = "".join(getattr(run, "text", "") for run in item.title).split()[0]
        parts.append(f"{ref} {_said(doing, rng)}")
    words = "\n".join(parts) or "no change"
    doing.seats.say(doing.me, words, thread_id=shown.posted_id)
    doing.seats.deliver()
    _settle_reading(doing, 0.7)
    return f"types {words!r}"


def _said(doing: Doing, rng: Random) -> str:
    until = doing.today + timedelta(days=rng.randrange(10, 80))
    spoken = f"{until.day} {MONTHS[until.month - 1][:3]} {until.year}"
    return rng.choice(
        (
            "on track",
            "green, going to plan",
            "amber",
            f"at risk, {rng.choice(REASONS)}, expected {spoken}",
            f"red, {rng.choice(REASONS)}, back by {spoken}",
            f"need until {spoken} because {rng.choice(REASONS)}",
            "no change",
        )
    )


def _confirm(doing: Doing) -> str:
    return _settle_reading(doing, 1.0)


def _settle_reading(doing: Doing, likely: float) -> str:
    """Say yes to what was read back, where something was."""
    shown = doing.seats.newest(doing.me, "reading")
    buttons = buttons_in(shown.message, "reading.confirm") if shown else []
    if shown is None or not buttons or doing.chance("confirm", shown.posted_id).random() > likely:
        return "leaves it"
    doing.seats.press(doing.me, buttons[0], shown.posted_id)
    doing.seats.deliver()
    return "confirms"


def _on_behalf(doing: Doing) -> str:
    """An area lead answers for the first of those on their list."""
    shown = doing.seats.newest(doing.me, "silence_area", cycle_id=doing.act.cycle_id)
    buttons = buttons_in(shown.message, "update.form") if shown else []
    if shown is None or not buttons:
        return "finds nothing missing"
    return _write(doing, shown, buttons[0])


def _sign(doing: Doing) -> str:
    """Read the draft and sign what it shows."""
    notice = doing.seats.newest(doing.me, "sign_off", "not_signed", cycle_id=doing.act.cycle_id)
    read = buttons_in(notice.message, "report.draft") if notice else []
    if notice is None or not read:
        return "finds no report"
    doing.seats.press(doing.me, read[0], notice.posted_id)
    doing.seats.deliver()
    draft = doing.seats.newest(doing.me, "report_draft")
    sign = buttons_in(draft.message, "report.sign") if draft else []
    if draft is None or not sign:
        return "cannot sign yet"
    doing.seats.press(doing.me, sign[0], draft.posted_id)
    doing.seats.deliver()
    return "signs"
