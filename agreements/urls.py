"""Staff write on a patient's page; the patient answers from the plan."""

from django.urls import path

from agreements import own_views, pin_views, views

PATIENT = "patient/<uuid:patient>/overenskommelser/"
OWN = "min-plan/overenskommelser/<uuid:agreement>/"
OF_ANOTHER = "min-plan/<uuid:patient>/overenskommelser/<uuid:agreement>/"

urlpatterns = [
    path(PATIENT + "ny/", views.write, name="write_agreement"),
    path(PATIENT + "<uuid:agreement>/andra/", views.revise, name="revise_agreement"),
    path(PATIENT + "<uuid:agreement>/avsluta/", views.end_agreement, name="end_agreement"),
    path(PATIENT + "fragor/<uuid:question>/", views.answer, name="answer_question"),
    path(PATIENT + "ataganden/<uuid:commitment>/", views.accept_commitment, name="answer_commitment"),
    path(PATIENT + "<uuid:agreement>/kunskap/", pin_views.pin, name="pin_to_heading"),
    path(PATIENT + "kunskap/<uuid:pin>/ta-bort/", pin_views.unpin, name="unpin_from_heading"),
    path(OWN + "ja/", own_views.accept, name="accept_agreement"),
    path(OWN + "fraga/", own_views.question, name="ask_about_agreement"),
    path(OF_ANOTHER + "ja/", own_views.accept, name="accept_agreement"),
    path(OF_ANOTHER + "fraga/", own_views.question, name="ask_about_agreement"),
]
