"""What a partnership may set of its meetings."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from models.setting import Setting

Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,6}$")]


class MeetingSetting(Setting):
    """How actions from meetings are called, when they are sent, and who is told what is open."""

    group_prefix: Prefix = "GA"
    """How the references of the delivery group's own actions begin."""
    board_prefix: Prefix = "BA"
    """How the references of the Board's own actions begin."""
    group_channel: Annotated[str, StringConstraints(pattern=r"^[\w-]*$")] = "pdg"
    """The channel to which the list of the delivery group's actions is posted; "" for none."""
    arising_after: Annotated[int, Field(ge=0, le=20)] = 2
    """Working days after a meeting on which owners are sent their actions from it."""
    open_after: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (1, 2, 5, 10)
    """Working days after a meeting on which it is said that nobody has closed it."""
