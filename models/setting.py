"""What every table of settings shares: no unknown key, no text that says nothing."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that people read; blanks alone are none."""


class Setting(BaseModel):
    """One table of settings: each key has its default, and no other key is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)
