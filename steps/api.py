"""Handing a step over and answering, for programs: the same gate, verbs and forms as the pages. Under /api/v1/."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import must_be_valid, texts_of
from access.api.described import IF_MATCH, sent, told
from access.api.door import Door, enter
from access.api.shown import Mark, ShownSerializer, marked
from access.api.tags import must_match, or_changed
from access.grants import Access, May
from access.seen import Silence
from steps.asking import units_to_take_over
from steps.forms import HandOverForm, TakeOverForm
from steps.lookups import find_row, find_step, our_step
from steps.section import StepRow, section
from steps.services import HandOverChanged, ask_to_take_over, decline_hand_over, keep_step, take_over

LISTED, STEP = "steps", "step"


@dataclass(frozen=True, slots=True)
class StepList:
    """Open steps, and those that ended in the last half year."""

    steps: tuple[StepRow, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class UnitToAsk:
    """`unit` is what is sent."""

    unit: UUID
    name: str


@dataclass(frozen=True, slots=True)
class UnitList:
    units: tuple[UnitToAsk, ...]


class StepSerializer(ShownSerializer):
    class Meta:
        dataclass = StepRow


class StepsSerializer(ShownSerializer):
    class Meta:
        dataclass = StepList


class UnitsSerializer(ShownSerializer):
    class Meta:
        dataclass = UnitList


class Steps(Door):
    @told("A patient's steps, those that the unit may see", StepsSerializer)
    def get(self, request: Request, patient: UUID) -> Response:
        access, now = enter(request, patient, LISTED)
        found = section(access, now)
        return Response(StepsSerializer(StepList(found.rows, tuple(found.silences))).data)


class Units(Door):
    @told("Who may be asked to take a step over", UnitsSerializer)
    def get(self, request: Request, patient: UUID) -> Response:
        access, now = enter(request, patient, STEP, May.DOCUMENT)
        units = units_to_take_over(access, now=now)
        return Response(UnitsSerializer(UnitList(tuple(UnitToAsk(unit.public_id, unit.name) for unit in units))).data)


class OneStep(Door):
    @told("One step", StepSerializer, etag=True)
    def get(self, request: Request, patient: UUID, step: UUID) -> Response:
        access, now = enter(request, patient, LISTED)
        return _one(access, step, now)


class HandOver(Door):
    @told("Ask another unit to take over a step. `unit`: one that may be asked or, once one is, the word keep",
          StepSerializer, sends=sent("SentHandOver", HandOverForm, "unit"), headers=(IF_MATCH,), etag=True)  # fmt: skip
    def post(self, request: Request, patient: UUID, step: UUID) -> Response:
        access, now = enter(request, patient, STEP, May.DOCUMENT)
        found = our_step(access, step)
        must_match(request, found)
        units = [unit for unit in units_to_take_over(access, now=now) if unit.pk != found.asked_unit_id]
        given = {**texts_of(request, "unit"), "revision": found.revision}
        form = HandOverForm(given, units=units, is_asked=found.asked_unit is not None)
        must_be_valid(form)
        with or_changed(lambda: find_step(access, step), HandOverChanged):
            if form.unit is None:
                keep_step(access=access, step=found, now=now)
            else:
                ask_to_take_over(access=access, step=found, unit=form.unit, now=now)
        return _one(access, step, now)


class TakeOver(Door):
    @told("The unit that is asked takes the step over, or says why it cannot", StepSerializer,
          sends=sent("SentTakeOver", TakeOverForm), headers=(IF_MATCH,), etag=True)  # fmt: skip
    def post(self, request: Request, patient: UUID, step: UUID) -> Response:
        access, now = enter(request, patient, STEP, May.DOCUMENT)
        found = find_step(access, step)
        must_match(request, found)
        form = TakeOverForm(texts_of(request, "answer", "because"))
        must_be_valid(form)
        with or_changed(lambda: find_step(access, step), HandOverChanged):
            if form.accepts:
                take_over(access=access, step=found, now=now)
            else:
                decline_hand_over(access=access, step=found, because=form.cleaned_data["because"], now=now)
        return _one(access, step, now)


def _one(access: Access, step: UUID, now: datetime) -> Response:
    row = find_row(access, step, now)
    return marked(Mark(row.id, row.revision), StepSerializer(row).data)


PATIENT = "patients/<uuid:patient>/steps/"
HERE = PATIENT + "<uuid:step>/"
urlpatterns = [
    path(PATIENT, Steps.as_view(), name="api_steps"),
    path(PATIENT + "units/", Units.as_view(), name="api_units_to_take_over"),
    path(HERE, OneStep.as_view(), name="api_step"),
    path(HERE + "hand-over/", HandOver.as_view(), name="api_hand_over"),
    path(HERE + "take-over/", TakeOver.as_view(), name="api_take_over"),
]
