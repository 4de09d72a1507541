"""Staff appoint and end fixed contacts on a patient's page."""

from django.urls import path

from contacts import views

PATIENT = "patient/<uuid:patient>/kontakter/"

urlpatterns = [
    path(PATIENT + "ny/", views.appoint_contact, name="appoint_contact"),
    path(PATIENT + "<uuid:contact>/avsluta/", views.end_contact, name="end_contact"),
]
