"""Running the installation: in trial, paused, resumed and live; a way out that is closed."""

from __future__ import annotations

from datetime import date, time

from bot.gallery.player import Player
from handlers.running.modes import starts_as
from handlers.running.ways import way_closed
from models.people import RoleAssignment
from models.running import Mode
from models.states import Role, Scope
from models.store import transaction

TRIAL_DAY = date(2023, 12, 1)
"""On which December's owners are reminded."""
REOPENED = "2023-11"
WHY = (
    "Slack does not let Rollcall in: the token is not valid any more. Put a new bot token into"
    " ROLLCALL_SLACK_BOT_TOKEN. Then retry the message."
)


def run_it(player: Player) -> None:
    """Each mode once, with what is shown before it changes."""
    replace_the_report(player)
    office = player.holder(Role.PROGRAMME_OFFICE)
    _let_another_run_it(player)
    starts_as(Mode.TRIAL)
    player.do(office, "mode")
    player.go_to(TRIAL_DAY, time(9, 30))
    player.press(office, "trial.press")
    player.do(office, "mode.live")
    player.do(office, "mode.pause", reason="An election is called.")
    player.go_to(TRIAL_DAY, time(15))
    player.do(office, "mode.resume")
    player.do(office, "mode.resume_now")
    with transaction(player.demo.engine) as session:
        way_closed(session, "slack/workspace", WHY, now=player.demo.living.clock.now())
    player.do(office, "delivery")
    starts_as(Mode.LIVE)


def replace_the_report(player: Player) -> None:
    """The version that was reopened is signed: the card changes and a line says what differs."""
    chair = player.holder(Role.CHAIR)
    player.do(chair, "report.draft", cycle=REOPENED)
    player.press(chair, "report.sign")


def _let_another_run_it(player: Player) -> None:
    """Somebody else of the programme office, who is told what the first one does."""
    now = player.demo.living.clock.now()
    with transaction(player.demo.engine) as session:
        session.add(
            RoleAssignment(
                person_id=player.holder(Role.BOARD_SECRETARY),
                role=Role.PROGRAMME_OFFICE,
                scope=Scope.PLAN,
                starts=now.date(),
                granted_at=now,
            )
        )
