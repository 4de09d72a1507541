"""A template leaves blanks: they may stand in a draft, and never in what the patient is to hold to."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from access.gate import open_templates
from agreements.models import Agreement, Draft
from agreements.responsible import OWN
from agreements.services import (
    AgreementText,
    BlanksLeft,
    Does,
    LaterStep,
    WatchFor,
    agree,
    ship_templates,
    take_into_use,
)
from audit.models import How
from steps.models import StepKind
from steps.services import StepPlan
from tests.agreements.test_filling import boxes, fetches, template
from tests.agreements.test_writing import filled_in
from tests.deeds import whole
from tests.factories import PROGRAM, World

LEFT = "Här står en lucka kvar, […] eller punkter. Fyll i den, eller ta bort raden."


def test_who_agrees_before_the_weight_is_filled_in_is_asked_for_it_and_the_patient_is_given_no_dots(
    clinic: World,
) -> None:
    ship_templates(actor=PROGRAM, now=clinic.now - timedelta(days=30))
    opened = open_templates(clinic.helena.viewer, How.FORM, now=clinic.now, what="templates")
    take_into_use(access=opened, template=template("heart_failure"), now=clinic.now)
    page = fetches(clinic, "heart_failure", filled_in(clinic))
    number = next(n for n in range(20) if "[…]" in boxes(page)[f"patient-{n}-what"])
    where = f"Patienten gör, rad {number + 1}"
    assert f"{where}: fyll i luckan […]" in page
    assert re.search(r"(Vården gör|Steg längre fram), rad \d+: vem ansvarar\?", page)
    assert page.count("ringer när vikten har ökat […] kilo på […] dagar") == 2  # as the patient will read it as well
    client, agda = clinic.anna.logs_in(), {"patient": clinic.agda.id}
    own = {f"{part}-{n}-who": OWN for part in ("care", "steps") for n in range(20)}
    sent = {**filled_in(clinic), **boxes(page), **own}
    refused = client.post(reverse("write_agreement", kwargs=agda), sent).content.decode()
    assert f'<a href="#patient-{number}-what">{where}: {LEFT}</a>' in refused
    client.post(reverse("keep_draft", kwargs=agda), sent)
    assert (Agreement.objects.count(), Draft.objects.count()) == (0, 1)
    filled = {name: words.replace("[…]", "2") for name, words in sent.items()}
    client.post(reverse("write_agreement", kwargs=agda), {**filled, "draft_revision": "1"})
    assert Agreement.objects.get().commitments.filter(what="ringer när vikten har ökat 2 kilo på 2 dagar").exists()


@pytest.mark.parametrize(
    "text",
    [
        whole(turn_by_day="Ring […]"),
        whole(turn_by_evening="Ring [...]"),
        whole(coordination="Ring [ … . ]"),
        whole(relatives="Ring […\u200b]"),
        whole(title="Plan för [_]"),
        whole(network_does=(Does("följer med … gånger i veckan"),)),
        whole(patient_does=(Does("ringer om (…) dagar"),)),
        whole(follow_up_how="Ring om […"),
        whole(care_does=(Does("ringer om [ … ] dagar"),)),
        whole(watch_for=(WatchFor("vikten", "ring", "ring [..]"),)),
        whole(next_step=StepPlan(kind=StepKind.ACTION, what="Prov om […] dagar")),
        whole(later_steps=(LaterStep(StepPlan(kind=StepKind.ACTION, what="Prov", when="om […]")),)),
    ],
)
def test_no_text_with_a_blank_is_agreed_or_proposed(clinic: World, text: AgreementText) -> None:
    with pytest.raises(BlanksLeft):
        agree(access=clinic.anna.opens(clinic.agda), text=text, now=clinic.now)


@pytest.mark.parametrize("words", ["Jag vill [...] hem", "orka…", "Att … vara hemma"])
def test_what_the_patient_says_may_have_dots(clinic: World, anna: Any, words: str) -> None:
    text = whole(what_matters=words, care_does=(Does("ringer [kören] så… ofta (1–2 gånger)"),))
    agreed = agree(access=clinic.anna.opens(clinic.agda), text=text, now=clinic.now)
    assert Agreement.objects.get().what_matters == agreed.what_matters == words


def test_a_program_is_told_where_the_blank_is_and_dots_that_are_none_are_kept(anna: Any) -> None:
    words = {
        "title": "Hjärtsvikt", "what_matters": "Att orka… [kören]", "care": [{"what": "ringer", "who": OWN}],
        "no_next_step_because": "Inget behövs", "turn_by_day": "Ring", "no_fixed_contact_because": "Behövs inte",
        "follow_up_how": "Vid besöket", "how": "proposal",
    }  # fmt: skip
    refused = anna.post("api_agreements", {**words, "patient": [{"what": "ringer vid […] kilo"}]})
    assert (refused.status_code, refused.json()["fields"]) == (400, {"patient.0.what": [LEFT]})
    anna.post("api_agreements", {**words, "patient": [{"what": "ringer vid 2 kilo"}]})
    assert Agreement.objects.get().what_matters == "Att orka… [kören]"
