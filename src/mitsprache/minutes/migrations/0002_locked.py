"""The database itself refuses to change minutes that everybody signed, and released allowances.

SQLite drops the triggers of a table that a later migration rebuilds; such a migration has to run
`lock` again. A test looks whether they are there.
"""

from django.db import migrations

FINAL = "('locked', 'published')"
PART = (
    "EXISTS (SELECT 1 FROM minutes_minutes m WHERE m.id = {row}.minutes_id AND m.state IN " + FINAL + ")"
)
PAID = (
    "EXISTS (SELECT 1 FROM minutes_allowancelist l WHERE l.id = {row}.list_id AND l.state = 'released')"
)
RULES = {
    "minutes_minutes": {
        "UPDATE": (
            f"OLD.state IN {FINAL} AND (NEW.state NOT IN {FINAL} OR NEW.meeting_id <> OLD.meeting_id "
            "OR NEW.key <> OLD.key OR CAST(NEW.record AS TEXT) <> CAST(OLD.record AS TEXT) "
            "OR NEW.locked_at <> OLD.locked_at)"
        ),
        "DELETE": f"OLD.state IN {FINAL}",
    },
    "minutes_minutesitem": {
        "INSERT": PART.format(row="NEW"),
        "UPDATE": PART.format(row="OLD"),
        "DELETE": PART.format(row="OLD"),
    },
    "minutes_signature": {
        "INSERT": PART.format(row="NEW"),
        "UPDATE": PART.format(row="OLD"),
        "DELETE": PART.format(row="OLD"),
    },
    "minutes_allowancelist": {
        "UPDATE": "OLD.state = 'released'",
        "DELETE": "OLD.state = 'released'",
    },
    "minutes_allowanceentry": {
        "INSERT": PAID.format(row="NEW"),
        "UPDATE": PAID.format(row="OLD"),
        "DELETE": PAID.format(row="OLD"),
    },
}


def _name(table, verb):
    return f"{table}_{verb.lower()}_locked"


def lock(apps, schema_editor):
    """Create a trigger for each rule."""
    if schema_editor.connection.vendor == "postgresql":
        for table, verbs in RULES.items():
            for verb, condition in verbs.items():
                row = "OLD" if verb == "DELETE" else "NEW"
                schema_editor.execute(
                    f"CREATE OR REPLACE FUNCTION {_name(table, verb)}() RETURNS trigger AS $lock$ "
                    f"BEGIN IF {condition} THEN RAISE EXCEPTION 'locked' "
                    f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END; "
                    "$lock$ LANGUAGE plpgsql",
                    params=None,
                )
                schema_editor.execute(
                    f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {_name(table, verb)}()",
                    params=None,
                )
    elif schema_editor.connection.vendor == "sqlite":
        for table, verbs in RULES.items():
            for verb, condition in verbs.items():
                schema_editor.execute(
                    f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
                    f"WHEN {condition} BEGIN SELECT RAISE(ABORT, 'locked'); END",
                    params=None,
                )


def unlock(apps, schema_editor):
    """Drop the triggers."""
    for table, verbs in RULES.items():
        for verb in verbs:
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}", params=None)
            if on:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {_name(table, verb)}()", params=None)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
