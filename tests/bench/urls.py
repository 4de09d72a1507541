"""The floor: the session, the user, and an empty page, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from people.viewer import viewer_of


def floor(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request, now=timezone.now())
    return HttpResponse("" if viewer else "nobody", status=200 if viewer else 403)


urlpatterns = [path("floor/", floor), path("", include("patientkontrakt.urls"))]
