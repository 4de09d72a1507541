"""`my_plan` and `patient_plan` belong to the root and may be named by any app; the others stay in here.

What a patient may do with their own plan has two addresses under one name: one's own, and that of another, with
`patient` (access.grants.Access.whose). The sheet that staff print has another, with the agreement that comes first.
"""

from django.urls import path

from plans import views

urlpatterns = [
    path("min-plan/", views.my_plan, name="my_plan"),
    path("min-plan/utskrift.pdf", views.print_my_plan, name="print_my_plan"),
    path("min-plan/<uuid:patient>/", views.my_plan, name="my_plan"),
    path("min-plan/<uuid:patient>/utskrift.pdf", views.print_my_plan, name="print_my_plan"),
    path("patient/<uuid:patient>/", views.patient_plan, name="patient_plan"),
    path("patient/<uuid:patient>/utskrift.pdf", views.print_patient_plan, name="print_patient_plan"),
    path(
        "patient/<uuid:patient>/overenskommelser/<uuid:agreement>/utskrift.pdf",
        views.print_patient_plan,
        name="print_patient_plan",
    ),
    path("arbetslista/", views.worklist, name="worklist"),
    path("patienter/", views.patients, name="patients"),
    path("patienter/sok/", views.find_patient, name="find_patient"),
]
