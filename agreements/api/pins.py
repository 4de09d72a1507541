"""Staff pin knowledge to a heading of the unit's own agreement, and take it away."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import must_be_valid, texts_of
from access.api.described import told
from access.api.door import Door, enter
from access.api.refusals import Invalid
from access.api.shown import Kept, KeptSerializer
from access.grants import May
from agreements.api.named import AGREEMENT, or_changed
from agreements.forms.pins import PinForm
from agreements.headings import Heading
from agreements.lookups import find_agreement, our_agreement, our_pin
from agreements.services import pin_to_heading, unpin_from_heading
from knowledge.library import find_offered
from knowledge.services import NotOffered, PinIsGone

NOT_OFFERED = _("Det finns inte i biblioteket, eller inte längre. Välj något annat.")
SENT = inline_serializer(
    "SentPin",
    fields={
        "heading": serializers.ChoiceField(choices=Heading.choices),
        "pin": serializers.UUIDField(help_text="A resource of the library."),
    },
)


class Pins(Door):
    @told("Pin knowledge to a heading. Pinned there already, it is the same pin", KeptSerializer, sends=SENT,
          may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = enter(request, patient, AGREEMENT, May.DOCUMENT)
        found = our_agreement(access, agreement, is_read=False)
        form = PinForm(texts_of(request, "heading", "pin"), languages=[])
        must_be_valid(form)
        heading = form.heading_chosen
        try:
            resource = find_offered(form.cleaned_data["pin"], today=timezone.localdate(now))
            with or_changed(lambda: find_agreement(access, agreement)):
                kept = pin_to_heading(access=access, agreement=found, heading=heading, resource=resource, now=now)
        except (Http404, NotOffered) as error:
            raise Invalid({"pin": [str(NOT_OFFERED)]}) from error
        return Response(KeptSerializer(Kept(kept.public_id)).data)


class OnePin(Door):
    @told("Take it away. What is away stays so", status=(204,))
    def delete(self, request: Request, patient: UUID, pin: UUID) -> Response:
        access, now = enter(request, patient, AGREEMENT, May.DOCUMENT)
        found = our_pin(access, pin)
        with suppress(PinIsGone):
            unpin_from_heading(access=access, pin=found, now=now)
        return Response(status=204)
