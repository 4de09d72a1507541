"""Two walks of the architecture, end to end; the third, of the reminder, is in tests/faults/test_two_of_each."""

from uuid import uuid4

from tests.deeds import books
from tests.factories import World
from tests.log import lines


def test_the_patient_opens_the_plan_and_the_log_remembers_it(world: World) -> None:
    books(world.anna.meets(world.agda), what="Återbesök om hjärtat", now=world.now)
    before = len(lines("action"))
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert plan.count("Återbesök om hjärtat") >= 1
    assert lines("action", "what", "how", "actor_kind")[before:] == [("read", "plan", "page", "patient")]


def test_staff_document_an_agreement_and_the_patient_reads_it(world: World) -> None:
    world.anna.meets(world.agda)
    anna = str(world.anna.professional.public_id)
    written = {
        "key": uuid4(), "title": "Promenader", "what_matters": "Att orka gå dit",
        "patient-TOTAL_FORMS": "1", "patient-INITIAL_FORMS": "0",
        "patient-0-what": "går varje dag", "network-TOTAL_FORMS": "0", "network-INITIAL_FORMS": "0",
        "care-TOTAL_FORMS": "1", "care-INITIAL_FORMS": "0", "care-0-what": "ringer", "care-0-who": anna,
        "watch-TOTAL_FORMS": "0", "watch-INITIAL_FORMS": "0", "no_fixed_contact_because": "Behövs inte",
        "follow_up_how": "I telefon", "next_what": "Anna ringer",
        "next_latest": "2026-12-04", "next_who": anna, "no_next_step_because": "", "turn_by_day": "Ring Anna.",
        "follow_up_on": "", "how": "meeting",
    }  # fmt: skip
    response = world.anna.logs_in().post(f"/patient/{world.agda.id}/overenskommelser/ny/", written)
    assert (response.status_code, response.url) == (302, f"/patient/{world.agda.id}/")
    plan = world.agda.logs_in().get("/min-plan/").content.decode()
    assert [words in plan for words in ("Promenader", "går varje dag", "Anna ringer")] == [True] * 3
    assert ("write", "agreement.agreed", "Anna Berg") in lines("action", "what", "actor_name")
