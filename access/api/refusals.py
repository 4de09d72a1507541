"""What is answered when it cannot be done: a sentence, and what is wrong with each field."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotAuthenticated, PermissionDenied
from rest_framework.response import Response

from access.grants import NotAllowed
from people.merged import PatientIsMerged

Fields = dict[str, list[str]]

TO_MEND = _("Något behöver rättas. Det står vid varje fält.")
LOG_IN = _("Du är inte inloggad. Logga in och försök igen.")
NO_TOKEN = _("Skicka X-CSRFToken, med värdet i kakan för csrf.")
WORDS: Mapping[int, Any] = {
    HTTPStatus.BAD_REQUEST: _("Det som skickades går inte att läsa som JSON."),
    HTTPStatus.FORBIDDEN: _("Du får inte göra det här."),
    HTTPStatus.NOT_FOUND: _("Det finns inte, eller så är det inte ditt att läsa."),
    HTTPStatus.METHOD_NOT_ALLOWED: _("Adressen svarar inte på den metoden."),
    HTTPStatus.NOT_ACCEPTABLE: _("Svaret finns bara som JSON."),
    HTTPStatus.PRECONDITION_FAILED: _("Någon var först, eller så går det inte längre. Läs på nytt och försök igen."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Det som skickades är för stort."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _("Skicka JSON, med Content-Type: application/json."),
    HTTPStatus.PRECONDITION_REQUIRED: _("Skicka If-Match med den ETag som du läste."),
}


class Refusal(Exception):
    """Answered with its status. Without words of its own it has those of the status."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, summary: Any = "", fields: Fields | None = None, **headers: str) -> None:
        super().__init__(str(summary))
        self.summary, self.fields, self.headers = summary, fields or {}, headers


class Invalid(Refusal):
    """What was sent must be mended, field by field."""

    def __init__(self, fields: Fields, summary: Any = TO_MEND) -> None:
        super().__init__(summary, fields)


class Changed(Refusal):
    """It is not as it was read. Tells the mark of what stands, and why it cannot be done if that is known."""

    status = HTTPStatus.PRECONDITION_FAILED

    def __init__(self, tag: str, why: Any = "") -> None:
        super().__init__(why, ETag=tag)


class MarkMissing(Refusal):
    status = HTTPStatus.PRECONDITION_REQUIRED


class TooLarge(Refusal):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class PlacesHidden(Refusal):
    """Words may say where a protected person is to be: one asks for that first, with a reason."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self) -> None:
        super().__init__(_("Det här kan nämna platser. Visa platserna i patientens plan först."))


def refused(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """None: it is a fault of ours, and the middleware's to answer."""
    refusal = error if isinstance(error, Refusal) else _refusal(error)
    if refusal is None:
        return None
    said = {"fields": refusal.fields, "summary": str(refusal.summary or WORDS[refusal.status])}
    return Response(said, status=refusal.status, headers=refusal.headers)


def _refusal(error: Exception) -> Refusal | None:
    if isinstance(error, Http404 | PatientIsMerged):
        return _of_status(HTTPStatus.NOT_FOUND)
    if isinstance(error, NotAllowed):
        return _of_status(HTTPStatus.FORBIDDEN)
    if isinstance(
        error, NotAuthenticated | PermissionDenied
    ):  # DRF asks who it is, and for the token; the gate the rest
        return _of_status(HTTPStatus.FORBIDDEN, LOG_IN if isinstance(error, NotAuthenticated) else NO_TOKEN)
    if isinstance(error, APIException) and error.status_code in WORDS:
        return _of_status(HTTPStatus(error.status_code))
    return None


def _of_status(status: HTTPStatus, summary: Any = "") -> Refusal:
    refusal = Refusal(summary)
    refusal.status = status
    return refusal
