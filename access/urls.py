"""The patient's view of the log and of who may see the plan, those who act for others, and staff's first contact."""

from django.urls import path

from access import mandate_views, views, vouching_views

PATIENT = "patient/<uuid:patient>/vem-far-se/"

urlpatterns = [
    path("vem-har-last/", views.who_has_read, name="who_has_read"),
    path("vem-far-se/", mandate_views.may_see, name="who_may_see"),
    path("vem-far-se/ny/", mandate_views.let_in, name="let_in"),
    path("vem-far-se/<uuid:mandate>/avsluta/", mandate_views.end_own_mandate, name="end_own_mandate"),
    path("min-plan/<uuid:patient>/sluta/", mandate_views.leave_mandate, name="leave_mandate"),
    path("kod/", mandate_views.answer_invitation, name="answer_invitation"),
    path(PATIENT, vouching_views.patient_mandates, name="patient_mandates"),
    path(PATIENT + "ny/", vouching_views.vouch_for, name="vouch_for"),
    path(PATIENT + "<uuid:mandate>/avsluta/", vouching_views.end_patient_mandate, name="end_patient_mandate"),
    path(PATIENT + "alder/", vouching_views.age_exception, name="age_exception"),
    path(PATIENT + "alder/<uuid:exception>/avsluta/", vouching_views.end_exception, name="end_age_exception"),
    path("patienter/ny-kontakt/", views.first_contact, name="first_contact"),
]
