"""Mounted only when the demo is on."""

from django.urls import path

from patientkontrakt.demo import views

urlpatterns = [
    path("logga-in/<slug:guest>/", views.log_in_as, name="demo_log_in"),
    path("telefon/", views.phone, name="demo_phone"),
]
