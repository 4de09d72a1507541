"""What programs read of the unit's templates, and pin to an agreement."""

from uuid import uuid4

from access.gate import open_templates
from agreements.models import Agreement, AgreementTemplate, HeadingPin
from agreements.services import end, ship_templates, take_into_use
from agreements.template_reading import read_template
from audit.models import How
from tests.factories import PROGRAM, World
from tests.knowledge.deeds import forms_team, publishes
from tests.log import lines
from tests.programs import CHANGED, NOT_THERE, Program, told


def test_anna_reads_the_templates_that_her_unit_uses_as_they_are_exported(clinic: World, anna: Program) -> None:
    ship_templates(actor=PROGRAM, now=clinic.now)
    helena = open_templates(clinic.helena.viewer, How.FORM, now=clinic.now, what="templates")
    cancer = AgreementTemplate.objects.get(key="cancer")
    take_into_use(access=helena, template=cancer, now=clinic.now)
    units = Program(anna.client)
    offered = units.get("api_templates").json()["templates"]
    assert [each["key"] for each in offered] == ["generic", "cancer"]
    answer = units.get("api_template", template=offered[1]["id"])
    assert read_template(answer.content.decode()) == cancer.text
    again = units.sends("GET", units.url("api_template", {"template": cancer.public_id}), none=answer["ETag"])
    assert again.status_code == 304
    unused = AgreementTemplate.objects.exclude(key__in=["generic", "cancer"]).first()
    assert told(units.get("api_template", template=unused.public_id)) == (404, NOT_THERE)


def test_annas_program_pins_knowledge_to_a_heading_and_takes_it_away(
    clinic: World, anna: Program, agda: Program, agreement: Agreement
) -> None:
    resource, here = publishes(clinic, forms_team(clinic)), {"agreement": agreement.public_id}
    said = {"heading": "watch_for", "pin": str(resource.public_id)}
    first, again = anna.post("api_pins", said, **here), anna.post("api_pins", said, **here)
    assert (first.status_code, first.json()) == (200, again.json())
    (seen,) = agda.get("api_own_agreement", **here).json()["pins"]
    assert (seen["heading"], seen["title"]) == ("watch_for", "Hjärtsvikt och vätska")
    url = anna.url("api_pin", {"pin": first.json()["id"]})
    assert [anna.sends("DELETE", url).status_code for _ in range(2)] == [204, 204]
    assert HeadingPin.objects.current().count() == 0
    assert lines("what", action="write", how=How.API) == [
        "agreement.knowledge_pinned", "agreement.knowledge_unpinned"
    ]  # fmt: skip


def test_a_pin_that_is_wrong_is_told_at_its_field_and_to_what_has_ended_as_changed(
    clinic: World, anna: Program, agreement: Agreement
) -> None:
    resource, here = publishes(clinic, forms_team(clinic)), {"agreement": agreement.public_id}
    nowhere = {"pin": ["Det finns inte i biblioteket, eller inte längre. Välj något annat."]}
    assert told(anna.post("api_pins", {"heading": "watch_for", "pin": str(uuid4())}, **here)) == (400, nowhere)
    assert told(anna.post("api_pins", {"heading": "watch_for"}, **here)) == (400, nowhere)
    assert told(anna.post("api_pins", {"heading": "x", "pin": str(resource.public_id)}, **here)) == (
        400, {"heading": ["Välj i listan."]},
    )  # fmt: skip
    end(access=clinic.anna.opens(clinic.agda), agreement=agreement, because="Klart", now=clinic.now)
    late = anna.post("api_pins", {"heading": "watch_for", "pin": str(resource.public_id)}, **here)
    assert (*told(late), HeadingPin.objects.count()) == (412, CHANGED, 0)
