"""What a patient keeps from the library, themselves or by somebody who acts for them."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.gate import open_own
from access.grants import May
from audit.models import How
from knowledge.library import find_published
from knowledge.services import NotOffered, PinIsGone
from knowledge.services import pin as keep
from knowledge.services import unpin as take_back
from knowledge.views import KNOWLEDGE
from people.viewer import Viewer, signed_in


@require_POST
@signed_in
def pin(
    request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID, patient: UUID | None = None
) -> HttpResponse:
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=KNOWLEDGE, needs=May.AGREE)
    found = find_published(resource)
    try:
        keep(access=access, resource=found, now=now)
    except NotOffered:  # it ran out while it was read: its page says so
        return redirect(reverse("resource", kwargs={"resource": resource, **access.whose}))
    messages.success(request, _("Sparat. Det finns nu i planen, under Kunskap för mig."))
    return redirect(reverse("my_plan", kwargs=access.whose))


@require_POST
@signed_in
def unpin(
    request: HttpRequest, viewer: Viewer, now: datetime, resource: UUID, patient: UUID | None = None
) -> HttpResponse:
    access = open_own(viewer, How.FORM, now=now, patient=patient, what=KNOWLEDGE, needs=May.AGREE)
    with suppress(PinIsGone):  # pressed twice
        take_back(access=access, resource=find_published(resource), now=now)
        messages.success(request, _("Borttaget ur planen. Det finns kvar i biblioteket."))
    return redirect(reverse("my_plan", kwargs=access.whose))
