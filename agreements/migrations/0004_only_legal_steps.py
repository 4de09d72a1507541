"""An agreement takes legal steps only, and what was written in it stays as it was written."""

from django.db import migrations

# A CHECK cannot see what a row was. What is not listed as changing is the text: new columns are frozen unless said.
STEPS = """
CREATE FUNCTION agreements_refuse(rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = rule;
END $$;

CREATE FUNCTION agreements_agreement_step() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER agreements_agreement_step BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreement
    FOR EACH ROW EXECUTE FUNCTION agreements_agreement_step();

CREATE FUNCTION agreements_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM agreements_refuse('agreements_never_lost');
    END IF;
    IF to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[] THEN
        PERFORM agreements_refuse('agreements_text_is_never_edited');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_commitment_stays BEFORE UPDATE OR DELETE ON agreements_commitment
    FOR EACH ROW EXECUTE FUNCTION agreements_part_stays(
        'standing', 'answered_at', 'answered_by_id', 'declined_because');
CREATE TRIGGER agreements_watch_stays BEFORE UPDATE OR DELETE ON agreements_watch
    FOR EACH ROW EXECUTE FUNCTION agreements_part_stays();
CREATE TRIGGER agreements_tick_stays BEFORE UPDATE OR DELETE ON agreements_tick
    FOR EACH ROW EXECUTE FUNCTION agreements_part_stays('taken_back_at');
CREATE TRIGGER agreements_question_stays BEFORE UPDATE OR DELETE ON agreements_question
    FOR EACH ROW EXECUTE FUNCTION agreements_part_stays('seen_at', 'answer', 'answered_at', 'answered_by_id');

CREATE FUNCTION agreements_commitment_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.standing <> OLD.standing AND OLD.standing <> 'asked' THEN
        PERFORM agreements_refuse('agreements_commitment_answered_once');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreements_commitment_step BEFORE UPDATE ON agreements_commitment
    FOR EACH ROW EXECUTE FUNCTION agreements_commitment_step();
"""
NO_STEPS = """
DROP TRIGGER agreements_commitment_step ON agreements_commitment;
DROP FUNCTION agreements_commitment_step();
DROP TRIGGER agreements_question_stays ON agreements_question;
DROP TRIGGER agreements_tick_stays ON agreements_tick;
DROP TRIGGER agreements_watch_stays ON agreements_watch;
DROP TRIGGER agreements_commitment_stays ON agreements_commitment;
DROP FUNCTION agreements_part_stays();
DROP TRIGGER agreements_agreement_step ON agreements_agreement;
DROP FUNCTION agreements_agreement_step();
DROP FUNCTION agreements_refuse(text);
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_whole_agreements")]

    operations = [migrations.RunSQL(STEPS, NO_STEPS)]
