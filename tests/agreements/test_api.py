"""Programs read and write agreements on somebody's behalf: the same gate, verbs and sentences as the pages."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from access.kinds import ALL_SCOPES, MandateKind, Scope
from agreements.api import answering
from agreements.models import Agreement, AgreementStatus, AgreementTemplate, Commitment, Question, Tick
from agreements.services import agree, ask_question, ship_templates, sign
from audit.models import How
from people.models import Assignment
from tests.deeds import AT_THE_MEETING, whole
from tests.factories import PROGRAM, World
from tests.log import lines
from tests.programs import CHANGED, NOT_THERE, NOT_YOURS, WORDS, Program, mark, tag, told

# ---------------------------------------------------------------- the patient


def test_agda_reads_her_agreements_and_the_log_says_that_a_program_did(agda: Program, proposal: Agreement) -> None:
    data = agda.get("api_own_agreements").json()
    assert [(each["id"], each["title"], each["can_answer"]) for each in data["agreements"]] == [
        (str(proposal.public_id), "Promenader", True)
    ]
    one = agda.get("api_own_agreement", agreement=proposal.public_id)
    assert (one.json()["title"], mark(one), one["Cache-Control"]) == ("Promenader", tag(proposal), "no-store")
    read = lines("action", "what", "actor_name", how=How.API)
    assert read == [("read", "agreements", "Agda Andersson")] * 2


def test_agdas_yes_binds_and_the_answer_has_the_mark_of_what_stands(agda: Program, proposal: Agreement) -> None:
    answer = agda.post("api_say_yes", match=tag(proposal), agreement=proposal.public_id)
    assert (answer.status_code, answer.json()["agreed_how"], mark(answer)) == (200, "inloggad", tag(proposal, 2))
    proposal.refresh_from_db()
    assert (proposal.status, lines("what", action="write", how=How.API)) == ("agreed", ["agreement.accepted"])


def test_agdas_no_is_kept_with_what_is_wrong(agda: Program, proposal: Agreement) -> None:
    said = {"because": "Jag orkar inte så långt"}
    answer = agda.post("api_say_no", said, match=tag(proposal), agreement=proposal.public_id)
    assert (answer.status_code, answer.json()["disagreed_because"]) == (200, "Jag orkar inte så långt")
    proposal.refresh_from_db()
    assert proposal.status == AgreementStatus.DISAGREED


def test_agda_asks_and_the_question_sent_twice_is_one(agda: Program, agreement: Agreement) -> None:
    key, said = str(uuid4()), {"text": "Hur långt?", "wish": "change"}
    answers = [agda.post("api_ask_question", said, key=key, agreement=agreement.public_id) for _ in range(2)]
    assert [(each.status_code, each.json()) for each in answers] == [(200, {"id": key})] * 2
    assert list(Question.objects.values_list("text", "wish")) == [("Hur långt?", "change")]


def test_agda_ticks_off_and_takes_it_back(agda: Program, agreement: Agreement) -> None:
    mine = Commitment.objects.get(who="patient")
    done = agda.post("api_tick_own", {"note": "Gick till sjön"}, commitment=mine.public_id)
    assert (done.status_code, Tick.objects.standing().get().note) == (200, "Gick till sjön")
    (shown,) = agda.get("api_own_agreement", agreement=agreement.public_id).json()["patient_does"]
    assert (shown["is_done"], shown["tick"]) == (True, done.json()["id"])
    assert agda.post("api_untick_own", tick=done.json()["id"]).status_code == 204
    assert Tick.objects.standing().count() == 0


def test_agda_sees_what_changed_and_not_what_was_taken_back(clinic: World, agda: Program, agreement: Agreement) -> None:
    access = clinic.anna.opens(clinic.agda)
    taken_back = agree(access=access, text=whole(title="Aldrig"), now=clinic.now, replaces=agreement)
    agrees_anew = agree(
        access=access, text=whole(title="Ny"), now=clinic.now, replaces=taken_back, said=AT_THE_MEETING
    )  # fmt: skip
    told_of = agda.get("api_own_versions", agreement=agrees_anew.public_id).json()["versions"]
    assert [each["row"]["title"] for each in told_of] == ["Ny", "Hjärtsvikt"]
    assert told_of[0]["changes"][0]["heading"] == "Rubrik"
    never = Agreement.objects.get(title="Aldrig")
    assert told(agda.get("api_own_agreement", agreement=never.public_id)) == (404, NOT_THERE)


def test_a_trustee_acts_for_agda_under_her_own_name(clinic: World, proposal: Agreement) -> None:
    kia = clinic.let_in("Kia Andersson", clinic.agda, MandateKind.TRUSTEE, scopes=ALL_SCOPES)
    karin = Program(kia.logs_in(), clinic.agda.id)
    assert [each["title"] for each in karin.get("api_own_agreements").json()["agreements"]] == ["Promenader"]
    answer = karin.post("api_say_yes", match=tag(proposal), agreement=proposal.public_id)
    assert answer.json()["by_proxy"] == "Kia Andersson (god man eller förvaltare)"


def test_a_proxy_for_times_alone_is_told_that_agreements_are_not_open(clinic: World, proposal: Agreement) -> None:
    clinic.lets_proxies_in()
    pelle = clinic.let_in("Pelle Ny", clinic.agda, MandateKind.PROXY, scopes=[Scope.TIMES])
    program = Program(pelle.logs_in(), clinic.agda.id)
    data = program.get("api_own_agreements").json()
    assert (data["is_open"], data["agreements"], data["ended"]) == (False, [], [])
    assert told(program.get("api_own_agreement", agreement=proposal.public_id)) == (404, NOT_THERE)
    assert told(program.post("api_say_yes", match=tag(proposal), agreement=proposal.public_id)) == (403, NOT_YOURS)


# ---------------------------------------------------------------- staff write


def test_annas_program_writes_a_proposal_and_the_same_sent_twice_is_one(
    clinic: World, anna: Program, agda: Program
) -> None:
    key = str(uuid4())
    first = anna.post("api_agreements", WORDS, key=key)
    assert (first.status_code, first.json()["id"], mark(first)) == (201, key, f'"{key}-1"')
    assert first["Location"] == anna.url("api_agreement", {"agreement": key})
    again = anna.post("api_agreements", {**WORDS, "key": key, "title": "Annat"})
    assert (again.status_code, again.json()["id"], again.json()["title"]) == (200, key, "Hjärtsvikt")
    row = agda.get("api_own_agreement", agreement=key).json()
    assert [each["what"] for each in row["patient_does"]] == ["väger mig"]
    assert (row["care_does"][0]["responsible"], row["next_step"]) == ("Hjärtmottagningen", "Telefonsamtal")
    assert row["watch_for"] == [{"sign": "vikten ökar", "by_day": "ring Anna", "at_night": "ring 1177"}]
    assert lines("what", action="write", how=How.API, what__startswith="agreement") == ["agreement.proposed"]


def test_who_may_be_named_is_told_and_a_named_colleague_is_asked(clinic: World, anna: Program) -> None:
    clinic.maria.meets(clinic.agda)
    choices = anna.get("api_responsible").json()
    maria = next(each for each in choices["care"] if "Maria" in each["name"])
    care = [{"what": "undersöker", "who": maria["who"]}]
    assert maria["name"] == "Maria Lind (tillfrågas)"
    assert {"who": "patient", "name": "Patienten själv"} in choices["next_who"]
    row = anna.post("api_agreements", {**WORDS, "care": care}).json()
    assert row["care_does"][0]["waits_for"] == "Maria Lind"


def test_somebody_who_has_left_cannot_be_named(clinic: World, anna: Program) -> None:
    maria = str(clinic.maria.professional.public_id)
    Assignment.objects.filter(pk=clinic.maria.assignment.pk).update(until=clinic.now)
    refused = anna.post("api_agreements", {**WORDS, "care": [{"what": "undersöker", "who": maria}]})
    assert told(refused) == (400, {"care.0.who": ["Välj någon i listan."]})


def test_a_revision_needs_the_mark_of_what_was_read(anna: Program, agreement: Agreement) -> None:
    words, where = {**WORDS, "how": "meeting", "title": "Ny"}, {"agreement": agreement.public_id}
    assert told(anna.post("api_revise", words, **where)) == (428, "Skicka If-Match med den ETag som du läste.")
    assert anna.post("api_revise", words, match="*", **where).status_code == 428
    for stale in (tag(agreement, 9), f"W/{tag(agreement)}", '"nonsense"', "nonsense", f'"{uuid4()}-1"'):
        refused = anna.post("api_revise", words, match=stale, **where)
        assert (*told(refused), mark(refused)) == (412, CHANGED, tag(agreement))
    assert Agreement.objects.count() == 1
    key = str(uuid4())
    written = anna.post("api_revise", words, match=f'"other", {tag(agreement)}', key=key, **where)
    assert (written.status_code, written.json()["version"], written.json()["title"]) == (201, 2, "Ny")
    again = anna.post("api_revise", words, match=tag(agreement), key=key, **where)
    assert (again.status_code, again.json()["id"]) == (200, key)
    late = anna.post("api_revise", words, match=tag(agreement), **where)
    assert (late.status_code, mark(late), Agreement.objects.count()) == (412, tag(agreement, 2), 2)


def test_a_race_that_is_lost_inside_the_verb_is_told_as_one(
    clinic: World, anna: Program, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Helena signs between the look and the end."""

    def ends_late(**told: Any) -> None:
        sign(access=clinic.anna.opens(clinic.agda), agreement=Agreement.objects.get(), now=clinic.now)
        real(**told)

    real = answering.end
    monkeypatch.setattr(answering, "end", ends_late)
    lost = anna.post("api_end", {"because": "Klart"}, match=tag(agreement), agreement=agreement.public_id)
    assert (*told(lost), mark(lost)) == (412, CHANGED, tag(agreement, 2))
    agreement.refresh_from_db()
    assert (agreement.status, agreement.signed_by) == ("agreed", clinic.anna.professional)


