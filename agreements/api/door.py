"""What every address has in common: who asks, the gate, and how a refusal is told."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from access.gate import open_own, open_patient
from access.grants import Access, May
from agreements.api.described import ApiSchema
from agreements.api.parsing import StrictJson
from agreements.api.refusals import PlacesHidden, refused
from audit.models import How
from people.viewer import Viewer, viewer_of

LISTED, VERSIONS, AGREEMENT, DRAFT = "agreements", "agreement.versions", "agreement", "draft"


class Door(APIView):
    http_method_names = ["get", "head", "post", "put", "delete"]
    parser_classes: list[type[BaseParser]] = [StrictJson]
    schema = ApiSchema()

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response | None]:
        return refused


def enter_own(request: Request, patient: UUID | None, what: str, needs: May | None = None) -> tuple[Access, datetime]:
    """The patient, or who acts for the patient. Raises Http404, NotAllowed."""
    viewer, now = _viewer(request)
    return open_own(viewer, How.API, now=now, patient=patient, what=what, needs=needs), now


def enter(request: Request, patient: UUID, what: str, needs: May | None = None) -> tuple[Access, datetime]:
    """Staff. Raises Http404, NotAllowed, PlacesHidden."""
    viewer, now = _viewer(request)
    access = open_patient(viewer, patient, How.API, now=now, what=what, needs=needs)
    if access.hides_places:
        raise PlacesHidden
    return access, now


def _viewer(request: Request) -> tuple[Viewer, datetime]:
    now = timezone.now()
    viewer = viewer_of(request._request, now=now)  # noqa: SLF001 -- DRF has no public name for it
    if viewer is None:
        raise Http404
    return viewer, now
