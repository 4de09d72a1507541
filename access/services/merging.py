"""Two patients turn out to be one person, most often because a coordination number was replaced by a personal number.

All rows of the one are made the other's, so that every rule, block and list sees one person; to leave them where they
are and read both would be to remember it in each of those places, and to forget one block is to leak. The duplicate
stays, empty, and points at the one that remains. Its mandates stay with it, ended: who was let in to one plan has not
been let in to another. Higher floors are not named: Django knows which rows have a key to a patient.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, ManyToOneRel, Model, OuterRef

from access.grants import Access, require
from access.kinds import ALL_SCOPES, MandateKind, MandateState
from access.models import Block, CareRelation, Consent, Mandate, Review
from access.services.assessments import assess_anew
from access.services.writing import log_write
from people.models import Identity, Patient, Protection

STRICTER = (Protection.NONE, Protection.MARKED, Protection.REGISTRATION)
# What one has been reviewed for is reviewed: the lines of the log keep the id they were written with.
STAY: tuple[type[Model], ...] = (Patient, Mandate, Review)


class PatientsCollide(Exception):
    """Both have an open row of which a patient has one, a survey perhaps: it is closed first. Nothing was changed."""


class CannotMerge(Exception):
    """One of them is merged already, or they are the same row."""


@transaction.atomic
def merge_patients(*, access: Access, duplicate: Patient, now: datetime) -> None:
    """Make the duplicate part of the patient of `access`, who keeps name and number. Whole, or not at all.

    Raises PatientsCollide or CannotMerge.
    """
    require(access.may_merge)
    into = access.patient
    pair = Patient.objects.select_for_update().filter(pk__in={into.pk, duplicate.pk}, merged_into=None).order_by("pk")
    found = {each.pk: each for each in pair}
    if found.keys() != {into.pk, duplicate.pk} or len(found) == 1:
        raise CannotMerge
    _end_what_both_have(duplicate, into, now)
    _hand_over_the_way_in(duplicate, into, now)
    Identity.objects.filter(patient=duplicate, is_current=True).update(is_current=False)
    try:
        with transaction.atomic():
            _move_all(duplicate, into, now)
    except IntegrityError as error:
        raise PatientsCollide from error
    _keep_what_is_stricter(access, found[duplicate.pk], found[into.pk], now)
    Patient.objects.filter(pk=duplicate.pk).update(merged_into=into, merged_at=now)
    log_write(access, "patient.merged", duplicate.public_id, now=now)


def _end_what_both_have(duplicate: Patient, into: Patient, now: datetime) -> None:
    """Of two open relations or consents about the same, the remaining patient's stays open."""
    both: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (CareRelation, ("unit",)),
        (Consent, ("unit", "kind")),
        (Block, ("unit",)),
        (Block, ("provider",)),
    )
    for model, same in both:
        theirs = model.objects.filter(patient=into, until=None, **{key: OuterRef(key) for key in same})
        mine = model.objects.filter(patient=duplicate, until=None).annotate(is_both=Exists(theirs))
        mine.filter(is_both=True).update(until=now)


def _hand_over_the_way_in(duplicate: Patient, into: Patient, now: datetime) -> None:
    """All mandates end with the duplicate; but the person themself comes in to what remains."""
    alive = Mandate.objects.filter(patient=duplicate, state__in=[MandateState.ACTIVE, MandateState.REQUESTED])
    own = alive.filter(kind=MandateKind.SELF, until=None).first()
    alive.update(state=MandateState.ENDED, until=now, code="", ended_because="")
    has_own = Mandate.objects.filter(patient=into, kind=MandateKind.SELF, until=None).exists()
    if own and not has_own:
        Mandate.objects.create(
            login=own.login, patient=into, kind=MandateKind.SELF, scopes=sorted(ALL_SCOPES), because=own.because,
            since=now,
        )  # fmt: skip


def _move_all(duplicate: Patient, into: Patient, now: datetime) -> None:
    """A model may say itself what gives way of what both have, with `give_way`."""
    for key in Patient._meta.get_fields(include_hidden=True):
        if isinstance(key, ManyToOneRel) and key.related_model not in STAY:
            model: Any = key.related_model
            if hasattr(model, "give_way"):
                model.give_way(duplicate, into, now)
            model._base_manager.filter(**{key.field.name: duplicate}).update(**{key.field.name: into})


def _keep_what_is_stricter(access: Access, duplicate: Patient, into: Patient, now: datetime) -> None:
    protection = max(duplicate.protection, into.protection, key=lambda each: STRICTER.index(Protection(each)))
    Patient.objects.filter(pk=into.pk).update(
        protection=protection,
        needs_interpreter=duplicate.needs_interpreter or into.needs_interpreter,
        wants_paper=duplicate.wants_paper or into.wants_paper,
    )
    if protection != into.protection:
        assess_anew(access=access, now=now)
