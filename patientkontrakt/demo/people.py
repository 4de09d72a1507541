"""Those one can be in the demo, and what situation each one shows."""

from dataclasses import dataclass
from enum import StrEnum

from patientkontrakt.demo.places import STAFF, UNITS


class GuestKind(StrEnum):
    PATIENT = "patient"
    RELATIVE = "relative"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Guest:
    """`key` names the login: it stands in the address that logs in."""

    key: str
    kind: GuestKind
    name: str
    about: str
    shows: str


PATIENTS = (
    Guest("agda", GuestKind.PATIENT, "Agda Andersson", "85 år", "Många vårdgivare, en enda plan"),
    Guest("bengt", GuestKind.PATIENT, "Bengt Olsson", "71 år", "Inget nästa steg är bestämt"),
    Guest("fatima", GuestKind.PATIENT, "Fatima Haddad", "46 år", "Har ingen fast vårdkontakt"),
    Guest("sven", GuestKind.PATIENT, "Sven Karlsson", "93 år", "Vill ha allt på papper"),
    Guest("elsa", GuestKind.PATIENT, "Elsa Holmgren", "88 år", "Sonen är god man och läser planen"),
    Guest("leo", GuestKind.PATIENT, "Leo Nilsson", "9 år", "Pappan läser som vårdnadshavare"),
    Guest("alva", GuestKind.PATIENT, "Alva Lindqvist", "14 år", "Läser själv. Mamman läser inte längre"),
    Guest("maja", GuestKind.PATIENT, "Maja Ström", "34 år", "Har skyddade personuppgifter"),
    Guest("jonas", GuestKind.PATIENT, "Jonas Wiklund", "39 år", "Har spärrat en mottagning"),
    Guest("aino", GuestKind.PATIENT, "Aino Virtanen", "79 år", "Talar finska och behöver tolk"),
    Guest("gunnar", GuestKind.PATIENT, "Gunnar Larsson", "68 år", "Uppföljningen är försenad"),
    Guest("ingrid", GuestKind.PATIENT, "Ingrid Nyberg", "74 år", "Väntar på svar på en remiss"),
    Guest("rune", GuestKind.PATIENT, "Rune Eriksson", "82 år", "Har en SIP med kommunen"),
    Guest("petra", GuestKind.PATIENT, "Petra Sund", "52 år", "Vård i två regioner, utan samtycke att dela"),
)

RELATIVES = (
    Guest("mikael", GuestKind.RELATIVE, "Mikael Holmgren", "god man", "Läser mamman Elsas plan"),
    Guest("erik", GuestKind.RELATIVE, "Erik Nilsson", "vårdnadshavare", "Läser sonen Leos plan"),
    Guest(
        "sara",
        GuestKind.RELATIVE,
        "Sara Lindqvist",
        "mamma till Alva, 14 år",
        "Läser inte längre dotterns plan",
    ),
)

SHOWN_BY_STAFF = {
    "anna": "Skriver överenskommelser med sina patienter",
    "maria": "Fast läkarkontakt, fyra minuter per patient",
    "johan": "Samordnar vården för många patienter",
    "lena": "Bokar tider tillsammans med patienten",
    "helena": "Utser fasta vårdkontakter",
    "per": "Granskar loggen och läser ingen vård",
    "eva": "Förvaltar systemet och läser ingen vård",
    "birgit": "Leder en mottagning på sjukhuset",
    "ali": "Tar emot remisser",
    "tove": "Arbetar på den mottagning som är spärrad för andra",
    "mats": "Arbetar i en annan region",
    "ola": "Ansvarar för samordnade planer i kommunen",
    "samira": "Fast omsorgskontakt i hemtjänsten",
}


def guests() -> tuple[Guest, ...]:
    """Everybody one can be: patients, relatives, staff."""
    units = {unit.key: unit.name for unit in UNITS}
    staff = tuple(
        Guest(
            worker.key,
            GuestKind.STAFF,
            worker.name,
            f"{worker.title}, {units[worker.unit]}",
            SHOWN_BY_STAFF[worker.key],
        )
        for worker in STAFF
    )
    return (*PATIENTS, *RELATIVES, *staff)
