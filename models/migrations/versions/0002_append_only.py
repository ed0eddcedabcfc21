"""What was said and done is appended, never changed: triggers hold it.

A redaction is the one exception: where its row names a place (table, column and id), the words there
may be blanked, and become nothing else; of an audit event the words and their salt go together. A
report's snapshot may change while it is a draft, its signature never once it is signed. The date
first agreed for an action is fixed once the plan is agreed: it changes only where a correction of
record stands beside it.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEVER_CHANGED = (
    "action_change",
    "challenge_reply",
    "change_step",
    "decision",
    "evidence_item",
    "evidence_review",
    "impact_note",
    "kpi_observation",
    "kpi_target",
    "meeting_action_news",
    "mode_change",
    "moderation",
    "moderation_reply",
    "nudge",
    "plan_version",
    "redaction",
    "status_update",
    "succession",
)
NEVER_DELETED = (
    *NEVER_CHANGED,
    "agenda_item",
    "audit_event",
    "board_ask",
    "challenge",
    "change_request",
    "handover",
    "heard",
    "meeting",
    "meeting_action",
    "occasion",
    "posted",
    "report",
)
SIGNATURE = ("signed_by_id", "signed_name", "signed_as", "signed_at")
EVENT_KEEPS = (
    "seq", "at", "actor_id", "actor", "on_behalf_of_id", "act", "entity", "entity_id", "door",
    "words_digest", "prev_hash", "hash",
)


ORIGINAL_DUE_MOVES = """
    OLD.original_due IS NOT NULL AND NEW.original_due {differs} OLD.original_due
    AND EXISTS (
        SELECT 1 FROM plan_version v WHERE v.plan_id = OLD.plan_id AND v.agreed_on IS NOT NULL
    )
    AND NOT EXISTS (
        SELECT 1 FROM action_change c WHERE c.action_id = OLD.id AND c.field = 'original_due'
        AND c.kind = 'correction_of_record' AND c.after = '"' || NEW.original_due || '"'
    )
"""


BLANK = """'[redacted]', '"[redacted]"', '["[redacted]"]', '{"redacted":"[redacted]"}'"""
"""What blanked words become: a text, and the same as a JSON text, list or object."""
PLACE = """'{{"column":"' || {column} || '","id":"' || OLD.{key} || '","table":"' || {table} || '"}}'"""
"""One place as a redaction's canonical JSON names it."""
FUNCTIONS = {
    "rollcall_keeps": "BEGIN RAISE EXCEPTION 'rollcall: % is append-only', TG_TABLE_NAME; END",
    "rollcall_keeps_or_blanks": f"""
        DECLARE was jsonb := to_jsonb(OLD); now_is jsonb := to_jsonb(NEW); name text;
        BEGIN
            FOR name IN SELECT jsonb_object_keys(now_is) LOOP
                IF now_is -> name IS DISTINCT FROM was -> name AND NOT (
                    COALESCE(now_is ->> name, '') IN ({BLANK}, '[redacted] ' || OLD.id)
                    AND EXISTS (
                        SELECT 1 FROM redaction r WHERE strpos(r.places,
                        {PLACE.format(column="name", key="id", table="TG_TABLE_NAME")}) > 0
                    )
                ) THEN RAISE EXCEPTION 'rollcall: % is append-only', TG_TABLE_NAME; END IF;
            END LOOP;
            RETURN NEW;
        END""",
}
"""PostgreSQL's triggers call functions; a function can look a redaction up, a condition cannot."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name, body in FUNCTIONS.items():
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
            )
    for table in NEVER_CHANGED:
        _let_only_blank(table)
    for table in NEVER_DELETED:
        _forbid(table, "DELETE")
        _forbid_emptying(table)
        _forbid_replacing(table)
    is_not = "IS DISTINCT FROM" if op.get_bind().dialect.name == "postgresql" else "IS NOT"
    _let_only_blank_events(is_not)
    signed_anew = " OR ".join(f"NEW.{column} {is_not} OLD.{column}" for column in SIGNATURE)
    _forbid(
        "report", "UPDATE",
        f"OLD.state <> 'draft' AND (NEW.snapshot {is_not} OLD.snapshot"
        f" OR NEW.sha256 {is_not} OLD.sha256 OR NEW.state = 'draft' OR {signed_anew})",
    )
    _fix_original_due()


def _let_only_blank(table: str) -> None:
    """An update may blank words at places that a redaction names, and do nothing else."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION rollcall_keeps_or_blanks()"
        )
        return
    bent = []
    for column in sa.inspect(op.get_bind()).get_columns(table):
        name = f'"{column["name"]}"'
        changed = f"NEW.{name} IS NOT OLD.{name}"
        if isinstance(column["type"], sa.Text):
            place = PLACE.format(column=f"'{column['name']}'", key="id", table=f"'{table}'")
            blanked = f"COALESCE(NEW.{name}, '') IN ({BLANK}, '[redacted] ' || OLD.id)"
            changed += f" AND NOT ({blanked} AND {_is_named(place)})"
        bent.append(f"({changed})")
    _forbid(table, "UPDATE", " OR ".join(bent))


