"""The patient's view of the log."""

from django.urls import path

from access import views

urlpatterns = [path("vem-har-last/", views.who_has_read, name="who_has_read")]
