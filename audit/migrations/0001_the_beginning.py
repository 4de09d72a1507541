"""The log's table, made by hand: partitioned by month, and append-only for the application's role.

Django cannot say PARTITION BY. The key holds `at`, since a partitioned table's key must; `id` alone is unique by its
sequence (identity columns on partitioned tables came with PostgreSQL 17). The sets of allowed words are listed here
once more, as the state below lists them.
"""

from django.conf import settings
from django.db import migrations, models
from psycopg import sql

import audit.models

TABLE = """
CREATE SEQUENCE audit_entry_id_seq AS bigint;
CREATE FUNCTION audit_transaction_id() RETURNS bigint LANGUAGE sql VOLATILE
    AS 'SELECT pg_current_xact_id()::text::bigint';
CREATE TABLE audit_entry (
    id bigint NOT NULL DEFAULT nextval('audit_entry_id_seq'),
    at timestamptz NOT NULL,
    transaction bigint NOT NULL DEFAULT audit_transaction_id(),
    action varchar(10) NOT NULL,
    what varchar(60) NOT NULL,
    how varchar(10) NOT NULL,
    patient uuid NULL,
    object uuid NULL,
    actor_kind varchar(10) NOT NULL,
    actor uuid NULL,
    actor_name varchar(200) NOT NULL,
    actor_title varchar(100) NOT NULL,
    mandate varchar(20) NOT NULL,
    assignment uuid NULL,
    unit varchar(31) NOT NULL,
    unit_name varchar(200) NOT NULL,
    provider varchar(31) NOT NULL,
    provider_name varchar(200) NOT NULL,
    purpose varchar(60) NOT NULL,
    because varchar(200) NOT NULL,
    emergency boolean NOT NULL,
    request varchar(36) NOT NULL,
    PRIMARY KEY (at, id),
    CONSTRAINT audit_entry_action CHECK (
        action IN ('read', 'list', 'search', 'write', 'refused', 'login', 'logout')),
    CONSTRAINT audit_entry_how CHECK (
        how IN ('page', 'list', 'search', 'form', 'pdf', 'api', 'task', 'import')),
    CONSTRAINT audit_entry_actor_kind CHECK (actor_kind IN ('patient', 'proxy', 'staff', 'system', 'nobody'))
) PARTITION BY RANGE (at);
ALTER SEQUENCE audit_entry_id_seq OWNED BY audit_entry.id;
CREATE INDEX audit_entry_patient_at ON audit_entry (patient, at DESC);
CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;
"""

# The application may not create tables, but a log without next month's partition must not wait for the owner. A month
# that already has lines in the default partition stays there.
PARTITIONS = """
CREATE FUNCTION audit_make_partition(of_month date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    first date := date_trunc('month', of_month)::date;
    name text := 'audit_entry_' || to_char(first, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit_make_partition'));
    IF to_regclass('public.' || name) IS NULL THEN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_entry FOR VALUES FROM (%L) TO (%L)',
            name, first || ' 00:00+00', (first + interval '1 month')::date || ' 00:00+00');
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC, %I', name, {role});
    END IF;
    RETURN name;
EXCEPTION WHEN check_violation THEN
    RETURN 'audit_entry_default';
END $$;
REVOKE ALL ON FUNCTION audit_make_partition(date) FROM PUBLIC;
"""

APPEND_ONLY = """
REVOKE ALL ON audit_entry, audit_entry_default FROM PUBLIC, {role};
GRANT SELECT, INSERT ON audit_entry TO {role};
GRANT USAGE ON SEQUENCE audit_entry_id_seq TO {role};
GRANT EXECUTE ON FUNCTION audit_make_partition(date) TO {role};
"""


def make_table(apps, schema_editor):
    role = settings.APPLICATION_ROLE
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(sql.SQL(PARTITIONS).format(role=sql.Literal(role)))
        cursor.execute(sql.SQL(APPEND_ONLY).format(role=sql.Identifier(role)))
        cursor.execute("""
            SELECT audit_make_partition(month::date)
            FROM generate_series(now() - interval '1 month', now() + interval '12 months', interval '1 month') AS month
        """)


def drop_table(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DROP TABLE audit_entry")
        cursor.execute("DROP FUNCTION audit_make_partition(date), audit_transaction_id()")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make_table, drop_table)],
            state_operations=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("transaction", models.BigIntegerField(db_default=audit.models.TransactionId())),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("read", "läste"),
                                    ("list", "såg i en lista"),
                                    ("search", "sökte"),
                                    ("write", "skrev"),
                                    ("refused", "nekades"),
                                    ("login", "loggade in"),
                                    ("logout", "loggade ut"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.CharField(max_length=60)),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("page", "sida"),
                                    ("list", "lista"),
                                    ("search", "sökning"),
                                    ("form", "formulär"),
                                    ("pdf", "utskrift"),
                                    ("api", "data"),
                                    ("task", "automatiskt"),
                                    ("import", "inläsning"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("patient", models.UUIDField(null=True)),
                        ("object", models.UUIDField(null=True)),
                        (
                            "actor_kind",
                            models.CharField(
                                choices=[
                                    ("patient", "du själv"),
                                    ("proxy", "närstående"),
                                    ("staff", "personal"),
                                    ("system", "systemet"),
                                    ("nobody", "okänd"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("actor", models.UUIDField(null=True)),
                        ("actor_name", models.CharField(blank=True, max_length=200)),
                        ("actor_title", models.CharField(blank=True, max_length=100)),
                        ("mandate", models.CharField(blank=True, max_length=20)),
                        ("assignment", models.UUIDField(null=True)),
                        ("unit", models.CharField(blank=True, max_length=31)),
                        ("unit_name", models.CharField(blank=True, max_length=200)),
                        ("provider", models.CharField(blank=True, max_length=31)),
                        ("provider_name", models.CharField(blank=True, max_length=200)),
                        ("purpose", models.CharField(blank=True, max_length=60)),
                        ("because", models.CharField(blank=True, max_length=200)),
                        ("emergency", models.BooleanField(default=False)),
                        ("request", models.CharField(blank=True, max_length=36)),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                        "indexes": [models.Index(fields=["patient", "-at"], name="audit_entry_patient_at")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "action__in",
                                        ["read", "list", "search", "write", "refused", "login", "logout"],
                                    )
                                ),
                                name="audit_entry_action",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "how__in",
                                        ["page", "list", "search", "form", "pdf", "api", "task", "import"],
                                    )
                                ),
                                name="audit_entry_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("actor_kind__in", ["patient", "proxy", "staff", "system", "nobody"])
                                ),
                                name="audit_entry_actor_kind",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
