"""Bringing measures and figures into the record: new targets and corrections are new rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from handlers.cycles import the_plan
from handlers.kpi_import.reading import KpiFault, KpiFile, ReadKpi, ReadObservation
from handlers.plan_import.cast import Cast
from handlers.plan_import.owners import Named
from handlers.plan_import.reading import natural
from handlers.plan_import.record import Record, read_record
from handlers.request import Request
from models.audit import record as record_event
from models.kpi import Kpi, KpiObservation, KpiTarget
from models.people import Person


@dataclass(slots=True)
class KpiResult:
    """What an import of measures did, by count; nothing where there are faults."""

    kpis_added: int = 0
    kpis_changed: int = 0
    targets_added: int = 0
    observations_added: int = 0
    observations_corrected: int = 0
    unchanged: int = 0
    faults: list[KpiFault] = field(default_factory=list)
    written: bool = False

    def as_json(self) -> dict[str, Any]:
        """The result for machines."""
        return {
            "kpis": {"added": self.kpis_added, "changed": self.kpis_changed},
            "targets": {"added": self.targets_added},
            "observations": {
                "added": self.observations_added,
                "corrected": self.observations_corrected,
                "unchanged": self.unchanged,
            },
            "findings": [
                {
                    "file": fault.file.value,
                    "row": fault.row,
                    "column": fault.column,
                    "message": fault.message,
                }
                for fault in self.faults
            ],
            "written": self.written,
        }


def import_kpis(
    request: Request,
    kpis: Sequence[ReadKpi],
    observations: Sequence[ReadObservation],
    faults: Sequence[KpiFault],
    *,
    source: str,
) -> KpiResult:
    """Write measures and figures; nothing at all where a row has a fault.

    Raises:
        RefusedError: there is no plan yet.
    """
    plan = the_plan(request.session)
    record = read_record(request.session)
    stored = {
        kpi.ref.casefold(): kpi
        for kpi in request.session.scalars(select(Kpi).where(Kpi.plan_id == plan.id))
    }
    known = stored.keys() | {kpi.ref.casefold() for kpi in kpis}
    doubts = (*_doubled(kpis), *_without_area(kpis, record), *_unknown(observations, known))
    found = sorted((*faults, *doubts), key=lambda fault: (fault.file is KpiFile.FIGURES, fault.row))
    result = KpiResult(faults=found)
    if result.faults:
        return result
    writer = _Writer(request, record, plan.id, source, result)
    for kpi in kpis:
        stored[kpi.ref.casefold()] = writer.kpi(kpi, stored.get(kpi.ref.casefold()))
    for position, kpi_row in enumerate(sorted(stored.values(), key=_order), start=1):
        kpi_row.position = position
    writer.observations(observations, stored)
    request.session.flush()
    result.written = True
    return result


def _order(kpi: Kpi) -> Any:
    return natural(kpi.ref)


def _unknown(observations: Sequence[ReadObservation], known: set[str]) -> Iterator[KpiFault]:
    for each in observations:
        if each.ref.casefold() not in known:
            yield KpiFault(
                each.row,
                "kpi_ref",
                f"No measure is called {each.ref!r}. Add it to the file of measures, or correct"
                " the reference.",
                KpiFile.FIGURES,
            )


def _without_area(kpis: Sequence[ReadKpi], record: Record) -> Iterator[KpiFault]:
    known = {area.number for area in record.areas}
    for kpi in kpis:
        if kpi.area_no and kpi.area_no not in known:
            yield KpiFault(
                kpi.row,
                "area_no",
                f"The plan has no area {kpi.area_no!r}. Correct it, or leave it empty.",
            )


def _doubled(kpis: Sequence[ReadKpi]) -> Iterator[KpiFault]:
    seen: set[str] = set()
    for kpi in kpis:
        if kpi.ref.casefold() in seen:
            yield KpiFault(
                kpi.row, "kpi_ref", f"{kpi.ref} stands twice. Give each measure its own reference."
            )
        seen.add(kpi.ref.casefold())


class _Writer:
    def __init__(
        self, request: Request, record: Record, plan_id: int, source: str, result: KpiResult
    ) -> None:
        self._request = request
        self._record = record
        self._plan_id = plan_id
        self._source = source
        self._result = result
        self._cast = Cast(request, record, (), addresses_stay=True)
        self._areas = {area.number: area.id for area in record.areas}

    def kpi(self, read: ReadKpi, stored: Kpi | None) -> Kpi:
        """A measure, new or brought up to date, with its target."""
        owner = self._owner(read)
        columns: dict[str, Any] = {
            "area_id": self._areas.get(read.area_no),
            "name": read.name,
            "unit": read.unit,
            "direction": read.direction.value,
            "frequency": read.frequency,
            "owner_id": owner.id if owner else None,
            "baseline": read.baseline,
            "baseline_on": read.baseline_on,
            "baseline_basis": read.baseline_basis,
            "source": read.source,
            "note": read.note,
        }
        if stored is None:
            stored = Kpi(plan_id=self._plan_id, ref=read.ref, position=0, **columns)
            self._request.session.add(stored)
            self._request.session.flush()
            self._result.kpis_added += 1
            self._event("kpi_added", "kpi", read.ref, None, {"name": read.name})
        else:
            self._change(stored, columns)
        self._target(read, stored)
        return stored

    def _owner(self, read: ReadKpi) -> Person | None:
        if not read.owner:
            return None
        body = self._cast.organisation(read.owner_organisation or None)
        return self._cast.person(Named(read.owner, read.owner_email or None), body)

    def _change(self, stored: Kpi, columns: Mapping[str, Any]) -> None:
        changes = {name: v for name, v in columns.items() if getattr(stored, name) != v}
        if not changes:
            return
        before = {name: getattr(stored, name) for name in changes}
        for name, value in changes.items():
            setattr(stored, name, value)
        self._request.session.flush()
        self._result.kpis_changed += 1
        self._event("kpi_changed", "kpi", stored.ref, before, changes)

    def _target(self, read: ReadKpi, stored: Kpi) -> None:
        """A new row where target or floor differ from the last; the old one stays readable."""
        if read.target is None:
            return
        last = self._request.session.scalar(
            select(KpiTarget)
            .where(KpiTarget.kpi_id == stored.id)
            .order_by(KpiTarget.id.desc())
            .limit(1)
        )
        said = (read.target, read.floor, read.target_by)
        if last is not None and (last.value, last.floor, last.by) == said:
            return
        target = KpiTarget(
            kpi_id=stored.id,
            value=read.target,
            floor=read.floor,
            by=read.target_by,
            known_from=self._request.today if last else self._first_known(read),
            basis=read.target_basis,
            floor_basis=read.floor_basis,
        )
        self._request.session.add(target)
        self._request.session.flush()
        self._result.targets_added += 1
        before = {"target": last.value, "floor": last.floor, "by": last.by} if last else None
        after = {"target": read.target, "floor": read.floor, "by": read.target_by}
        self._event("kpi_target_added", "kpi", stored.ref, before, after)

    def _first_known(self, read: ReadKpi) -> date:
        """A first target is as old as its baseline."""
        return min(read.baseline_on or self._request.today, self._request.today)

    def observations(
        self, observations: Sequence[ReadObservation], kpis: Mapping[str, Kpi]
    ) -> None:
        """Figures that are new, and corrections of those that differ."""
        ids = [kpi.id for kpi in kpis.values()]
        rows = select(KpiObservation).where(KpiObservation.kpi_id.in_(ids))
        newest = {
            (row.kpi_id, row.period_start, row.period_end): row
            for row in self._request.session.scalars(rows.order_by(KpiObservation.id))
        }
        for read in observations:
            kpi = kpis[read.ref.casefold()]
            place = (kpi.id, read.start, read.end)
            last = newest.get(place)
            if last is not None and _same(last, read):
                self._result.unchanged += 1
                continue
            newest[place] = self._observe(kpi, read, last)

    def _observe(
        self, kpi: Kpi, read: ReadObservation, last: KpiObservation | None
    ) -> KpiObservation:
        row = KpiObservation(
            kpi_id=kpi.id,
            period_start=read.start,
            period_end=read.end,
            value=read.value,
            basis=read.basis,
            as_reported=read.as_reported,
            source=read.source,
            entered_by_id=self._request.actor.person_id,
            entered_at=self._request.now,
            supersedes_id=last.id if last else None,
            note=read.note,
        )
        self._request.session.add(row)
        self._request.session.flush()
        if last is None:
            self._result.observations_added += 1
        else:
            self._result.observations_corrected += 1
        act = "kpi_observed" if last is None else "kpi_corrected"
        before = {"value": last.value} if last else None
        after = {"period_end": read.end, "value": read.value, "source": read.source}
        self._event(act, "kpi", kpi.ref, before, after)
        return row

    def _event(self, act: str, entity: str, entity_id: str, before: object, after: object) -> None:
        record_event(
            self._request.session,
            self._request.actor,
            act,
            at=self._request.now,
            entity=entity,
            entity_id=entity_id,
            before=before,
            after=after,
            reason=self._source,
        )


def _same(row: KpiObservation, read: ReadObservation) -> bool:
    said = (read.value, read.basis, read.as_reported, read.source, read.note)
    return (row.value, row.basis, row.as_reported, row.source, row.note) == said
