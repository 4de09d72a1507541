"""The first contact with a patient begins a care relation, with its reason."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from access.models import CareRelation
from audit.models import Action
from people.models import Identity
from tests.factories import Person, Staff, World
from tests.log import lines

UNKNOWN = "19121212-1212"
URL = "/patienter/ny-kontakt/"


def number_of(whom: Person) -> str:
    return Identity.objects.get(patient=whom.patient, is_current=True).value


def begins(
    who: Staff, number: str, because: str = "Vi har fått en remiss", client: Client | None = None
) -> HttpResponse:
    return (client or who.logs_in()).post(URL, {"number": number, "because": because, "begin": "1"})


def page(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_unit_that_says_why_may_open_the_plan(world: World) -> None:
    plan = reverse("patient_plan", kwargs={"patient": world.agda.id})
    client = world.anna.logs_in()
    assert client.get(plan).status_code == 404
    response = begins(world.anna, number_of(world.agda), client=client)
    assert (response.status_code, response.url) == (302, plan)
    assert "Nu deltar ni i vården av patienten." in page(client.get(plan))
    relation = CareRelation.objects.get()
    told = (relation.patient, relation.unit, relation.professional, relation.because, relation.since)
    assert told == (world.agda.patient, world.heart, world.anna.professional, "Vi har fått en remiss", world.now)


def test_the_search_and_the_beginning_are_in_the_log_as_the_patient_reads_it(world: World) -> None:
    begins(world.anna, number_of(world.agda))
    of_agda = lines("action", "what", patient=world.agda.patient.public_id, actor_name="Anna Berg")
    assert of_agda == [(Action.SEARCH, "first_contact"), (Action.WRITE, "relation.began")]
    read = page(world.agda.logs_in().get("/vem-har-last/"))
    assert "Sökte upp dig inför en första kontakt" in read
    assert "Började delta i din vård" in read


def test_a_number_as_people_write_it_is_found(world: World) -> None:
    number = number_of(world.agda)
    assert begins(world.anna, f" {number[:8]}-{number[8:]} ").status_code == 302


def test_begun_already_is_begun_once(world: World) -> None:
    world.anna.meets(world.agda)
    assert begins(world.lena, number_of(world.agda)).status_code == 302
    assert CareRelation.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "because", "said"),
    [
        (UNKNOWN, "Vi har fått en remiss", "Det finns ingen patient med det numret. Kontrollera siffrorna."),
        ("", "Vi har fått en remiss", "Skriv ett personnummer eller samordningsnummer."),
        ("19121212-1213", "Vi har fått en remiss", "Numret stämmer inte."),
        (UNKNOWN, "", "Välj varför ni möter patienten."),
        (UNKNOWN, "Av nyfikenhet", "Välj"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(world: World, number: str, because: str, said: str) -> None:
    response = begins(world.anna, number, because)
    form = page(response)
    assert (response.status_code, CareRelation.objects.count()) == (200, 0)
    assert "<title>Fel: Ny patientkontakt" in form
    assert said in form
    assert f'value="{number}"' in form or not number


def test_a_search_that_finds_nobody_leads_here_and_brings_the_number(world: World) -> None:
    client = world.anna.logs_in()
    assert URL not in page(client.get("/patienter/"))
    found_nobody = page(client.post("/patienter/sok/", {"number": number_of(world.agda)}))
    assert f'action="{URL}"' in found_nobody
    arrived = page(client.post(URL, {"number": number_of(world.agda)}))
    assert f'value="{number_of(world.agda)}"' in arrived
    assert "Fel:" not in arrived
    assert not CareRelation.objects.exists()


def test_a_number_that_is_none_does_not_lead_on(world: World) -> None:
    assert URL not in page(world.anna.logs_in().post("/patienter/sok/", {"number": "19121212-1213"}))


def test_who_reads_no_care_begins_none(world: World) -> None:
    for who in (world.rita, world.evert):
        assert begins(who, number_of(world.agda)).status_code == 404
    assert world.agda.logs_in().post(URL, {"number": number_of(world.bertil), "begin": "1"}).status_code == 404
    assert Client().get(URL).status_code == 302
    assert not CareRelation.objects.exists()