def test_anna_ends_signs_and_says_what_hinders_signing(anna: Program, agreement: Agreement) -> None:
    where = {"agreement": agreement.public_id}
    left = anna.post("api_leave_unsigned", {"because": "Datorn"}, match=tag(agreement), **where)
    assert (left.status_code, mark(left)) == (200, tag(agreement, 2))
    signed = anna.post("api_sign", match=tag(agreement, 2), **where)
    assert (signed.json()["signed"], mark(signed)) == ("Anna Berg", tag(agreement, 3))
    assert anna.post("api_sign", match=tag(agreement, 3), **where).status_code == 412
    ended = anna.post("api_end", {"because": "Du är frisk"}, match=tag(agreement, 3), **where)
    assert (ended.status_code, ended.json()["status"]) == (200, "Avslutad")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ended_because) == ("ended", "Du är frisk")


def test_anna_writes_down_what_agda_said_in_the_telephone(anna: Program, proposal: Agreement) -> None:
    said = {"answer": "phone", "on": "2026-11-25", "said_by": "Karin Andersson, god man"}
    answer = anna.post("api_record_answer", said, match=tag(proposal), agreement=proposal.public_id)
    assert (answer.json()["agreed_how"], answer.json()["by_proxy"]) == ("i telefon", "Karin Andersson, god man")
    again = anna.post("api_record_answer", said, match=tag(proposal, 2), agreement=proposal.public_id)
    assert (again.status_code, mark(again)) == (412, tag(proposal, 2))


