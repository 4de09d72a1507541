"""The world of the matrix: made once in each worker; what a cell does to it is undone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from access.gate import log_list, open_log, open_templates
from access.kinds import ConsentKind, MandateKind, OpeningGround, Opens, Scope
from access.models import Block, CareRelation, Concern, Consent, Mandate, Opening, Review
from access.services import (
    Asked,
    assess,
    begin_relation,
    block_provider,
    block_unit,
    give_consent,
    invite,
    lift_block,
    make_age_exception,
    open_block,
    open_care,
    open_others,
    report_concern,
    show_places,
    withdraw_consent,
)
from agreements.models import AgreementTemplate, Heading, HeadingPin
from agreements.services import add_version, pin_to_heading, take_into_use
from agreements.services.asking import ASKED
from agreements.template_content import TemplateContent
from audit.models import Action, Entry, How
from bookings.models import Booking
from knowledge.models import Resource
from knowledge.services import pin
from people.models import Identity
from reminders.services import Job, beat
from tests.factories import NOW, Person, Staff
from tests.knowledge.deeds import expires, forms_team, publishes, writes
from tests.matrix.cast import DAY, ROLES, Cast
from tests.matrix.shelves import Shelf, fills, hides

WEEK = timedelta(days=7)


@dataclass
class Scene:
    """What the tables name. `sessions`: of each role, the key. `last_line`: of the log, when all was made."""

    cast: Cast
    sessions: dict[str, str]
    shelves: dict[str, Shelf]
    unapproved: Booking
    blocks: dict[str, Block]
    consents: dict[str, Consent]
    openings: dict[str, Opening]
    mandates: dict[str, Mandate]
    exception: UUID
    lines: dict[str, int]
    concerns: dict[str, Concern]
    reviews: dict[str, Review]
    templates: dict[str, AgreementTemplate]
    numbers: dict[str, str]
    resources: dict[str, Resource]
    pins: dict[str, HeadingPin]
    last_line: int = 0

    def patient(self, name: str) -> UUID:
        return NOBODY if name == "nobody" else getattr(self.cast, name).patient.public_id

    def shelf(self, name: str) -> Any:
        """What is not there has an id too, and a revision."""
        return Nothing() if name == "nothing" else self.shelves[name]


NOBODY = UUID(int=7)


class Nothing:
    """Stands in for every row of a shelf that nobody has filled."""

    public_id, pk, revision = NOBODY, 0, 1

    def __getattr__(self, name: str) -> "Nothing":
        return self


def sets_scene() -> Scene:
    cast, now = Cast(NOW), NOW
    cast.lets_proxies_in()
    beat(Job.PLAN, now=now)
    people: dict[str, Any] = cast.people
    blocks, consents = _wills(cast, people, now)
    shelves = _shelves(cast, people, now)
    # Only now: a program that takes it for everybody's still comes as far as to be asked.
    blocks["bertil's"] = block_unit(access=cast.bertil.opens_own(), unit=cast.heart, now=now)
    Consent.objects.filter(kind=ConsentKind.SIP).update(until=now)  # the plans are made, and may be said yes to anew
    unapproved = hides(people["anna"], cast.agda, "dold", now=now)
    openings = _openings(cast, people, blocks, now)
    exception = make_age_exception(
        access=people["helena"].meets(cast.tuva), kind=MandateKind.GUARDIAN, because="Diabetes", key=uuid4(), now=now
    )
    _assesses(cast, people, now)
    resources = _library(cast, now)
    pins = _pins(cast, people, shelves, resources["offered"], now)
    lines = _lines(cast, people)
    scene = Scene(
        cast=cast,
        sessions={role: cast.session_of(role) for role in ROLES},
        shelves=shelves,
        unapproved=unapproved,
        blocks=blocks,
        consents=consents,
        openings=openings,
        mandates=_mandates(cast, now),
        exception=exception.public_id,
        lines=lines,
        concerns=_concerns(cast, lines, now),
        reviews=_reviews(cast, people, lines),
        templates=_templates(people, now),
        numbers={name: Identity.objects.get(patient=getattr(cast, name).patient).value for name in ("agda", "bertil")},
        resources=resources,
        pins=pins,
    )
    scene.last_line = Entry.objects.order_by("-pk").values_list("pk", flat=True)[:1].get()
    return scene


def _wills(cast: Cast, people: dict[str, Any], now: datetime) -> tuple[dict[str, Block], dict[str, Consent]]:
    """What the patients have said: some of it holds, and some has been taken back."""
    agda, earlier = cast.agda.opens_own(now=now - 3 * DAY), now - 3 * DAY
    for staff in (people["nils"], people["mona"]):
        staff.meets(cast.agda, now=earlier)
    blocks = {
        "lifted": block_unit(access=agda, unit=cast.eyes, now=earlier),
        "before": block_unit(access=agda, unit=cast.ward, now=earlier),
    }
    access = people["nils"].opens(cast.agda, now=earlier)
    open_block(access=access, block=blocks["before"], asked=_asked(lasts=WEEK), now=earlier)
    for block in blocks.values():
        lift_block(access=agda, block=block, now=now - DAY)
    own, bertil = cast.agda.opens_own(), cast.bertil.opens_own()
    blocks["ward"] = block_unit(access=own, unit=cast.ward, now=now)
    blocks["private"] = block_provider(access=own, provider=cast.clinic_ab, now=now)
    shared, said = ConsentKind.SHARED_DOCUMENTATION, "Sa ja"
    consents = {
        "home": give_consent(access=own, unit=cast.home_care, kind=shared, because=said, now=now),
        "heart": give_consent(access=own, unit=cast.heart, kind=ConsentKind.SMS, because=said, now=now),
        "sms": give_consent(access=own, unit=cast.hips, kind=ConsentKind.SMS, because=said, now=now),
        "withdrawn": give_consent(access=own, unit=cast.hips, kind=shared, because=said, now=now - DAY),
        "bertil's": give_consent(access=bertil, unit=cast.hips, kind=shared, because=said, now=now),
    }
    withdraw_consent(access=own, consent=consents["withdrawn"], now=now - DAY / 2)
    return blocks, consents


def _shelves(cast: Cast, people: dict[str, Any], now: datetime) -> dict[str, Shelf]:
    whose = {
        # The ward's time is the next one: a list that told of it would begin with it.
        "ward": ("mona", cast.agda, cast.heart),
        "heart": ("anna", cast.agda, cast.eyes),
        "eyes": ("nils", cast.agda, cast.heart),
        "hips": ("olle", cast.agda, cast.heart),
        "private": ("petra", cast.agda, cast.heart),
        "bertil's": ("olle", cast.bertil, cast.knees),
        "leo's": ("anna", cast.leo, cast.eyes),
        "leo's eyes": ("nils", cast.leo, cast.heart),
        "alva's": ("anna", cast.alva, cast.eyes),
        "tuva's": ("anna", cast.tuva, cast.eyes),
        "tuva's eyes": ("nils", cast.tuva, cast.heart),
        "pia's": ("anna", cast.pia, cast.eyes),
    }
    people["samira"].meets(cast.agda)
    relation = begin_relation(
        access=people["sven"].opens_unit(now=now - WEEK), patient=cast.agda.patient, because="Vård", now=now - WEEK
    )
    CareRelation.objects.filter(pk=relation.pk).update(until=now - DAY)
    for who, whom, _asks in whose.values():
        people[who].meets(whom)
    filled = {}
    for days, (name, (who, whom, asks)) in enumerate(whose.items()):
        filled[name] = fills(
            people[who], whom, name.replace("'s", "").replace(" ", "-"), asks=asks, days=days + 3, now=now
        )
    # Who is let in to answer reads all that a unit in care reads: the tables are about those who are in care.
    CareRelation.objects.filter(because=ASKED).update(until=now)
    return filled


def _openings(cast: Cast, people: dict[str, Any], blocks: dict[str, Block], now: datetime) -> dict[str, Opening]:
    agda, leo = cast.agda.patient, cast.leo.patient
    sten, earlier = people["sten"].opens_unit(), now - 3 * DAY
    over = Opening.objects.create(
        patient=agda, unit=cast.skin, asked_by=people["sven"].professional, professional=people["sven"].professional,
        opens=Opens.CARE, ground=OpeningGround.EMERGENCY, because="Jour", since=earlier, until=now - 2 * DAY,
    )  # fmt: skip
    ola, ove = people["ola"].opens(cast.agda), people["ove"].opens(cast.agda)
    return {
        "over": over,
        "sten's": open_care(access=sten, patient=agda, asked=_asked(), now=now),
        "the skin clinic's": open_care(access=sten, patient=leo, asked=_asked(is_for_unit=True), now=now),
        "ove's": open_block(access=ove, block=blocks["ward"], asked=_asked(), now=now),
        "ola's": open_others(access=ola, asked=_asked(), now=now),
        "anna's": show_places(access=people["anna"].opens(cast.pia), because="Ska ringa", key=uuid4(), now=now),
        # No verb writes it: another provider does not lift what the patient has blocked, whatever a row says.
        "nobody's": Opening.objects.create(
            patient=agda, unit=cast.hips, asked_by=people["ola"].professional,
            professional=people["ola"].professional, opens=Opens.BLOCK, because="Fel",
            ground=OpeningGround.EMERGENCY, block=blocks["ward"], since=now, until=now + DAY,
        ),
    }  # fmt: skip


def _asked(*, lasts: timedelta = DAY, is_for_unit: bool = False) -> Asked:
    return Asked(ground=OpeningGround.EMERGENCY, because="Akut", lasts=lasts, is_for_unit=is_for_unit, key=uuid4())


def _assesses(cast: Cast, people: dict[str, Any], now: datetime) -> None:
    safe = Mandate.objects.get(login=cast.moa.login)
    access = people["helena"].opens(cast.pia)
    assess(access=access, mandate=safe, is_allowed=True, because="Har vårdnaden", revision=0, now=now)


def _mandates(cast: Cast, now: datetime) -> dict[str, Mandate]:
    names = ("karin", "former", "erik", "ture", "moa", "fred")
    held = {name: Mandate.objects.get(login=getattr(cast, name).login) for name in names}
    until = now + WEEK
    for name, asked_at in (("asked", now), ("asked long ago", now - 8 * DAY)):
        at = cast.agda.opens_own(now=asked_at)
        held[name] = invite(access=at, name="Olga", scopes=[Scope.TIMES], until=until, key=uuid4(), now=asked_at)
    return held


def _lines(cast: Cast, people: dict[str, Any]) -> dict[str, int]:
    """Readings of Agda by Anna, Petra and Rita, and of Leo by Anna; and the numbers of what Agda has asked about."""

    def read(who: Staff, whom: Person, which: int = 0, action: Action = Action.READ) -> int:
        lines = Entry.objects.filter(actor=who.professional.public_id, patient=whom.patient.public_id, action=action)
        return int(lines.order_by("pk").values_list("pk", flat=True)[which])

    people["anna"].opens(cast.agda)
    rita = open_log(people["rita"].viewer, How.LIST, now=NOW, what="log.review")
    log_list(rita, [cast.agda.patient.public_id], "log.review", now=NOW)
    return {
        "anna's": read(people["anna"], cast.agda),
        "asked about": read(people["anna"], cast.agda, 1),
        "petra's": read(people["petra"], cast.agda),
        "rita's": read(people["rita"], cast.agda, action=Action.LIST),
        "of leo": read(people["anna"], cast.leo),
    }


def _library(cast: Cast, now: datetime) -> dict[str, Resource]:
    """Of the region's team: written by Edda, reviewed by Ebbe. And one that Hillevi's has written."""
    team = forms_team(cast)
    others = forms_team(cast, cast.other_region, name="Bergslands redaktion")
    resources = {
        "offered": publishes(cast, team),
        "expired": expires(cast, team, title="Utgången"),
        "draft": writes(cast.edda, team, title="Utkast"),
        "others": writes(cast.people["hillevi"], others, title="Andras"),
    }
    pin(access=cast.agda.opens_own(), resource=resources["offered"], now=now)
    pin(access=cast.leo.opens_own(), resource=resources["offered"], now=now)
    for name in ("agda", "tuva"):
        kept = publishes(cast, team, title=f"sparad-{name}")
        pin(access=getattr(cast, name).opens_own(), resource=kept, now=now)
    return resources


def _pins(
    cast: Cast, people: dict[str, Any], shelves: dict[str, Shelf], resource: Resource, now: datetime
) -> dict[str, HeadingPin]:
    """Anna's and Mona's, in Agda's agreements with each; and one in Bertil's."""
    whose = {"heart": ("anna", cast.agda), "ward": ("mona", cast.agda), "bertil's": ("olle", cast.bertil)}
    return {
        name: pin_to_heading(
            access=people[who].opens(whom), agreement=shelves[name].agreement, heading=Heading.CARE_DOES,
            resource=resource, now=now,
        )
        for name, (who, whom) in whose.items()
    }  # fmt: skip


def _concerns(cast: Cast, lines: dict[str, int], now: datetime) -> dict[str, Concern]:
    own = cast.agda.opens_own()
    return {
        "region": report_concern(access=own, line=lines["asked about"], text="Vem?", key=uuid4(), now=now),
        "rita's": report_concern(access=own, line=lines["rita's"], text="Vem är Rita?", key=uuid4(), now=now),
        "private": report_concern(access=own, line=lines["petra's"], text="Varför?", key=uuid4(), now=now),
    }


def _reviews(cast: Cast, people: dict[str, Any], lines: dict[str, int]) -> dict[str, Review]:
    """One of Anna's reading, one of the reviewer's own."""

    def drawn(who: Staff) -> Review:
        entry = Entry.objects.get(pk=lines["anna's"])
        return Review.objects.create(
            provider=cast.region, patient=cast.agda.patient, day=NOW.date(), line=entry.pk, line_at=entry.at,
            actor=who.professional.public_id, unit=entry.unit, is_sample=True,
        )  # fmt: skip

    return {"anna's": drawn(people["anna"]), "rita's": drawn(people["rita"])}


def _templates(people: dict[str, Any], now: datetime) -> dict[str, AgreementTemplate]:
    """Everybody's, one of which the heart clinic uses, and the heart clinic's own."""

    def adds(who: str, key: str) -> AgreementTemplate:
        access = open_templates(people[who].viewer, How.FORM, now=now, what="templates")
        content = TemplateContent(key=key, name=key, title=key)
        return add_version(access=access, content=content, effective_from=access.today, now=now)

    made = {
        "everybody's": adds("evert", "shared"),
        "in use": adds("evert", "used"),
        "the heart's": adds("helena", "own"),
    }
    helena = open_templates(people["helena"].viewer, How.FORM, now=now, what="templates")
    take_into_use(access=helena, template=made["in use"], now=now)
    return made
