"""Figures counted from the tables by SQL alone, to hold the product's answers against."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

from models.base import UTCDateTime

LATER = {"sqlite": "date(a.due, '+31 days')", "postgresql": "a.due + 31"}
RATED = """
WITH newest AS (SELECT action_id, MAX(id) AS id FROM status_update GROUP BY action_id),
said AS (
  SELECT u.action_id, u.rating, u.forecast FROM status_update u JOIN newest n ON n.id = u.id),
set_last AS (
  SELECT m.action_id, MAX(m.id) AS id FROM moderation m
  WHERE NOT EXISTS (
    SELECT 1 FROM status_update u WHERE u.action_id = m.action_id AND u.received_at > m.at)
  GROUP BY m.action_id),
findings AS (
  SELECT s.action_id, CASE s.rating WHEN 'green' THEN 1 WHEN 'amber' THEN 2 ELSE 3 END AS severity
  FROM said s WHERE s.rating IS NOT NULL
  UNION ALL
  SELECT a.id, CASE WHEN a.due < :long_ago THEN 3 ELSE 2 END FROM action a WHERE a.due < :today
  UNION ALL
  SELECT a.id, CASE WHEN s.forecast > {later} THEN 3 ELSE 2 END
  FROM action a JOIN said s ON s.action_id = a.id WHERE s.forecast > a.due)
SELECT a.ref, a.stage, a.due, ar.number AS area, CASE
  WHEN a.stage IN ('suspended', 'withdrawn') THEN a.stage
  WHEN a.stage IN ('verified', 'embedded') THEN 'blue'
  WHEN a.stage = 'delivered' THEN
    CASE WHEN a.delivered_on < :evidence_old THEN 'amber' ELSE 'green' END
  WHEN l.id IS NOT NULL THEN (SELECT rating FROM moderation WHERE id = l.id)
  ELSE COALESCE(
    (SELECT CASE MAX(f.severity) WHEN 1 THEN 'green' WHEN 2 THEN 'amber' WHEN 3 THEN 'red' END
     FROM findings f WHERE f.action_id = a.id),
    CASE WHEN a.start > :today THEN 'green' ELSE 'not_rated' END)
  END AS counted
FROM action a JOIN area ar ON ar.id = a.area_id LEFT JOIN set_last l ON l.action_id = a.id
WHERE a.stage NOT IN ('draft', 'superseded')
"""
_DATES = [bindparam(name, type_=Date) for name in ("today", "long_ago", "evidence_old")]


def rated(session: Session, today: date) -> list[Any]:
    """Every action with where it is counted, its area, stage and due date."""
    statement = text(RATED.format(later=LATER[session.get_bind().dialect.name]))
    where = {
        "today": today,
        "long_ago": today - timedelta(days=31),
        "evidence_old": today - timedelta(days=30),
    }
    columns = statement.bindparams(*_DATES).columns(due=Date)
    return list(session.execute(columns, where))


def groups(session: Session, today: date, area: str = "") -> dict[str, set[str]]:
    """By where they are counted, the references of the plan or of an area."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rated(session, today):
        if not area or row.area == area:
            found[row.counted].add(row.ref)
    return found


def refs(session: Session, statement: str, **where: object) -> set[str]:
    """The references that a statement gives; days and instants are bound as such."""
    types: dict[type, Any] = {date: Date(), datetime: UTCDateTime()}
    binds = [
        bindparam(name, value, type_=types[type(value)])
        for name, value in where.items()
        if type(value) in types
    ]
    return set(session.scalars(text(statement).bindparams(*binds), where))
