"""The ages of 1177 as dated rules, and a mandate's legal steps."""

from datetime import date

from django.db import migrations

EVERY = ["times", "contacts", "agreements", "medication", "answer", "book"]
SINCE = date(2020, 1, 1)
BECAUSE = "1177 Journalen"


def write_rules(apps, schema_editor):
    """Guardians until 13. The child's plan is the child's at every age, but medicines alone from 18 (domain.md 6.7)."""
    AgeRule = apps.get_model("access", "AgeRule")
    for scope in EVERY:
        AgeRule.objects.create(kind="guardian", scope=scope, until_age=13, valid_from=SINCE, because=BECAUSE)
        from_age = 18 if scope == "medication" else 0
        AgeRule.objects.create(kind="self", scope=scope, from_age=from_age, valid_from=SINCE, because=BECAUSE)


# A CHECK cannot see what a row was. Refused and ended are the last words.
STEPS = """
CREATE FUNCTION access_mandate_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('refused', 'ended')
        OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('requested', 'active'), ('requested', 'refused'), ('requested', 'ended'), ('active', 'ended')))
        OR NEW.patient_id <> OLD.patient_id OR NEW.kind <> OLD.kind OR NEW.login_id <> OLD.login_id
    THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = 'access_mandate_step', MESSAGE = 'access_mandate_step';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_mandate_step BEFORE UPDATE ON access_mandate
    FOR EACH ROW EXECUTE FUNCTION access_mandate_step();
"""
NO_STEPS = """
DROP TRIGGER access_mandate_step ON access_mandate;
DROP FUNCTION access_mandate_step();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_who_may_act_for_whom")]

    operations = [
        migrations.RunPython(write_rules, migrations.RunPython.noop),
        migrations.RunSQL(STEPS, NO_STEPS),
    ]
