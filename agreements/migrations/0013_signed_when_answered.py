"""Only what the patient has answered is signed, and what another unit has answered stays answered."""

from django.db import migrations, models

# A proposal that was signed, or left unsigned with a reason, is no entry in the record yet: what was agreed afterwards
# would be listed for nobody to sign. The mark is taken off, so that it is listed when it is answered; also where the
# yes came after the signature, for nobody has signed that yes. The log tells of each signature all the same. To leave
# such rows be (NOT VALID) would hinder that they are ever ended.
NOT_SIGNED_YET = """
ALTER TABLE agreements_agreement DISABLE TRIGGER USER;
UPDATE agreements_agreement SET signed_at = NULL, signed_by_id = NULL, unsigned_because = ''
    WHERE (agreed_at IS NULL AND disagreed_at IS NULL AND (signed_at IS NOT NULL OR unsigned_because <> ''))
    OR signed_at < agreed_at OR signed_at < disagreed_at;
ALTER TABLE agreements_agreement ENABLE TRIGGER USER;
"""
# As it was in migration 0004, and now: who answered, when and why stay with the answer, and what was replaced, ended or
# refused by the patient is answered no more.
ANSWERED_ONCE = """
CREATE OR REPLACE FUNCTION agreements_commitment_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.standing, NEW.answered_at, NEW.answered_by_id, NEW.declined_because)
        IS NOT DISTINCT FROM (OLD.standing, OLD.answered_at, OLD.answered_by_id, OLD.declined_because)
    THEN
        RETURN NEW;
    END IF;
    IF OLD.standing <> 'asked' OR NEW.standing = 'asked' THEN
        PERFORM agreements_refuse('agreements_commitment_answered_once');
    END IF;
    IF NOT EXISTS (SELECT FROM agreements_agreement
        WHERE id = NEW.agreement_id AND status IN ('proposed', 'agreed'))
    THEN
        PERFORM agreements_refuse('agreements_commitment_asks_no_more');
    END IF;
    RETURN NEW;
END $$;
"""
STANDS_ONCE = """
CREATE OR REPLACE FUNCTION agreements_commitment_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.standing <> OLD.standing AND OLD.standing <> 'asked' THEN
        PERFORM agreements_refuse('agreements_commitment_answered_once');
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_when_asked_and_refused")]

    operations = [
        migrations.RunSQL(NOT_SIGNED_YET, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_at__isnull", False),
                    ("disagreed_at__isnull", False),
                    models.Q(("signed_at", None), ("unsigned_because", "")),
                    _connector="OR",
                ),
                name="agreements_signed_when_answered",
            ),
        ),
        migrations.RunSQL(ANSWERED_ONCE, STANDS_ONCE),
    ]
