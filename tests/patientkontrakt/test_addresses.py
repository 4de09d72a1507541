"""Addresses in templates: made once where only ids differ, and the same as Django's."""

from uuid import UUID, uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from patientkontrakt.addresses import address


def test_an_address_is_what_django_says_for_each_row() -> None:
    for patient, booking in ((uuid4(), uuid4()) for _ in range(3)):
        ids: dict[str, UUID] = {"booking": booking, "patient": patient}
        assert address("move_time", **ids) == reverse("move_time", kwargs=ids)
        assert address("patient_plan", patient=patient) == reverse("patient_plan", kwargs={"patient": patient})


def test_what_is_no_id_is_asked_of_django_each_time() -> None:
    assert address("start") == "/"
    with pytest.raises(NoReverseMatch):
        address("patient_plan", patient="agda")
    with pytest.raises(NoReverseMatch):
        address("no_such_address", patient=uuid4())
