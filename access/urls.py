"""The patient's view of the log, and staff's first contact."""

from django.urls import path

from access import views

urlpatterns = [
    path("vem-har-last/", views.who_has_read, name="who_has_read"),
    path("patienter/ny-kontakt/", views.first_contact, name="first_contact"),
]
