"""Loading the demo: once, whole, or not at all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from access.services import decide_about_proxies
from agreements.models import TemplateInUse
from agreements.services import ship_templates
from audit.services import make_partitions
from patientkontrakt.demo.library import fill_library
from patientkontrakt.demo.places import PROVIDERS, STAFF, TEMPLATES, UNITS, Worker
from patientkontrakt.demo.readings import wonder_who_has_read
from patientkontrakt.demo.stage import DEMO, Stage
from patientkontrakt.demo.stories import STORIES
from people.models import Assignment, CareProvider, CareUnit, Login, Patient, Professional
from reminders.models import Rule

HISTORY = timedelta(days=500)
MONTHS = 24


def load(now: datetime) -> bool:
    """Fill an empty database, relative to `now`. Returns False, and does nothing, where there are patients already."""
    if Patient.objects.exists():
        return False
    with transaction.atomic():
        make_partitions(first=timezone.localdate(now - HISTORY), months=MONTHS)
        stage = _set_stage(now)
        decide_about_proxies(
            actor=DEMO, is_allowed=True, valid_from=now - HISTORY, because="Regionens beslut i demon", now=now - HISTORY
        )
        ship_templates(actor=DEMO, now=now - HISTORY)
        TemplateInUse.objects.bulk_create(_in_use(stage))
        fill_library(stage)
        for story in STORIES:
            story(stage)
        _make_rules(stage)
        wonder_who_has_read(stage)
    return True


def _make_rules(stage: Stage) -> None:
    """Texts at all hours, so that who tries the demo at night sees them too; and two weeks before at Lindängen, so that
    Agda gets one at once.
    """
    Rule.objects.update(opens=0, closes=24)
    for hours in (14 * 24, 48):
        Rule.objects.create(unit=stage.units["lindangen"], hours_before=hours, opens=0, closes=24)


def _in_use(stage: Stage) -> list[TemplateInUse]:
    """Some of these units have nobody who could take them into use."""
    since = stage.now - HISTORY
    return [
        TemplateInUse(unit=stage.units[unit], key=key, since=since) for unit in TEMPLATES for key in TEMPLATES[unit]
    ]


def _set_stage(now: datetime) -> Stage:
    providers = {
        each.key: CareProvider.objects.create(hsa_id=f"SE000000000{n}-A1", name=each.name, principal=each.principal)
        for n, each in enumerate(PROVIDERS, start=1)
    }
    units = {
        each.key: CareUnit.objects.create(
            provider=providers[each.provider],
            hsa_id=f"{providers[each.provider].hsa_id[:13]}E{n:03}",
            name=each.name,
            place=each.place,
            phone=each.phone,
            phone_hours=each.hours,
            desk=each.desk,
        )
        for n, each in enumerate(UNITS, start=1)
    }
    staff = {each.key: _employ(n, each, units, now) for n, each in enumerate(STAFF, start=1)}
    _works_elsewhere_too(staff["ali"], units["lindangen"], now)
    return Stage(now, units, staff)


def _works_elsewhere_too(assignment: Assignment, unit: CareUnit, now: datetime) -> None:
    """Some days: who comes to work then chooses under which assignment."""
    Assignment.objects.create(
        professional=assignment.professional, unit=unit, role=assignment.role, purpose=assignment.purpose,
        since=now - HISTORY,
    )  # fmt: skip


def _employ(number: int, worker: Worker, units: dict[str, CareUnit], now: datetime) -> Assignment:
    unit = units[worker.unit]
    professional = Professional.objects.create(
        hsa_id=f"{unit.hsa_id[:13]}P{number:03}",
        given_name=worker.given_name,
        family_name=worker.family_name,
        title=worker.title,
    )
    Login.objects.create(username=f"demo {worker.key}", name=worker.name, professional=professional)
    return Assignment.objects.create(
        professional=professional, unit=unit, role=worker.role, purpose=worker.purpose, since=now - HISTORY
    )
