"""Trial, live and paused: shown, and changed by the programme office with what follows shown first.

Pausing is one press, since it may have to be quick; going on is shown before it is done.
"""

from __future__ import annotations

from handlers.allowed import require
from handlers.audience import holders
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.running.modes import change_mode, last_change, mode_before_pause, mode_now
from handlers.running.outlook import planner
from handlers.running.tried import owe_anew
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.modes import live_preview, mode_card, mode_changed, resume_preview
from handlers.wording.trial import trial_button
from models.message import Message
from models.permissions import Act
from models.running import Mode
from models.states import Role

said_as("mode", r"(?:which|what) mode(?: is it| are we in)?|mode")
said_as("mode.pause", r"pause(?: everything| all)?")
said_as("mode.resume", r"resume(?: everything| all)?")
said_as("mode.live", r"go live")


@verb("mode", "See whether messages go out: trial, live or paused", act=Act.CHANGE_MODE)
def show(request: Request) -> Reply:
    """The mode in force, and what may be done."""
    require(request, Act.CHANGE_MODE)
    return Reply(say=(_card(request),))


def _card(request: Request) -> Message:
    mode, change = mode_now(request.session), last_change(request.session)
    if change is None:
        return mode_card(mode)
    return mode_card(mode, by=change.by, at=change.at, reason=change.reason)


@verb("mode.pause", "Pause everything", act=Act.CHANGE_MODE, examples=("pause everything",))
def pause(request: Request) -> Reply:
    """Let nothing leave from now on; what is being sent at this moment still arrives."""
    require(request, Act.CHANGE_MODE)
    if mode_now(request.session) is Mode.PAUSED:
        raise RefusedError("Everything is paused already. Resume shows what would go.")
    return _set(request, Mode.PAUSED)


@verb("mode.resume", "See what goes if everything resumes", act=Act.CHANGE_MODE)
def resume(request: Request) -> Reply:
    """What would go and what has lapsed; nothing is changed yet."""
    to = _resumes_to(request)
    found = planner().resuming(request.session, request.now, request.partnership)
    return Reply(say=(resume_preview(found, to),))


@verb("mode.resume_now", "Resume", act=Act.CHANGE_MODE)
def resume_now(request: Request) -> Reply:
    """Go back to the mode in which everything was paused."""
    return _set(request, _resumes_to(request))


def _resumes_to(request: Request) -> Mode:
    require(request, Act.CHANGE_MODE)
    if mode_now(request.session) is not Mode.PAUSED:
        raise RefusedError("Nothing is paused, so there is nothing to resume.")
    return mode_before_pause(request.session)


@verb("mode.live", "See the first day before going live", act=Act.CHANGE_MODE)
def live(request: Request) -> Reply:
    """The first day's messages; nothing is changed yet."""
    _in_trial(request)
    found = planner().going_live(request.session, request.now, request.partnership)
    return Reply(say=(live_preview(found),))


@verb("mode.live_now", "Go live", act=Act.CHANGE_MODE)
def live_now(request: Request) -> Reply:
    """Let messages go to whom they are for, if the first day is still as it was shown."""
    _in_trial(request)
    found = planner().going_live(request.session, request.now, request.partnership)
    if given(request, "count") != str(len(found.goes)):
        return Reply(say=(live_preview(found),))
    owe_anew(request.session)
    return _set(request, Mode.LIVE)


def _in_trial(request: Request) -> None:
    require(request, Act.CHANGE_MODE)
    match mode_now(request.session):
        case Mode.LIVE:
            raise RefusedError("It is live already.")
        case Mode.PAUSED:
            raise RefusedError("Everything is paused. Resume first; then it can go live.")
        case Mode.TRIAL:
            return


def _set(request: Request, mode: Mode) -> Reply:
    change = change_mode(request, mode, reason=given(request, "reason"))
    for person in holders(request.session, Role.PROGRAMME_OFFICE, on=request.today):
        if request.person is None or person.id != request.person.id:
            tell(
                request.session,
                person,
                mode_changed(mode, change.by),
                key=f"mode:{change.id}:{person.id}",
                now=request.now,
            )
    return Reply(say=(_card(request),))


@verb("trial.press", "Say what a button of a trial's copy would do")
def press(request: Request) -> Reply:
    """Nothing happens; say so."""
    return said(trial_button(given(request, "label"), given(request, "of")))
