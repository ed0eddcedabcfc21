"""What the planner asks of the record: each statement built once, columns only, by index."""

from __future__ import annotations

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from handlers.running.tried import TRIED
from handlers.tell import OURS
from models.change import Handover, HandoverState
from models.cycle import Ask, Cycle
from models.delivery import Occasion, OccasionState, Step
from models.evidence import ReturnDate
from models.people import Absence, Identity, Organisation, Person, RoleAssignment
from models.plan import Action, Area, Plan
from models.report import Report, ReportState
from models.update import Reading, ReadingState, Update
from scheduler.owed import REMINDING

_IN: BindParameter[int] = bindparam("cycles", expanding=True)
CYCLES = (
    select(Cycle)
    .where(Cycle.board_meeting >= bindparam("since"), Cycle.collection_opens <= bindparam("until"))
    .order_by(Cycle.board_meeting, Cycle.id)
)
RETURNS = (
    select(ReturnDate.id, ReturnDate.evidence_due)
    .where(ReturnDate.cancelled_at.is_(None), ReturnDate.evidence_due >= bindparam("today"))
    .order_by(ReturnDate.evidence_due, ReturnDate.id)
)
ZONES = select(Plan.id, Plan.time_zone)
AWAY = (
    select(Absence.person_id, Absence.starts, Absence.ends, Absence.deputy_id)
    .where(Absence.cancelled_at.is_(None), Absence.ends >= bindparam("since"))
    .order_by(Absence.id)
)
PEOPLE = (
    select(
        *(Person.id, Person.name, Person.time_zone, Person.weekdays, Person.send_at),
        *(Person.quiet_from, Person.quiet_until, Person.is_vacant, Person.active_from),
        *(Person.active_until, Person.preferred_door, Person.email, Organisation.kind),
    )
    .join(Organisation, Organisation.id == Person.organisation_id, isouter=True)
    .order_by(Person.id)
)
IDENTITIES = select(Identity.person_id, Identity.platform, Identity.is_reachable).order_by(
    Identity.id
)
ACTIONS = (
    select(
        *(Action.id, Action.ref, Action.area_id, Action.stage, Action.owner_id),
        *(Action.deputy_id, Action.start, Action.due, Action.disputed_by_id, Action.plan_id),
        Action.review_on,
        func.coalesce(Action.accountable_id, Area.accountable_id).label("lead_id"),
    )
    .join(Area, Area.id == Action.area_id)
    .order_by(Action.position, Action.id)
)
ASKS = (
    select(
        *(Ask.cycle_id, Ask.action_id, Ask.owner_id, Ask.asked_id, Ask.why_not),
        *(Ask.delivered_at, Ask.snoozed_until),
    )
    .where(Ask.cycle_id.in_(_IN))
    .order_by(Ask.id)
)
ANSWERS = select(Update).where(
    Update.id.in_(
        select(func.max(Update.id))
        .where(Update.cycle_id.in_(_IN))
        .group_by(Update.cycle_id, Update.action_id)
    )
)
"""The newest row of each action in each cycle."""
READINGS = select(Reading).where(Reading.state == ReadingState.WAITING).order_by(Reading.id)
_WAIT = select(Reading.person_id).where(Reading.state == ReadingState.WAITING)
_COUNTS = ~Occasion.key.startswith(TRIED)
"""What was only shown in trial was said to nobody, once the installation is live."""
SAID = (
    select(
        *(Occasion.key, Occasion.step, Occasion.person_id, Occasion.cycle_id),
        *(Occasion.local_day, Occasion.about, Occasion.state),
    )
    .where(
        _COUNTS,
        or_(
            Occasion.step.not_in((Step.NOTE, Step.REPLACE)),
            *(Occasion.key.startswith(prefix) for prefix in OURS),
        ),
        or_(
            Occasion.cycle_id.in_(_IN),
            Occasion.local_day >= bindparam("since"),
            Occasion.step == Step.FIRST_CONTACT,
            and_(Occasion.step.in_(REMINDING), Occasion.person_id.in_(_WAIT)),
        ),
    )
    .order_by(Occasion.id)
)
"""What was said of late, and all that reminded those whose reading waits: once is enough."""
SINCE = select(func.min(Occasion.local_day)).where(
    Occasion.step.not_in((Step.NOTE, Step.REPLACE)), _COUNTS
)
REPORTS = (
    select(Report.id, Report.cycle_id, Report.state, Report.issue_at, Report.held_at)
    .where(or_(Report.cycle_id.in_(_IN), Report.state == ReportState.SIGNED))
    .order_by(Report.id)
)
ROLES = select(
    *(RoleAssignment.person_id, RoleAssignment.role, RoleAssignment.scope),
    *(RoleAssignment.scope_id, RoleAssignment.starts, RoleAssignment.ends),
).order_by(RoleAssignment.id)
TROUBLES = (
    select(Occasion.id, Occasion.settled_at)
    .where(
        Occasion.state.in_((OccasionState.REFUSED, OccasionState.HELD)),
        Occasion.settled_at >= bindparam("since"),
        Occasion.key.not_like("trouble:%"),
    )
    .order_by(Occasion.id)
)
OFFERS = (
    select(Handover.id, Handover.to_id, Handover.at, Handover.by_id)
    .where(Handover.state == HandoverState.OFFERED)
    .order_by(Handover.id)
)
