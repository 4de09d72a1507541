"""allauth's OpenID Connect, and the page where one chooses. Who is logged in already chooses again."""

from django.urls import include, path

from patientkontrakt.demo.broker import views

urlpatterns = [
    path("", include("allauth.idp.urls")),
    path("vem/", views.choose, name="account_login"),
    path("vem/igen/", views.choose, name="account_reauthenticate"),
]
