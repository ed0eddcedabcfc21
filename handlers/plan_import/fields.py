"""The fields that a column of a plan can hold, and a column that holds one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a column holds, by the contract's names."""

    REF = "ref"
    TITLE = "title"
    AREA = "area"
    AREA_NO = "area_no"
    AREA_SHORT_TITLE = "area_short_title"
    OWNER = "owner"
    OWNER_EMAIL = "owner_email"
    OWNER_ORGANISATION = "owner_organisation"
    CO_OWNER = "co_owner"
    DEPUTY = "deputy"
    DEPUTY_EMAIL = "deputy_email"
    ACCOUNTABLE = "accountable"
    ACCOUNTABLE_EMAIL = "accountable_email"
    START = "start"
    DUE = "due"
    ORIGINAL_DUE = "original_due"
    EVIDENCE_EXPECTED = "evidence_expected"
    SUCCESS_MEASURE = "success_measure"
    KPI_REFS = "kpi_refs"
    DEPENDS_ON = "depends_on"
    STAGE = "stage"
    RATING = "rating"
    PROGRESS = "progress"
    PROGRESS_ON = "progress_on"
    DELIVERED_ON = "delivered_on"
    VERIFIED_ON = "verified_on"
    EXTRA = "extra"


DATES = frozenset(
    {
        Field.START,
        Field.DUE,
        Field.ORIGINAL_DUE,
        Field.PROGRESS_ON,
        Field.DELIVERED_ON,
        Field.VERIFIED_ON,
    }
)
"""Fields in which a date was wanted."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place, its header as written, the field, and whether the name is known."""

    index: int
    header: str
    field: Field
    known: bool = True
