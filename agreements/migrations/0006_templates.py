"""Templates, a row for each version, and what each unit uses."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

# A CHECK cannot see what a row was, nor the versions before it. Withdrawn is the last word.
FROZEN = """
CREATE FUNCTION agreements_template_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR OLD.withdrawn_on IS NOT NULL
        OR (to_jsonb(NEW) - '{withdrawn_on,withdrawn_because}'::text[])
            <> (to_jsonb(OLD) - '{withdrawn_on,withdrawn_because}'::text[])
    THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_template_frozen', MESSAGE = 'agreements_template_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_template_frozen BEFORE UPDATE OR DELETE ON agreements_agreementtemplate
    FOR EACH ROW EXECUTE FUNCTION agreements_template_frozen();

CREATE FUNCTION agreements_template_one_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM agreements_agreementtemplate earlier
        WHERE earlier.key = NEW.key AND earlier.unit_id IS DISTINCT FROM NEW.unit_id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'agreements_template_one_owner', MESSAGE = 'agreements_template_one_owner';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_template_one_owner BEFORE INSERT ON agreements_agreementtemplate
    FOR EACH ROW EXECUTE FUNCTION agreements_template_one_owner();
"""
THAWED = """
DROP TRIGGER agreements_template_frozen ON agreements_agreementtemplate;
DROP FUNCTION agreements_template_frozen();
DROP TRIGGER agreements_template_one_owner ON agreements_agreementtemplate;
DROP FUNCTION agreements_template_one_owner();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_what_waits"),
        ("people", "0005_room_for_subjects"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("effective_from", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.careunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="agreements_template_version"),
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[a-z][a-z0-9_]{0,39}$")), name="agreements_template_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="agreements_template_first_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_because", ""), ("withdrawn_on", None)),
                            models.Q(
                                ("withdrawn_on__isnull", False), models.Q(("withdrawn_because", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="agreements_template_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateInUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.careunit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("unit", "key"),
                        name="agreements_templateinuse_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[a-z][a-z0-9_]{0,39}$")),
                        name="agreements_templateinuse_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="agreements_templateinuse_period",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
