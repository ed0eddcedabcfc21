"""Who signed a report: kept beside its snapshot, which is signed as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """A sign-off, with the name that the person had then; a later name changes no paper."""

    name: str
    is_acting: bool
    at: datetime

    @property
    def office(self) -> str:
        """In which office it was signed."""
        return "acting chair" if self.is_acting else "chair"

    @property
    def who(self) -> str:
        """The person with their office: "the chair, Independent Chair"; once if both are one."""
        is_one = self.name.casefold() == self.office
        return f"the {self.office}" if is_one else f"the {self.office}, {self.name}"
