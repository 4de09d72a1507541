"""What a patient keeps from the library, for programs: the same gate and verbs as the pages. Under /api/v1/."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import texts_of
from access.api.described import told
from access.api.door import Door, enter_own
from access.api.refusals import Invalid
from access.api.shown import Kept, KeptSerializer, ShownSerializer
from access.grants import May
from knowledge.library import find_published
from knowledge.section import PinRow, ask, section
from knowledge.services import NotOffered, PinIsGone, pin, unpin

LISTED, KNOWLEDGE = "knowledge.pins", "knowledge"
NO_BODY = (400, 413, 415)


@dataclass(frozen=True, slots=True)
class PinList:
    pins: tuple[PinRow, ...]


class PinsSerializer(ShownSerializer):
    class Meta:
        dataclass = PinList


class OwnPins(Door):
    @told("What is kept from the library, newest first", PinsSerializer)
    def get(self, request: Request, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, LISTED)
        return Response(PinsSerializer(PinList(section(access, now, ask(access, now)))).data)


class OwnPin(Door):
    @told("Keep it in the plan. Kept already, it is the same pin", KeptSerializer, may_refuse=NO_BODY)
    def put(self, request: Request, resource: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, KNOWLEDGE, May.AGREE)
        found = find_published(resource)
        texts_of(request)
        try:
            kept = pin(access=access, resource=found, now=now)
        except NotOffered as error:
            raise Invalid({"resource": [_("Det finns inte längre att spara. Välj något annat.")]}) from error
        return Response(KeptSerializer(Kept(kept.public_id)).data)

    @told("Take it out of the plan. What is not in it stays so", status=(204,))
    def delete(self, request: Request, resource: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, KNOWLEDGE, May.AGREE)
        found = find_published(resource)
        with suppress(PinIsGone):
            unpin(access=access, resource=found, now=now)
        return Response(status=204)


WHOSE = ("plans/me/knowledge/", "plans/<uuid:patient>/knowledge/")
urlpatterns = [
    *(path(whose, OwnPins.as_view(), name="api_own_pins") for whose in WHOSE),
    *(path(whose + "<uuid:resource>/", OwnPin.as_view(), name="api_own_pin") for whose in WHOSE),
]