def test_a_question_is_taken_up_and_answered_once(clinic: World, anna: Program, agreement: Agreement) -> None:
    own = clinic.agda.opens_own()
    asked = ask_question(access=own, agreement=agreement, text="Hur långt?", key=uuid4(), now=clinic.now)
    assert anna.post("api_take_up_question", question=asked.public_id).status_code == 204
    assert anna.post("api_answer_question", {"answer": "Till sjön"}, question=asked.public_id).status_code == 204
    late = anna.post("api_answer_question", {"answer": "Till bron"}, question=asked.public_id)
    assert (*told(late), mark(late)) == (412, CHANGED, tag(agreement))
    asked.refresh_from_db()
    assert (asked.answer, asked.seen_at) == ("Till sjön", clinic.now)


def test_the_eye_clinic_says_no_and_why_and_only_once(clinic: World, agreement: Agreement) -> None:
    clinic.nils.meets(clinic.agda)
    nils = Program(clinic.nils.logs_in(), clinic.agda.id)
    asked = Commitment.objects.get(what="mäter").public_id
    assert told(nils.post("api_answer_commitment", {"answer": "no"}, commitment=asked)) == (
        400, {"because": ["Skriv varför ni inte kan."]},
    )  # fmt: skip
    said = {"answer": "no", "because": "Vi har inte tid"}
    assert nils.post("api_answer_commitment", said, commitment=asked).status_code == 204
    assert nils.post("api_answer_commitment", {"answer": "yes"}, commitment=asked).status_code == 412
    assert Commitment.objects.get(what="mäter").declined_because == "Vi har inte tid"


def test_care_ticks_off_what_it_has_promised_and_takes_it_back(anna: Program, agreement: Agreement) -> None:
    ours = Commitment.objects.get(what="ringer").public_id
    done = anna.post("api_tick", {"note": "Svarade"}, commitment=ours)
    assert (done.status_code, Tick.objects.standing().count()) == (200, 1)
    assert anna.post("api_untick", tick=done.json()["id"]).status_code == 204
    assert Tick.objects.standing().count() == 0


def test_an_agreement_keeps_the_template_that_its_program_wrote_it_from(clinic: World, anna: Program) -> None:
    ship_templates(actor=PROGRAM, now=clinic.now - timedelta(days=30))
    cancer = AgreementTemplate.objects.get(key="cancer")
    made = anna.post("api_agreements", {**WORDS, "template": str(cancer.public_id)})
    assert (made.status_code, Agreement.objects.get().template) == (201, cancer)
    first = Agreement.objects.get()
    anna.post("api_revise", {**WORDS, "how": "meeting"}, match=tag(first), agreement=first.public_id)
    assert Agreement.objects.get(version=2).template == cancer


def test_what_is_read_again_is_not_sent_twice_until_anything_of_it_is_another(
    clinic: World, anna: Program, agda: Program, agreement: Agreement
) -> None:
    """A tick is no new text: it changes what is shown, and not what Anna may go on with."""
    where = {"agreement": agreement.public_id}
    url, first = anna.url("api_agreement", where), anna.get("api_agreement", **where)
    again = anna.sends("GET", url, none=f"W/{first['ETag']}")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert lines("what", action="read", actor_name="Anna Berg", how=How.API) == ["agreements"] * 2
    agda.post("api_tick_own", commitment=Commitment.objects.get(who="patient").public_id)
    then = anna.sends("GET", url, none=first["ETag"])
    assert (then.status_code, then["ETag"] == first["ETag"], mark(then)) == (200, False, mark(first))
    ended = anna.post("api_end", {"because": "Klart"}, match=first["ETag"], **where)
    assert (ended.status_code, mark(ended)) == (200, tag(agreement, 2))
