"""From where a question is answered: the actions that who asks may see, as at the instant asked of.

There are two sources. The record as it stood then is for who may read an action as it stands. What
is published, the last report that had gone to the Board by then, is for everybody, and the only
thing that is told in a channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.cycle_of import open_for, plan_served
from handlers.cycles import latest_open
from handlers.inquiring.papers_read import papers_read
from handlers.inquiring.rows_published import published_rows
from handlers.inquiring.rows_working import Names, names_of, working_rows
from handlers.inquiring.sight import NOTHING, Sight, sight_of
from handlers.inquiring.wanted import Wanted
from handlers.request import RefusedError, Request
from models.cycle import Cycle
from models.message import Moment, Text, text
from models.partnership import Partnership
from models.permissions import Act
from models.plan import Area, Plan
from models.report import Report
from models.snapshot import Snapshot, load
from models.spoken import count_in_words, list_in_words
from models.standing import Standings, standings_now
from models.tally import Row, Rows, by_area


class NotPublishedError(RefusedError):
    """Who asks may see only what is published, and nothing was."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a question is answered from. `snapshot` is there where it is what was published."""

    request: Request
    wanted: Wanted
    plan: Plan
    areas: dict[str, Area]
    """By number, in the plan's order."""
    names: Names
    rows: Rows
    """What is seen, of the area asked for."""
    everything: Rows
    """What is seen, of the whole plan."""
    sight: Sight
    scope: Text = ()
    standing: Standings | None = None
    report: Report | None = None
    snapshot: Snapshot | None = None

    @property
    def session(self) -> Session:
        """The session that the record is read with."""
        return self.request.session

    @property
    def partnership(self) -> Partnership:
        """The partnership's words and rules."""
        return self.request.partnership

    @property
    def at(self) -> datetime:
        """As at when the question is answered."""
        return self.wanted.at

    @property
    def today(self) -> date:
        """The day of it; of what is published, the day on which its figures closed."""
        return self.wanted.today if self.snapshot is None else _closed(self.snapshot, self)

    @property
    def is_published(self) -> bool:
        """Whether it tells what is published, not how things stand."""
        return self.snapshot is not None

    @property
    def is_partial(self) -> bool:
        """Whether there is more of the plan than who asks may see as it stands."""
        return not self.is_published and not self.sight.is_whole

    def by_ref(self, ref: str) -> Row | None:
        """The action with a reference, among those that are seen."""
        key = ref.casefold()
        return next((row for row in self.everything if row.ref.casefold() == key), None)


def _closed(snapshot: Snapshot, scene: Scene) -> date:
    at = datetime.fromisoformat(snapshot["closed_at"])
    return at.astimezone(scene.partnership.zone).date()


def scene_of(request: Request, asked: Wanted, *, act: Act = Act.READ_WORKING) -> Scene:
    """Look at the plan as who asks may see it.

    Raises:
        RefusedError: there is no plan, no such area, or nothing of it that they may read.
    """
    plan = _plan(request)
    areas = {a.number: a for a in request.session.scalars(_AREAS, {"plan": plan.id})}
    if asked["area"] and asked["area"] not in areas:
        raise RefusedError(
            f"There is no area {asked['area'][:20]} in the plan; it has {_named(areas)}."
        )
    if request.in_channel or asked.is_published:
        return _published(request, asked, plan, areas, act)
    sight = sight_of(request, plan.id, act)
    found = _working(request, asked, plan, areas, sight)
    is_there = found.by_ref(asked["ref"]) if asked["ref"] else found.rows
    return found if is_there or sight.is_whole else _published(request, asked, plan, areas, act)


_AREAS = select(Area).where(Area.plan_id == bindparam("plan")).order_by(Area.position, Area.id)


def _named(areas: dict[str, Area]) -> str:
    return f"areas {list_in_words(areas)}" if areas else "no areas yet"


def _plan(request: Request) -> Plan:
    session = request.session
    if request.person is not None:
        cycle = open_for(session, request.person, request.today)
    else:
        cycle = latest_open(session, request.today)
    plan = plan_served(session, cycle)
    if plan is None:
        raise RefusedError("There is no plan yet; the programme office brings it in.")
    return plan


def _working(
    request: Request, asked: Wanted, plan: Plan, areas: dict[str, Area], sight: Sight
) -> Scene:
    session, partnership = request.session, request.partnership
    if sight.actions:
        now = asked.at == request.now
        look = standings_now if now else Standings
        standing = look(session, plan.id, asked.at, partnership)
        names = names_of(session)
        numbers = {area.id: number for number, area in areas.items()}
        whole = tuple(working_rows(standing, numbers, names, partnership))
        rows = tuple(row for row in whole if sight.sees(row.action_id))
    else:
        standing, names, whole, rows = None, Names({}, {}), (), ()
    shown = _of_area(rows, asked["area"])
    scope = () if shown == _of_area(whole, asked["area"]) else _partly(shown)
    began = standing.view.began if standing else None
    if began is not None and asked.at < began:
        scope = (*scope, *(text(" ") if scope else ()), *_before_the_record(began))
    return Scene(
        request, asked, plan, areas, names, shown, rows, sight, scope=scope, standing=standing
    )


def _before_the_record(began: datetime) -> Text:
    """Said of a day before the record: no more is known of it than what came in."""
    return text("The record begins on ", Moment(began), "; this is the plan as it came in.")


def _of_area(rows: Rows, area: str) -> Rows:
    return tuple(row for row in rows if row.area == area) if area else rows


def _partly(rows: Rows) -> Text:
    areas = list_in_words(by_area(rows))
    counted = count_in_words(len(rows), "action")
    of = "area" if len(by_area(rows)) == 1 else "areas"
    return text(f"Of the {counted} that you may read as they stand, in {of} {areas}.")


def _published(
    request: Request, asked: Wanted, plan: Plan, areas: dict[str, Area], act: Act
) -> Scene:
    require(request, Act.READ_PUBLISHED)
    read = papers_read(request.session, plan.id, asked.at, most=1)
    if not read:
        who = request.partnership.policy.who_can(act)
        raise NotPublishedError(f"Nothing had been published by then. {who}", act=act.value)
    report = read[0]
    snapshot = load(report.snapshot)
    rows = published_rows(request.session, plan.id, snapshot)
    shown = _of_area(rows, asked["area"])
    closed = datetime.fromisoformat(snapshot["closed_at"])
    scope = text(f"As published in {report.name}; its figures closed on ", Moment(closed), ".")
    return Scene(
        *(request, asked, plan, areas, Names({}, {}), shown, rows, NOTHING),
        scope=scope,
        report=report,
        snapshot=snapshot,
    )


def board_before(session: Session, plan_id: int, day: date) -> Cycle | None:
    """The cycle whose Board met last before a day."""
    return session.scalar(_BEFORE, {"plan": plan_id, "day": day})


def board_after(session: Session, plan_id: int, day: date) -> Cycle | None:
    """The cycle whose Board meets next, on the day itself or later."""
    return session.scalar(_AFTER, {"plan": plan_id, "day": day})


_BEFORE = (
    select(Cycle)
    .where(Cycle.plan_id == bindparam("plan"), Cycle.board_meeting < bindparam("day"))
    .order_by(Cycle.board_meeting.desc())
    .limit(1)
)
_AFTER = (
    select(Cycle)
    .where(Cycle.plan_id == bindparam("plan"), Cycle.board_meeting >= bindparam("day"))
    .order_by(Cycle.board_meeting)
    .limit(1)
)
