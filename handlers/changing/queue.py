"""The requests that are open: one list for who may see them, and the card of each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from handlers.allowed import may_do, require
from handlers.changing.requests import open_requests
from handlers.changing.seeing import facts_of, named, stands
from handlers.changing.weighing import area_of, askers, decides, weigh
from handlers.cycles import the_plan
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.changing import Listed, OfferedRow, request_card, request_list
from handlers.wording.phrases import local_day
from models.change import ChangeRequest, Handover, HandoverState
from models.message import Button
from models.permissions import Act
from models.plan import Action

A_PAGE = 10
said_as(
    "change.list",
    r"(?:show |list )?(?:the |all )?(?:open |pending )?(?:change requests?|requests? for (?:a )?"
    r"changes?)",
    r"(?:which|what) (?:changes|change requests) (?:are|is) (?:open|asked for|pending|waiting)",
)
said_as("change.show", r"(?:show )?(?:change )?request (?:no\.? ?|number |#)?(?P<request>\d+)")


@verb("change.list", "See the open requests for a change", examples=("change requests",))
def open_list(request: Request) -> Reply:
    """The open requests that who asks may see, the oldest first, with who decides each."""
    plan = the_plan(request.session)
    seen = [r for r in open_requests(request.session, plan.id) if may_see(request, r)]
    pages = max(1, -(-len(seen) // A_PAGE))
    given_page = given(request, "page")
    page = min(int(given_page), pages - 1) if given_page.isdigit() else 0
    rows = tuple(_listed(request, r) for r in seen[page * A_PAGE : (page + 1) * A_PAGE])
    offers = tuple(_offers(request, plan.id)) if page == pages - 1 else ()
    return Reply(say=(request_list(rows, offers, page=page, pages=pages),))


def _offers(request: Request, plan_id: int) -> Iterator[OfferedRow]:
    """The offers that a lead made by their own word, and that wait for an answer."""
    found = request.session.scalars(
        select(Handover)
        .join(Action, Action.id == Handover.action_id)
        .where(
            Action.plan_id == plan_id,
            Handover.state == HandoverState.OFFERED,
            Handover.request_id.is_(None),
        )
        .order_by(Handover.id)
    )
    for each in found.all():
        person = request.person
        if may_do(request, Act.READ_WORKING, action=each.action).allowed:
            is_theirs = person is None or person.id == each.by_id
            settles = may_do(request, Act.SETTLE_DISPUTE, action=each.action).allowed
            on = local_day(each.at, request.partnership.time_zone)
            yield OfferedRow(each.id, each.action.ref, each.to.name, on, is_theirs or settles)


def _listed(request: Request, asked: ChangeRequest) -> Listed:
    weighed = weigh(request.session, asked, request.partnership)
    return Listed(
        id=asked.id,
        of=asked.action.ref if asked.action else str(asked.after["ref"]),
        topic=asked.topic,
        stands=stands(request, asked.state),
        by=named(request, asked.by),
        on=local_day(asked.at, request.partnership.time_zone),
        decides=decides(weighed, asked.state, request.partnership),
    )


@verb("change.show", "See one request for a change", examples=("request 12",))
def show(request: Request) -> Reply:
    """One request: before and after, both dates, the knock-on, past dates, and who decides."""
    number = given(request, "request")
    asked = request.session.get(ChangeRequest, int(number)) if number.isdigit() else None
    if asked is None:
        raise RefusedError(
            f"No request for a change has the number {number[:20]!r}.",
            ways=(Button("Show the open requests", "change.list"),),
        )
    if not may_see(request, asked):
        area = area_of(request.session, asked)
        require(request, Act.READ_WORKING, action=asked.action, area=area)
    return Reply(say=(request_card(facts_of(request, asked)),))


def may_see(request: Request, asked: ChangeRequest) -> bool:
    """Whether who asks may see a request: their own, or of an action that they may read."""
    if request.person is None or request.person.id in askers(request.session, asked):
        return True
    area = area_of(request.session, asked)
    return may_do(request, Act.READ_WORKING, action=asked.action, area=area).allowed
