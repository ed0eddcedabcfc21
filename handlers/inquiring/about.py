"""What is known of an action, and why it is rated as it is, from the record as it stands."""

from __future__ import annotations

from dataclasses import replace

from handlers.allowed import may_do, require
from handlers.answering.pressed import look
from handlers.asking.lines_of import Seen, action_called, line_of, sentence_of, words_of
from handlers.asking.the_person import asker
from handlers.cycle_of import open_for, plan_served
from handlers.fields import given
from handlers.inquiring.about_published import about_published
from handlers.inquiring.beside import beside
from handlers.inquiring.intents import REF, said_as
from handlers.inquiring.wanted import PUBLISHED, wanted
from handlers.moderating.deciding import levels_of
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.about import AboutFacts, Said, WhyFacts, about_card, why_card
from handlers.wording.phrases import local_day
from models.message import Button
from models.people import Person
from models.permissions import Act
from models.plan import Action
from models.rating_sides import Rated
from models.standing import Standing

said_as(
    "about",
    rf"what do (?:you|we) (?:know|have) (?:about|on|of) {REF}",
    rf"(?:tell me |more )?about {REF}",
    rf"(?:show|change|how is|how does) {REF}(?: stand| doing| going)?",
)
said_as(
    "why",
    rf"why (?:is|are|was) {REF}(?: (?:reported|rated|still))?"
    r"(?: (?:as )?(?:green|amber|red|blue|on track|at risk|off track|not rated|so|that|this))?",
    rf"why {REF}",
)
LAST_SAID = 3
"""So many earlier answers are shown; the record has all."""


@verb("about", "See what is known of an action", examples=("what do you know about 6.1?",))
def about(request: Request) -> Reply:
    """How an action stands, who has it, what was said of it last, and its dates.

    Who may not read it as it stands, and everybody in a channel, gets what is published of it.
    """
    if request.in_channel or given(request, "scope") == PUBLISHED:
        return about_published(request)
    try:
        seen, action = _looked_up(request)
    except RefusedError as error:
        return about_published(request, instead_of=error)
    stands = seen.standing[action.id]
    is_past = seen.now < request.now
    owner, deputy = _named(seen, stands.action.owner_id), _named(seen, stands.action.deputy_id)
    lead = action.accountable
    facts = AboutFacts(
        line=line_of(seen, action.id),
        stage=seen.partnership.scheme.stages[stands.ratings.stage],
        owner=owner or "Nobody at present",
        deputy=deputy,
        lead=lead.name if lead else "",
        area=f"{action.area.number} {action.area.short_title}",
        moves=stands.action.moves,
        board=sentence_of(seen, stands.newest) if stands.newest else "",
        said=tuple(
            Said(
                words_of(update),
                local_day(update.received_at, seen.partnership.time_zone),
                update.author.name if update.author else "the plan",
                update.number,
            )
            for update in reversed(stands.answers[-LAST_SAID:])
        ),
        needs=stands.facts.needs,
        evidence_expected=stands.action.evidence_expected,
        disputed=stands.action.disputed_by_id is not None,
        may_answer=not is_past and may_do(request, Act.SEND_UPDATE, action=action).allowed,
        as_at=seen.now if is_past else None,
        beside=beside(request, action, seen.now),
        may_moderate=not is_past and bool(levels_of(request, action)),
        may_challenge=not is_past and may_do(request, Act.CHALLENGE, action=action).allowed,
        may_ask_board=not is_past and may_do(request, Act.ASK_BOARD, action=action).allowed,
    )
    return Reply(say=(about_card(facts, scheme=seen.partnership.scheme),))


@verb("why", "See why an action is rated as it is", examples=("why is 6.1 amber?",))
def why(request: Request) -> Reply:
    """The four ratings side by side, each with its reasons, and whose is reported."""
    seen, action = _looked_up(request)
    stands = seen.standing[action.id]
    brag = seen.partnership.scheme.brag(stands.ratings.stage, stands.ratings.value)
    reasons = stands.ratings.reported.reasons if stands.ratings.reported else ()
    facts = WhyFacts(
        action_id=action.id,
        ref=action.ref,
        label=brag.label,
        tone=brag.tone,
        reasons=reasons,
        sides=_sides(seen, stands),
        marks=tuple(seen.partnership.scheme.marks[m] for m in stands.ratings.marks),
    )
    return Reply(say=(why_card(facts),))


def _sides(seen: Seen, stands: Standing) -> tuple[tuple[str, str, str], ...]:
    """Each rating that there is: whose, what, and its day."""
    ratings = stands.ratings
    found: tuple[tuple[str, Rated | None], ...] = (
        ("Owner", ratings.owner),
        ("Rule", ratings.computed),
        ("Moderated", ratings.moderated),
    )
    scheme, zone = seen.partnership.scheme, seen.partnership.time_zone
    return tuple(
        (whose, scheme.said(rated.value), local_day(rated.at, zone).isoformat())
        for whose, rated in found
        if rated is not None
    )


def _looked_up(request: Request) -> tuple[Seen, Action]:
    """The action that is asked about, where the person may read it.

    Raises:
        RefusedError: the plan has no such action, or it is not for them to read yet.
    """
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    plan = plan_served(request.session, cycle)
    named = given(request, "ref")
    action = action_called(request.session, plan.id, named) if plan else None
    if given(request, "action").isdigit():
        action = request.session.get(Action, int(given(request, "action")))
    if action is None or plan is None:
        raise RefusedError(
            f"There is no action {named[:20]} in the plan. The numbers are on the ask.",
            ways=(Button("Show my actions", "mine"),),
        )
    require(request, Act.READ_WORKING, action=action)
    then = replace(request, now=wanted(request).at)
    seen = look(then, cycle, action.plan_id)
    if action.id not in seen.standing:
        raise RefusedError(f"{action.ref} was not in the plan then; it came in later.")
    return seen, action


def _named(seen: Seen, person_id: int | None) -> str:
    return seen.session.get_one(Person, person_id).name if person_id else ""
