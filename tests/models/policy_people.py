"""People of every standing, for the tests of the policy table."""

from __future__ import annotations

from typing import Any

from models.permissions import Standing
from models.states import Role

OWNER, DEPUTY = Standing(is_owner=True), Standing(is_deputy=True)
LEAD, SELF = Standing(is_accountable=True), Standing(is_self=True)


def holding(*roles: Role, **more: Any) -> Standing:
    return Standing(roles=frozenset(roles), **more)


VERIFIER, OFFICE, CHAIR = (
    holding(Role.VERIFIER),
    holding(Role.PROGRAMME_OFFICE),
    holding(Role.CHAIR),
)
SECRETARY, ADMIN = holding(Role.BOARD_SECRETARY), holding(Role.ADMINISTRATOR)
NOBODY = Standing()
WHO_IS_WHO = {
    "O": OWNER,
    "D": DEPUTY,
    "L": LEAD,
    "V": VERIFIER,
    "P": OFFICE,
    "C": CHAIR,
    "S": SECRETARY,
    "A": ADMIN,
    "R": holding(Role.SENIOR_RESPONSIBLE_OFFICER),
    "self": SELF,
    "X": holding(Role.ADVISER, is_formal=True),
    "-": NOBODY,
    "M": holding(Role.BOARD_MEMBER),
}
