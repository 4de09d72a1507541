"""The demo: Agda gets a text at once, and everybody may read it."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from access.models import Consent
from patientkontrakt.demo.people import PHONES
from patientkontrakt.demo.phone.server import Phone
from people.models import Patient
from reminders.delivery import Sender
from reminders.gateway import FortySixElks
from reminders.services import plan


@pytest.fixture
def sends(elks: FortySixElks, monkeypatch: pytest.MonkeyPatch, demo: datetime) -> Sender:
    monkeypatch.setattr("reminders.delivery.connection", SimpleNamespace(close=lambda: None))
    return Sender(gateway=elks, receipts_below="http://127.0.0.1:9/", clock=lambda: demo)


def test_agda_of_the_demo_gets_one_text_at_once(demo: datetime, sends: Sender, phone: Phone, settings: Any) -> None:
    settings.REMINDERS_GATEWAY_URL = phone.url
    assert plan(demo) == 1
    sends.deliver_due()

    page = Client().get("/demo/telefon/").content.decode()

    assert page.count("Hej! Du har en bokad tid") == 1
    assert "Agda Andersson" in page
    assert "kl. 09.20. Frågor? Ring 08-465 004 12. Går ej att svara på." in page


def test_a_phone_that_is_off_is_said_to_be(demo: datetime, settings: Any) -> None:
    settings.REMINDERS_GATEWAY_URL = "http://127.0.0.1:9"

    assert "Telefonen svarar inte just nu" in Client().get("/demo/telefon/").content.decode()


def test_a_phone_that_has_received_nothing_says_what_to_do(demo: datetime, phone: Phone, settings: Any) -> None:
    settings.REMINDERS_GATEWAY_URL = phone.url

    assert "Vänta en minut och titta igen" in Client().get("/demo/telefon/").content.decode()


def test_the_phones_of_the_demo_belong_to_its_people(demo: datetime) -> None:
    owners = {patient.mobile: patient.name for patient in Patient.objects.exclude(mobile="")}

    assert owners == PHONES
    assert Consent.objects.filter(kind="sms").exists()


def test_without_the_demo_there_is_no_such_page(db: None) -> None:
    assert Client().get("/demo/telefon/").status_code == 404
