"""What the demo's people show at its identity provider: patients a number, staff an HSA-id. All of them are made up."""

from typing import Any

from patientkontrakt.login.brokers import HSA_ID, NUMBERS
from people.models import IdentityKind, Patient, Professional

CLAIM = {IdentityKind.PERSONAL: NUMBERS[0], IdentityKind.COORDINATION: NUMBERS[1]}


def identities_of_all() -> list[dict[str, Any]]:
    """As patientkontrakt.demo.broker.identities.Identity."""
    numbers = Patient.objects.filter(identities__is_current=True, identities__kind__in=CLAIM)
    shown = numbers.order_by("given_name").values_list(
        "given_name", "family_name", "identities__kind", "identities__value"
    )
    patients = [
        _identity("patient", f"{given} {family}", CLAIM[IdentityKind(kind)], value)
        for given, family, kind, value in shown
    ]
    staff = [
        _identity("staff", each.name, HSA_ID[0], each.hsa_id) for each in Professional.objects.order_by("given_name")
    ]
    return patients + staff


def _identity(kind: str, name: str, claim: str, value: str) -> dict[str, Any]:
    return {"key": f"{kind}-{name.lower().replace(' ', '-')}", "kind": kind, "name": name, "claims": {claim: value}}
