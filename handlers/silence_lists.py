"""The lists of silence that go upwards, and the ledger in chat, as the record stands now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from handlers.allowed import may_do, require
from handlers.answering.turning import page_number
from handlers.cycles import cycle_by_code, latest_open
from handlers.fields import given
from handlers.request import RefusedError, Reply, Request
from handlers.silence import Entry, ledger
from handlers.tell import replace
from handlers.verbs import verb
from handlers.wording.escalations import (
    LedgerFacts,
    LedgerLine,
    Rate,
    SilenceFacts,
    SilentLine,
    ledger_card,
    silence_list,
    what_was_done,
)
from models.cycle import Cycle
from models.delivery import Posted, Step
from models.ladder import Rung
from models.message import Message
from models.partnership import Partnership
from models.permissions import Act
from models.silence import IN, NOT_EXPECTED
from models.states import Silence


def silence_message(
    session: Session,
    cycle: Cycle,
    step: Step,
    action_ids: Collection[int],
    *,
    now: datetime,
    partnership: Partnership,
    page: int = 0,
) -> Message | None:
    """The list of these actions as far as they are still missing; None where all are in."""
    entries = ledger(session, cycle, now=now, partnership=partnership)
    wanted = set(action_ids)
    missing = [e for e in entries if e.action.id in wanted and e.is_missing and _is_told(e)]
    if not missing:
        return None
    hears_next, day = _next_level(step, cycle, partnership)
    asked = entries if step is not Step.SILENCE_AREA else _same_areas(entries, missing)
    scope = [e for e in asked if e in missing or not (e.is_missing and _is_told(e))]
    return silence_list(
        step,
        SilenceFacts(
            place=str(cycle.id),
            code=cycle.code,
            lines=tuple(_line(entry, partnership) for entry in missing),
            asked=len(entries if step is Step.SILENCE_CHAIR else scope),
            answered=sum(not e.is_missing for e in entries),
            closes=cycle.moderation_complete,
            next_hears=hears_next,
            next_day=day,
            rates=rates(entries),
            page=page,
        ),
    )


@verb("silence.page", "Turn to the next actions of a list of what is missing")
def turn(request: Request) -> Reply:
    """The same list on another page, in its place, as the record stands now.

    Raises:
        RefusedError: it is somebody else's list.
    """
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is None or posted.person_id != request.actor.person_id:
        raise RefusedError("That list was sent to somebody else; type silence to see yours.")
    about: dict[str, object] = {"cycle_id": posted.cycle_id, "page": page_number(request)}
    replace(request.session, posted, about=about, now=request.now)
    return Reply()


def _is_told(entry: Entry) -> bool:
    """What waits for its sender's word is no silence, and a dispute is settled elsewhere."""
    return entry.state not in {Silence.WAITS_FOR_CONFIRMATION, Silence.DISPUTED}


def _same_areas(entries: Sequence[Entry], missing: Sequence[Entry]) -> list[Entry]:
    areas = {entry.action.area_id for entry in missing}
    return [entry for entry in entries if entry.action.area_id in areas]


def _line(entry: Entry, partnership: Partnership) -> SilentLine:
    return SilentLine(
        action_id=entry.action.id,
        ref=entry.action.ref,
        title=entry.action.title,
        area=entry.action.area.short_title,
        what=what_was_done(ledger_line(entry, partnership)),
        asked=entry.asked.name if entry.asked else "",
    )


def _next_level(step: Step, cycle: Cycle, partnership: Partnership) -> tuple[str, date | None]:
    """Who gets the list after this one, and on which day."""
    hears = partnership.ladder.hears
    if step is Step.SILENCE_AREA and Rung.PROGRAMME_OFFICE in hears:
        return partnership.bodies.programme_office, cycle.escalation_to_programme_office
    if step is not Step.SILENCE_CHAIR and Rung.CHAIR in hears:
        return "the chair", cycle.escalation_to_chair
    return "", None


def rates(entries: Sequence[Entry]) -> tuple[Rate, ...]:
    """Answers by organisation, by name; who could not be asked counts for neither."""
    expected = [e for e in entries if e.state not in NOT_EXPECTED]
    names = sorted({entry.organisation for entry in expected})
    return tuple(
        Rate(
            name,
            answered=sum(e.organisation == name and e.state in IN for e in expected),
            asked=sum(e.organisation == name for e in expected),
        )
        for name in names
    )


@verb(
    "silence",
    "See from whom no update has come",
    act=Act.SEE_SILENCE,
    examples=("silence",),
)
def silence(request: Request) -> Reply:
    """The ledger of a cycle (`cycle`, else the one opened last), as far as the asker may see it."""
    cycle = _cycle(request)
    entries = ledger(request.session, cycle, now=request.now, partnership=request.partnership)
    mine = entries
    if not may_do(request, Act.SEE_SILENCE).allowed:
        areas = {entry.action.area_id: entry.action.area for entry in entries}
        seen = {
            area_id
            for area_id, area in areas.items()
            if may_do(request, Act.SEE_SILENCE, area=area).allowed
        }
        if not seen:
            require(request, Act.SEE_SILENCE)
        mine = [entry for entry in entries if entry.action.area_id in seen]
    card = ledger_message(mine, cycle, request)
    posted = request.session.get(Posted, request.posted_id or 0)
    is_turned = "page" in request.args and posted is not None and posted.kind == card.kind
    return Reply(instead=card) if is_turned else Reply(say=(card,))


def _cycle(request: Request) -> Cycle:
    if code := given(request, "cycle"):
        return cycle_by_code(request.session, code)
    found = latest_open(request.session, request.today)
    if found is None:
        raise RefusedError("No cycle is open now; name one, such as 2023-10.")
    return found


def ledger_message(entries: Sequence[Entry], cycle: Cycle, request: Request) -> Message:
    """The ledger as a card: what is missing first, each with its state in words."""
    partnership = request.partnership
    return ledger_card(
        LedgerFacts(
            code=cycle.code,
            today=request.today,
            lines=tuple(ledger_line(entry, partnership) for entry in entries),
            rates=rates(entries),
            page=page_number(request),
        )
    )


def ledger_line(entry: Entry, partnership: Partnership) -> LedgerLine:
    """One entry of the ledger, with its days where the partnership works."""
    zone = partnership.zone

    def day(at: datetime | None) -> date | None:
        return None if at is None else at.astimezone(zone).date()

    return LedgerLine(
        ref=entry.action.ref,
        title=entry.action.title,
        state=entry.state,
        asked_on=day(entry.asked_at),
        reminded_on=day(entry.reminded_at),
        opened_on=day(entry.opened_at),
        answered_on=day(entry.answered_at),
        away_until=entry.away_until,
        deputy_asked=entry.asked is not None and entry.asked.id != entry.action.owner_id,
        why=entry.why,
    )
