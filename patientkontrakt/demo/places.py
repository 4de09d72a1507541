"""Two regions and one municipality, six units and those who work there."""

from dataclasses import dataclass

from people.models import Principal, Role


@dataclass(frozen=True, slots=True)
class Provider:
    key: str
    name: str
    principal: Principal


@dataclass(frozen=True, slots=True)
class Unit:
    key: str
    provider: str
    name: str
    place: str
    phone: str
    hours: str
    desk: str


PURPOSES = {
    Role.REVIEWER: "Granskning av loggen", Role.ADMINISTRATOR: "Administration", Role.EDITOR: "Patientens kunskapsstöd",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worker:
    key: str
    given_name: str
    family_name: str
    title: str
    unit: str
    role: Role

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def purpose(self) -> str:
        """What the assignment is for, as the log has it (HSA: medarbetaruppdragets ändamål)."""
        return PURPOSES.get(self.role, "Vård och behandling")


PROVIDERS = (
    Provider("sjoland", "Region Sjöland", Principal.REGION),
    Provider("bergsland", "Region Bergsland", Principal.REGION),
    Provider("sjostad", "Sjöstads kommun", Principal.MUNICIPALITY),
)

UNITS = (
    Unit("lindangen", "sjoland", "Vårdcentralen Lindängen", "Lindängens torg 2", "+46846500412", "vardagar 8–10",
         "Mottagningssköterskan"),
    Unit("hjartsvikt", "sjoland", "Hjärtsviktsmottagningen", "Sjöstads sjukhus", "+46846500420", "vardagar 8–9",
         "Hjärtsviktssköterskan"),
    Unit("ogon", "sjoland", "Ögonmottagningen", "Sjöstads sjukhus", "+46846500430", "vardagar 9–11",
         "Ögonmottagningens reception"),
    Unit("ekbacken", "sjoland", "Psykiatriska mottagningen Ekbacken", "Ekbacksvägen 4", "+46846500450", "vardagar 8–16",
         "Receptionen"),
    Unit("ortopedi", "bergsland", "Ortopedmottagningen", "Bergslands lasarett", "+46846500460", "vardagar 8–12",
         "Ortopedsköterskan"),
    Unit("omsorg", "sjostad", "Äldreomsorgen Lindängen", "Sjöstads kommun", "+46846500440", "alla dagar 7–21",
         "Äldreomsorgens växel"),
)  # fmt: skip

# Which templates a unit uses, besides the generic one.
TEMPLATES = {
    "hjartsvikt": ("heart_failure", "heart_rehab"),
    "lindangen": ("heart_failure", "discharge", "rehabilitation"),
    "ekbacken": ("psychiatry_crisis",),
    "ortopedi": ("hip_knee",),
    "omsorg": ("habilitation", "discharge"),
}

STAFF = (
    Worker("anna", "Anna", "Berg", "Sjuksköterska", "hjartsvikt", Role.CLINICIAN),
    Worker("maria", "Maria", "Lind", "Distriktsläkare", "lindangen", Role.CLINICIAN),
    Worker("johan", "Johan", "Ek", "Vårdsamordnare", "lindangen", Role.COORDINATOR),
    Worker("lena", "Lena", "Holm", "Medicinsk sekreterare", "lindangen", Role.SCHEDULER),
    Worker("helena", "Helena", "Sjö", "Verksamhetschef", "lindangen", Role.UNIT_MANAGER),
    Worker("per", "Per", "Lund", "Logggranskare", "lindangen", Role.REVIEWER),
    Worker("eva", "Eva", "Strand", "Systemförvaltare", "lindangen", Role.ADMINISTRATOR),
    Worker("birgit", "Birgit", "Falk", "Verksamhetschef", "hjartsvikt", Role.UNIT_MANAGER),
    Worker("ali", "Ali", "Rezaei", "Ögonläkare", "ogon", Role.CLINICIAN),
    Worker("tove", "Tove", "Dahl", "Psykolog", "ekbacken", Role.CLINICIAN),
    Worker("mats", "Mats", "Gran", "Ortopedläkare", "ortopedi", Role.CLINICIAN),
    Worker("ola", "Ola", "Nyström", "Biståndshandläggare", "omsorg", Role.CARE_MANAGER),
    Worker("samira", "Samira", "Khan", "Undersköterska", "omsorg", Role.CLINICIAN),
    Worker("ylva", "Ylva", "Blom", "Redaktör", "lindangen", Role.EDITOR),
    Worker("nora", "Nora", "Vik", "Redaktör", "ortopedi", Role.EDITOR),
)
