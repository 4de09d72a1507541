"""The root. `start`, `my_plan` and `patient_plan` are names that any app may use."""

from django.conf import settings
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

from patientkontrakt import health, reports, views

urlpatterns = [
    path("", views.start, name="start"),
    path("logga-ut/", views.log_out, name="log_out"),
    path("", include("patientkontrakt.login.urls")),
    path("csp-rapport/", reports.csp_report, name="csp_report"),
    path("drift/", reports.operations, name="operations"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("", include("plans.urls")),
    path("", include("access.urls")),
    path("", include("agreements.urls")),
    path("", include("bookings.urls")),
    path("", include("contacts.urls")),
    path("", include("surveys.urls")),
    path("", include("knowledge.urls")),
    path("", include("steps.urls")),
    path("", include("reminders.urls")),
    path("api/v1/", include("plans.api")),
    path("api/v1/", include("agreements.api")),
    path("api/v1/", include("bookings.api")),
    path("api/v1/", include("steps.api")),
    path("api/v1/", include("knowledge.api")),
    path("api/v1/schema/", SpectacularJSONAPIView.as_view(), name="api_schema"),
]

# The demo lets anybody in: with the demo off there is no such address.
if settings.DEMO:
    urlpatterns.append(path("demo/", include("patientkontrakt.demo.urls")))

handler400 = "patientkontrakt.errors.bad_request"
handler403 = "patientkontrakt.errors.forbidden"
handler404 = "patientkontrakt.errors.not_found"
handler500 = "patientkontrakt.errors.server_error"
