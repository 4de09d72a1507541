"""When the patient said no, and since when somebody else has been asked: neither follows from other columns."""

from django.db import migrations, models

# As it was in migration 0004, and now: the time of a no is written with the no, and once.
STEP_WITH_TIME = """
CREATE OR REPLACE FUNCTION agreements_agreement_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing text[] := ARRAY['status', 'revision', 'updated_at', 'agreed_at', 'agreed_how', 'by_proxy',
        'disagreed_because', 'disagreed_at', 'ended_at', 'ended_because', 'signed_at', 'signed_by_id', 'unsigned_because',
        'approved_for_patient', 'patient_id'];
    agreed text[] := ARRAY[NEW.agreed_at::text, NEW.agreed_how, NEW.by_proxy, NEW.disagreed_because,
        NEW.disagreed_at::text];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM agreements_refuse('agreements_never_lost');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('proposed', 'agreed', 'disagreed') THEN
            PERFORM agreements_refuse('agreements_step');
        END IF;
        IF '' IN (NEW.title, NEW.what_matters, NEW.turn_by_day, NEW.fixed_contacts || NEW.no_fixed_contact_because)
            OR (NEW.follow_up_on IS NULL AND NEW.follow_up_how = '')
        THEN
            PERFORM agreements_refuse('agreements_required_headings');
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing THEN
        PERFORM agreements_refuse('agreements_text_is_never_edited');
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('proposed', 'agreed'), ('proposed', 'disagreed'), ('proposed', 'replaced'), ('proposed', 'ended'),
        ('agreed', 'replaced'), ('agreed', 'ended'), ('disagreed', 'replaced'), ('disagreed', 'ended'))
    THEN
        PERFORM agreements_refuse('agreements_step');
    END IF;
    IF (OLD.status <> 'proposed' OR NEW.status = 'proposed')
        AND agreed IS DISTINCT FROM ARRAY[OLD.agreed_at::text, OLD.agreed_how, OLD.by_proxy, OLD.disagreed_because,
            OLD.disagreed_at::text]
    THEN
        PERFORM agreements_refuse('agreements_answered_once');
    END IF;
    IF OLD.signed_at IS NOT NULL
        AND (NEW.signed_at, NEW.signed_by_id) IS DISTINCT FROM (OLD.signed_at, OLD.signed_by_id)
    THEN
        PERFORM agreements_refuse('agreements_signed_once');
    END IF;
    RETURN NEW;
END $$;
"""
STEP_WITHOUT = """
CREATE OR REPLACE FUNCTION agreements_agreement_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing text[] := ARRAY['status', 'revision', 'updated_at', 'agreed_at', 'agreed_how', 'by_proxy',
        'disagreed_because', 'ended_at', 'ended_because', 'signed_at', 'signed_by_id', 'unsigned_because',
        'approved_for_patient', 'patient_id'];
    agreed text[] := ARRAY[NEW.agreed_at::text, NEW.agreed_how, NEW.by_proxy, NEW.disagreed_because];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM agreements_refuse('agreements_never_lost');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('proposed', 'agreed', 'disagreed') THEN
            PERFORM agreements_refuse('agreements_step');
        END IF;
        IF '' IN (NEW.title, NEW.what_matters, NEW.turn_by_day, NEW.fixed_contacts || NEW.no_fixed_contact_because)
            OR (NEW.follow_up_on IS NULL AND NEW.follow_up_how = '')
        THEN
            PERFORM agreements_refuse('agreements_required_headings');
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing THEN
        PERFORM agreements_refuse('agreements_text_is_never_edited');
    END IF;
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
        ('proposed', 'agreed'), ('proposed', 'disagreed'), ('proposed', 'replaced'), ('proposed', 'ended'),
        ('agreed', 'replaced'), ('agreed', 'ended'), ('disagreed', 'replaced'), ('disagreed', 'ended'))
    THEN
        PERFORM agreements_refuse('agreements_step');
    END IF;
    IF (OLD.status <> 'proposed' OR NEW.status = 'proposed')
        AND agreed IS DISTINCT FROM ARRAY[OLD.agreed_at::text, OLD.agreed_how, OLD.by_proxy, OLD.disagreed_because]
    THEN
        PERFORM agreements_refuse('agreements_answered_once');
    END IF;
    IF OLD.signed_at IS NOT NULL
        AND (NEW.signed_at, NEW.signed_by_id) IS DISTINCT FROM (OLD.signed_at, OLD.signed_by_id)
    THEN
        PERFORM agreements_refuse('agreements_signed_once');
    END IF;
    RETURN NEW;
END $$;
"""
# The rows that are there get the nearest that is known. The rules that keep text from change are out of the way while
# that is done, in the one transaction of the migration.
TIMES = """
ALTER TABLE agreements_agreement DISABLE TRIGGER USER;
ALTER TABLE agreements_commitment DISABLE TRIGGER USER;
UPDATE agreements_agreement SET disagreed_at = CASE WHEN ended_at IS NULL THEN updated_at ELSE authored_at END
    WHERE disagreed_because <> '';
UPDATE agreements_commitment AS it SET asked_at = agreement.authored_at FROM agreements_agreement AS agreement
    WHERE agreement.id = it.agreement_id AND (it.standing = 'asked' OR it.answered_at IS NOT NULL);
ALTER TABLE agreements_agreement ENABLE TRIGGER USER;
ALTER TABLE agreements_commitment ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0011_unsigned_also_when_replaced"),
        ("people", "0006_editors"),
        ("steps", "0004_handed_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement", name="disagreed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="commitment",
            name="asked_at",
            field=models.DateTimeField(
                blank=True, null=True, help_text="Since when somebody else has been asked for it"
            ),
        ),
        migrations.RunSQL(TIMES, migrations.RunSQL.noop),
        migrations.RunSQL(STEP_WITH_TIME, STEP_WITHOUT),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(disagreed_because="", disagreed_at=None)
                | (~models.Q(disagreed_because="") & models.Q(disagreed_at__isnull=False)),
                name="agreements_disagreed_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=~models.Q(standing="asked") | models.Q(asked_at__isnull=False),
                name="agreements_commitment_asked_when",
            ),
        ),
        migrations.RemoveIndex(model_name="agreement", name="agreements_unsigned"),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(
                    models.Q(("agreed_at__isnull", False), ("disagreed_at__isnull", False), _connector="OR"),
                    ("signed_at", None),
                    ("unsigned_because", ""),
                ),
                fields=["unit", "authored_at"],
                name="agreements_unsigned",
            ),
        ),
    ]