def _is_named(place: str) -> str:
    find = "strpos" if op.get_bind().dialect.name == "postgresql" else "instr"
    return f"EXISTS (SELECT 1 FROM redaction r WHERE {find}(r.places, {place}) > 0)"


def _let_only_blank_events(is_not: str) -> None:
    changed = " OR ".join(f"NEW.{column} {is_not} OLD.{column}" for column in EVENT_KEEPS)
    blanked = (
        "NEW.before IS NULL AND NEW.after IS NULL AND NEW.reason IS NULL AND NEW.salt IS NULL"
    )
    place = PLACE.format(column="'words'", key="seq", table="'audit_event'")
    bent = f"({changed}) OR NOT ({blanked}) OR NOT {_is_named(place)}"
    if op.get_bind().dialect.name != "postgresql":
        _forbid("audit_event", "UPDATE", bent)
        return
    op.execute(
        "CREATE FUNCTION rollcall_keeps_events() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {bent} THEN RAISE EXCEPTION 'rollcall: audit_event is append-only'; END IF;"
        " RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER keep_audit_event_update BEFORE UPDATE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION rollcall_keeps_events()"
    )


def _fix_original_due() -> None:
    says = "rollcall: the date first agreed changes by a correction of record only"
    if op.get_bind().dialect.name == "postgresql":
        condition = ORIGINAL_DUE_MOVES.format(differs="IS DISTINCT FROM")
        op.execute(
            "CREATE FUNCTION rollcall_keeps_original_due() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF {condition} THEN RAISE EXCEPTION '{says}'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER keep_original_due BEFORE UPDATE OF original_due ON action"
            " FOR EACH ROW EXECUTE FUNCTION rollcall_keeps_original_due()"
        )
        return
    condition = ORIGINAL_DUE_MOVES.format(differs="IS NOT")
    op.execute(
        "CREATE TRIGGER keep_original_due BEFORE UPDATE OF original_due ON action"
        f" FOR EACH ROW WHEN {condition} BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )


def _forbid(table: str, act: str, when: str | None = None) -> None:
    name = f"keep_{table}_{act.lower()}"
    condition = f" WHEN ({when})" if when else ""
    if op.get_bind().dialect.name == "postgresql":
        then = "EXECUTE FUNCTION rollcall_keeps()"
    else:
        then = f"BEGIN SELECT RAISE(ABORT, 'rollcall: {table} is append-only'); END"
    op.execute(
        sa.text(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW{condition} {then}")
    )


def _forbid_emptying(table: str) -> None:
    """PostgreSQL's TRUNCATE empties a table without asking the triggers of its rows."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION rollcall_keeps()"
        )


def _forbid_replacing(table: str) -> None:
    """SQLite's INSERT OR REPLACE deletes a row without asking the triggers of deletion."""
    if op.get_bind().dialect.name == "postgresql":
        return
    key = "seq" if table == "audit_event" else "id"
    there = f"EXISTS (SELECT 1 FROM {table} old WHERE old.{key} = NEW.{key})"
    _forbid(table, "INSERT", there)


def downgrade() -> None:
    on = " ON {}" if op.get_bind().dialect.name == "postgresql" else ""
    for table in (*NEVER_CHANGED, "audit_event", "report"):
        op.execute(f"DROP TRIGGER keep_{table}_update{on.format(table)}")
    for table in NEVER_DELETED:
        op.execute(f"DROP TRIGGER keep_{table}_delete{on.format(table)}")
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER keep_{table}_truncate ON {table}")
        else:
            op.execute(f"DROP TRIGGER keep_{table}_insert")
    op.execute(f"DROP TRIGGER keep_original_due{on.format('action')}")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("original_due", "events", "or_blanks"):
            op.execute(f"DROP FUNCTION rollcall_keeps_{name}()")
        op.execute("DROP FUNCTION rollcall_keeps()")
