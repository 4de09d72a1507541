"""What every address has in common: who asks, the gate, and how a refusal is told."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from access.api.described import ApiSchema
from access.api.parsing import StrictJson
from access.api.refusals import PlacesHidden, refused
from access.api.tags import is_known
from access.gate import open_own, open_patient, open_unit
from access.grants import Access, May, UnitAccess
from audit.models import How
from people.viewer import Viewer, viewer_of


class Door(APIView):
    http_method_names = ["get", "head", "post", "put", "delete"]
    parser_classes: list[type[BaseParser]] = [StrictJson]
    schema = ApiSchema()

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response | None]:
        return refused

    def finalize_response(self, request: Request, response: Response, *args: Any, **options: Any) -> Response:
        """What a program has already is not sent again. That it looked is in the log all the same."""
        known = is_known(request, response)
        told = Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": response["ETag"]}) if known else response
        return super().finalize_response(request, told, *args, **options)


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


def enter_unit(request: Request, what: str) -> tuple[UnitAccess, datetime]:
    """A unit's lists. What a list shows of patients it logs itself. Raises Http404."""
    viewer, now = _viewer(request)
    return open_unit(viewer, How.API, now=now, what=what), now


def _viewer(request: Request) -> tuple[Viewer, datetime]:
    """Raises Http404 for a login that is nobody's here."""
    now = timezone.now()
    viewer = viewer_of(request._request, now=now)  # noqa: SLF001 -- DRF has no public name for it
    if viewer is None:
        raise Http404
    return viewer, now
