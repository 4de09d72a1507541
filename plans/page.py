"""The unified plan as one frozen object. HTML, PDF, JSON and FHIR are all made from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

import agreements.section
import bookings.section
import contacts.section
import knowledge.section
import plans.section
import steps.section
import surveys.section
from access import sharing as access_to
from access import told
from access.grants import Access
from access.prepared import together
from access.seen import Silence
from access.told import Told
from agreements.section import AgreementRow, EndedRow
from contacts.section import ContactRow
from knowledge.section import PinRow
from people.models import Principal
from people.shown import Ask, Source
from plans.section import StatutoryPlanRow
from plans.sharing import PerPart, seen_by, withheld
from plans.timeline import TimelineRow, fold, next_step, timeline
from surveys.section import SurveyRow


@dataclass(frozen=True, slots=True)
class PatientFacts:
    id: UUID
    name: str
    given_name: str
    birth_date: date
    age: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What the plan is gathered from: how many units, and which municipalities."""

    units: int
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`mandate` says in words by what right somebody else reads; empty for the patient and for staff. `withheld` says
    which parts are not shared with them, `seen_by` to the patient who else sees each.
    """

    patient: PatientFacts
    mandate: str
    made_at: datetime
    next_step: TimelineRow | None
    turn_to: Ask | None
    what_matters: tuple[str, ...]
    agreements: tuple[AgreementRow, ...]
    ended_agreements: tuple[EndedRow, ...]
    contacts: tuple[ContactRow, ...]
    plans: tuple[StatutoryPlanRow, ...]
    timeline: tuple[TimelineRow, ...]
    surveys: tuple[SurveyRow, ...]
    knowledge: tuple[PinRow, ...]
    origin: Origin
    silences: tuple[str, ...]
    withheld: PerPart
    seen_by: PerPart
    opened: tuple[Told, ...]

    @property
    def proposals(self) -> tuple[AgreementRow, ...]:
        return tuple(row for row in self.agreements if row.is_proposed)

    @property
    def agreed(self) -> tuple[AgreementRow, ...]:
        return tuple(row for row in self.agreements if not row.is_proposed and not row.is_disagreed)

    @property
    def disagreements(self) -> tuple[AgreementRow, ...]:
        return tuple(row for row in self.agreements if row.is_disagreed)

    @property
    def folded(self) -> tuple[tuple[TimelineRow, ...], tuple[TimelineRow, ...]]:
        return fold(self.timeline)


PARTS = (agreements.section, bookings.section, contacts.section, plans.section, steps.section, surveys.section)


def plan_page(access: Access, now: datetime) -> PlanPage:
    """Look at the parts together. The number of statements does not depend on how much there is."""
    with together():
        asked = {part: part.ask(access, now) for part in PARTS}
        others = access_to.ask(access, now)
        emergencies = told.ask(access, now)
        kept = knowledge.section.ask(access, now)
    agreed = agreements.section.section(access, now, asked[agreements.section])
    booked = bookings.section.section(access, now, asked[bookings.section])
    appointed = contacts.section.section(access, now, asked[contacts.section])
    planned = plans.section.section(access, now, asked[plans.section])
    stepped = steps.section.section(access, now, asked[steps.section])
    surveyed = surveys.section.section(access, now, asked[surveys.section])
    rows = timeline(booked, stepped)
    shown = (agreed.rows, agreed.ended, rows, appointed.rows, planned.rows)
    return PlanPage(
        patient=_facts(access, now),
        mandate=_mandate(access),
        made_at=now,
        next_step=next_step(rows),
        turn_to=_turn_to(appointed.first, rows),
        what_matters=agreed.what_matters,
        agreements=agreed.rows,
        ended_agreements=agreed.ended,
        contacts=appointed.rows,
        plans=planned.rows,
        timeline=rows,
        surveys=surveyed.rows,
        knowledge=knowledge.section.section(access, now, kept),
        origin=_origin(row.source for part in shown for row in part),
        silences=_sentences(
            agreed.silences
            | booked.silences
            | appointed.silences
            | planned.silences
            | stepped.silences
            | surveyed.silences
        ),
        withheld=withheld(access),
        seen_by=seen_by(access, access_to.sharers(access, now, others), access.patient.age_on(timezone.localdate(now))),
        opened=told.told(emergencies, now),
    )


def _facts(access: Access, now: datetime) -> PatientFacts:
    patient = access.patient
    age = patient.age_on(timezone.localdate(now))
    return PatientFacts(patient.public_id, patient.name, patient.given_name, patient.birth_date, age)


def _mandate(access: Access) -> str:
    return "" if access.mandate is None or access.is_own else str(access.mandate.label)


def _turn_to(contact: ContactRow | None, rows: tuple[TimelineRow, ...]) -> Ask | None:
    """Whom to call when no next step is known: the fixed contact, else the unit that last did something."""
    if contact:
        return Ask(contact.name, contact.source.unit, contact.phone, contact.hours)
    return rows[-1].ask if rows else None


def _origin(sources: Iterable[Source]) -> Origin:
    units = {(source.principal, source.provider, source.unit) for source in sources}
    municipalities = {provider for principal, provider, _unit in units if principal == Principal.MUNICIPALITY}
    of_region = sum(principal == Principal.REGION for principal, _provider, _unit in units)
    return Origin(of_region, tuple(sorted(municipalities)))


def _sentences(silences: frozenset[Silence]) -> tuple[str, ...]:
    blocked = sorted(silence.unit for silence in silences if silence.unit)
    sentences = [_("Det finns spärrade uppgifter från %(unit)s.") % {"unit": unit} for unit in blocked]
    if any(not silence.unit for silence in silences):
        sentences.append(_("Det finns uppgifter hos en annan vårdgivare. Patientens samtycke krävs för att läsa dem."))
    return tuple(sentences)
