"""Who agreed a change, as a version of the plan names them."""

from __future__ import annotations

from handlers.request import Request
from handlers.wording.phrases import begun
from models.change import ChangeRequest, ChangeStep, Handover
from models.states import Level


def agreed_by(
    request: Request, asked: ChangeRequest | None, offered: Handover | None = None
) -> str:
    """The last body inside that approved it, and the one outside that agreed to it.

    An area lead who offers an action to another owner has asked nobody: then it is they.
    """
    steps = asked.steps if asked is not None else []
    inside = [step for step in steps if step.state.is_approval]
    outside = [step.external_body for step in steps if step.external_body]
    named = [_body(request, inside[-1])] if inside else []
    if asked is None and offered is not None:
        by = offered.by
        named = [f"Area lead, {by.name}" if by else "Area lead"]
    return "; ".join([*named, *outside]) or begun(request.partnership.bodies.programme_office)


def _body(request: Request, step: ChangeStep) -> str:
    bodies = request.partnership.bodies
    match step.level:
        case Level.BOARD:
            return bodies.board
        case Level.PDG:
            return bodies.delivery_group
        case Level.CHAIR:
            return f"Chair of the {bodies.delivery_group}"
        case _:
            return f"Area lead, {step.by.name}" if step.by else "Area lead"
