"""`my_plan` and `patient_plan` belong to the root and may be named by any app; the others stay in here."""

from django.urls import path

from plans import views

urlpatterns = [
    path("min-plan/", views.my_plan, name="my_plan"),
    path("min-plan/utskrift.pdf", views.print_my_plan, name="print_my_plan"),
    path("min-plan/<uuid:patient>/", views.plan_of_another, name="plan_of_another"),
    path("min-plan/<uuid:patient>/utskrift.pdf", views.print_plan_of_another, name="print_plan_of_another"),
    path("patient/<uuid:patient>/", views.patient_plan, name="patient_plan"),
    path("patient/<uuid:patient>/utskrift.pdf", views.print_patient_plan, name="print_patient_plan"),
    path("arbetslista/", views.worklist, name="worklist"),
    path("patienter/", views.patients, name="patients"),
    path("patienter/sok/", views.find_patient, name="find_patient"),
]
