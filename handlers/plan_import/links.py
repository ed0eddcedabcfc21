"""What an action depends on, and the measures that it is meant to move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from handlers.plan_import.entry import Entry
from handlers.plan_import.fields import Field
from handlers.plan_import.reading import ReadAction, natural, ref_key
from handlers.plan_import.record import Record
from models.kept import forget
from models.kpi import ActionKpi
from models.plan import Action, Dependency


def write_links(
    entry: Entry, record: Record, actions: Sequence[ReadAction], written: Mapping[str, Action]
) -> None:
    """Bring the links of the file's actions up to date, with their history."""
    for read in actions:
        action = written[read.key]
        if Field.DEPENDS_ON in read.held:
            _needs(entry, action, record.needs.get(action.id, []), read, written)
        if Field.KPI_REFS in read.held:
            _kpis(entry, action, record.kpis.get(action.id, []), read)
    entry.session.flush()


def _needs(
    entry: Entry,
    action: Action,
    before: Sequence[str],
    read: ReadAction,
    written: Mapping[str, Action],
) -> None:
    """Dependencies on actions that exist; an action never needs itself."""
    wanted = {ref_key(ref) for ref in read.depends_on} & written.keys() - {read.key}
    had = {ref_key(ref) for ref in before}
    if wanted == had:
        return
    entry.session.execute(delete(Dependency).where(Dependency.action_id == action.id))
    forget(entry.session)
    refs = sorted((written[key].ref for key in wanted), key=natural)
    for key in sorted(wanted, key=natural):
        entry.session.add(Dependency(action_id=action.id, needs_id=written[key].id))
    entry.history(action, "depends_on", list(before) or None, refs)


def _kpis(entry: Entry, action: Action, before: Sequence[str], read: ReadAction) -> None:
    if set(read.kpi_refs) == set(before):
        return
    entry.session.execute(delete(ActionKpi).where(ActionKpi.action_id == action.id))
    for ref in read.kpi_refs:
        entry.session.add(ActionKpi(action_id=action.id, kpi_ref=ref))
    entry.history(action, "kpi_refs", list(before) or None, list(read.kpi_refs))
