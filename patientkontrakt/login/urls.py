"""Of allauth's addresses only the two that are used, where we want them. allauth finds them by `openid_connect_…`."""

from django.urls import path

from patientkontrakt.login import views

urlpatterns = [
    path("logga-in/<slug:provider_id>/", views.log_in, name="openid_connect_login"),
    path("logga-in/<slug:provider_id>/svar/", views.logged_in, name="openid_connect_callback"),
    path("uppdrag/", views.assignments, name="assignments"),
    path("inloggning/stanna/", views.remain, name="remain"),
    path("inloggning/las/", views.lock, name="lock"),
    path("inloggning/sparat/", views.kept, name="kept"),
    path("inloggningar/", views.my_sessions, name="sessions"),
]
