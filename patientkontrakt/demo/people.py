"""Those one can be in the demo, and what situation each one shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from patientkontrakt.demo.places import STAFF, UNITS
from people.models import Gender
from people.models.patient import years_between


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


@dataclass(frozen=True, slots=True)
class Persona:
    """A patient of the demo. `born` is a day, or, for children who must stay children, an age in years."""

    key: str
    name: str
    born: date | int
    gender: Gender
    shows: str

    def born_on(self, today: date) -> date:
        """A child has had this year's birthday: it was in January, or last July when it is January now."""
        if isinstance(self.born, date):
            return self.born
        return date(today.year - self.born, 1, 15) if today.month > 1 else date(today.year - self.born - 1, 7, 15)


PATIENTS = (
    Persona("agda", "Agda Andersson", date(1941, 3, 12), Gender.FEMALE, "Många vårdgivare, en enda plan"),
    Persona("bengt", "Bengt Olsson", date(1955, 5, 20), Gender.MALE, "Inget nästa steg är bestämt"),
    Persona("fatima", "Fatima Haddad", date(1980, 9, 3), Gender.FEMALE, "Har ingen fast vårdkontakt"),
    Persona("sven", "Sven Karlsson", date(1933, 10, 2), Gender.MALE, "Vill ha allt på papper"),
    Persona("elsa", "Elsa Holmgren", date(1938, 4, 25), Gender.FEMALE, "Sonen är god man och läser planen"),
    Persona("leo", "Leo Nilsson", 9, Gender.MALE, "Pappan läser som vårdnadshavare"),
    Persona("alva", "Alva Lindqvist", 14, Gender.FEMALE, "Läser själv. Mamman läser inte längre"),
    Persona("maja", "Maja Ström", date(1992, 1, 30), Gender.FEMALE, "Har skyddade personuppgifter"),
    Persona("jonas", "Jonas Wiklund", date(1987, 6, 11), Gender.MALE, "Har spärrat en mottagning"),
    Persona("aino", "Aino Virtanen", date(1947, 12, 6), Gender.FEMALE, "Talar finska och behöver tolk"),
    Persona("gunnar", "Gunnar Larsson", date(1958, 2, 14), Gender.MALE, "Uppföljningen är försenad"),
    Persona("ingrid", "Ingrid Nyberg", date(1952, 7, 8), Gender.FEMALE, "Väntar på svar på en remiss"),
    Persona("rune", "Rune Eriksson", date(1944, 8, 19), Gender.MALE, "Har en SIP med kommunen"),
    Persona("petra", "Petra Sund", date(1974, 3, 5), Gender.FEMALE, "Vård i två regioner, utan samtycke att dela"),
)

# Whose phone it is: PTS' numbers for fiction, as the stories have them.
PHONES = {
    "+46701740605": "Agda Andersson",
    "+46701740606": "Bengt Olsson",
    "+46701740607": "Fatima Haddad",
    "+46701740608": "Gunnar Larsson",
    "+46701740609": "Ingrid Nyberg",
    "+46701740610": "Aino Virtanen",
    "+46701740611": "Rune Eriksson",
    "+46701740612": "Jonas Wiklund",
    "+46701740613": "Petra Sund",
    "+46701740614": "Alva Lindqvist",
}

RELATIVES = (
    Guest("mikael", GuestKind.RELATIVE, "Mikael Holmgren", "god man", "Läser mamman Elsas plan och svarar åt henne"),
    Guest(
        "yasmin", GuestKind.RELATIVE, "Yasmin Haddad", "dotter till Fatima", "Ombud: ser och svarar om mammans tider"
    ),
    Guest("erik", GuestKind.RELATIVE, "Erik Nilsson", "vårdnadshavare", "Läser sonen Leos plan"),
    Guest(
        "sara",
        GuestKind.RELATIVE,
        "Sara Lindqvist",
        "mamma till Alva",
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
    "ali": "Tar emot remisser, och väljer bland två uppdrag",
    "tove": "Arbetar på den mottagning som är spärrad för andra",
    "mats": "Arbetar i en annan region",
    "ola": "Ansvarar för samordnade planer i kommunen",
    "samira": "Fast omsorgskontakt i hemtjänsten",
    "ylva": "Skriver det som patienter kan läsa, och läser ingen vård",
    "nora": "Granskar det som redaktionen i en annan region har skrivit",
}


def guests(today: date) -> tuple[Guest, ...]:
    """Everybody one can be: patients, relatives, staff."""
    patients = tuple(
        Guest(each.key, GuestKind.PATIENT, each.name, f"{years_between(each.born_on(today), today)} år", each.shows)
        for each in PATIENTS
    )
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
    return (*patients, *RELATIVES, *staff)
