"""Staff write on a patient's page; the patient answers from the plan. Templates are kept by heads of units."""

from django.urls import path

from agreements import own_views, template_views, views

PATIENT = "patient/<uuid:patient>/overenskommelser/"
OWN = "min-plan/overenskommelser/<uuid:agreement>/"
OF_ANOTHER = "min-plan/<uuid:patient>/overenskommelser/<uuid:agreement>/"
TEMPLATE = "mallar/<uuid:template>/"

urlpatterns = [
    path(PATIENT + "ny/", views.write, name="write_agreement"),
    path(PATIENT + "<uuid:agreement>/andra/", views.revise, name="revise_agreement"),
    path(PATIENT + "<uuid:agreement>/avsluta/", views.end_agreement, name="end_agreement"),
    path(PATIENT + "fragor/<uuid:question>/", views.answer, name="answer_question"),
    path(PATIENT + "ataganden/<uuid:commitment>/", views.accept_commitment, name="answer_commitment"),
    path(OWN + "ja/", own_views.accept, name="accept_agreement"),
    path(OWN + "fraga/", own_views.question, name="ask_about_agreement"),
    path(OF_ANOTHER + "ja/", own_views.accept, name="accept_agreement"),
    path(OF_ANOTHER + "fraga/", own_views.question, name="ask_about_agreement"),
    path("mallar/", template_views.templates, name="templates"),
    path("mallar/ny/", template_views.import_template, name="import_template"),
    path(TEMPLATE, template_views.template, name="template"),
    path(TEMPLATE + "mall.json", template_views.export_template, name="export_template"),
    path(TEMPLATE + "anvand/", template_views.use_template, name="use_template"),
    path(TEMPLATE + "sluta/", template_views.stop_using_template, name="stop_using_template"),
    path(TEMPLATE + "dra-tillbaka/", template_views.withdraw_template, name="withdraw_template"),
]
