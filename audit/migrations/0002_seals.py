"""Seals, an index in their order, and a door by which no month younger than five years can leave.

The application's role may add seals and read them. HSLF-FS 2016:40 4 kap. 9 §: a log is kept for at least five years.
The function is the owner's alone; who empties the log runs it, and nothing in the program does.
"""

from django.conf import settings
from django.db import migrations, models
from psycopg import sql

ONLY_ADD = """
REVOKE ALL ON audit_seal FROM PUBLIC, {role};
GRANT SELECT, INSERT ON audit_seal TO {role};
"""

DROP_MONTH = """
CREATE FUNCTION audit_drop_month(of_month date) RETURNS text
    LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    first date := date_trunc('month', of_month)::date;
    name text := 'audit_entry_' || to_char(first, 'YYYY_MM');
BEGIN
    IF first + interval '1 month' > now() - interval '5 years' THEN
        RAISE EXCEPTION 'the log of % is younger than five years', to_char(first, 'YYYY-MM');
    END IF;
    EXECUTE format('DROP TABLE public.%I', name);
    RETURN name;
END $$;
REVOKE ALL ON FUNCTION audit_drop_month(date) FROM PUBLIC;
"""


def close_seals(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL(ONLY_ADD).format(role=sql.Identifier(settings.APPLICATION_ROLE)))
        cursor.execute(DROP_MONTH)


def forget_the_door(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION audit_drop_month(date)")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_the_beginning")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("since", models.BigIntegerField(unique=True)),
                ("until", models.BigIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("contents", models.BinaryField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="audit_seal_number"),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="audit_seal_period"
                    ),
                    models.CheckConstraint(condition=models.Q(("rows__gte", 1)), name="audit_seal_rows"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["transaction", "id"], name="audit_entry_transaction"),
        ),
        migrations.RunPython(close_seals, forget_the_door),
    ]
