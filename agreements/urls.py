"""Staff write on a patient's page; the patient answers from the plan. Templates are kept by heads of units."""

from django.urls import path

from agreements.views import answering, drafts, own, pins, signing, templates, writing

PATIENT = "patient/<uuid:patient>/overenskommelser/"
HERE = PATIENT + "<uuid:agreement>/"
DRAFT = PATIENT + "utkast/<uuid:draft>/"

TEMPLATE = "mallar/<uuid:template>/"

OWN = "min-plan/"
OF_ANOTHER = "min-plan/<uuid:patient>/"
BY_THE_PATIENT = (
    ("overenskommelser/<uuid:agreement>/ja/", own.accept, "accept_agreement"),
    ("overenskommelser/<uuid:agreement>/nej/", own.refuse, "refuse_agreement"),
    ("overenskommelser/<uuid:agreement>/fraga/", own.question, "ask_about_agreement"),
    ("overenskommelser/<uuid:agreement>/versioner/", own.versions, "agreement_versions"),
    ("ataganden/<uuid:commitment>/klart/", own.done, "tick_commitment"),
    ("avprickningar/<uuid:tick>/bort/", own.undone, "untick_commitment"),
)

urlpatterns = [
    path(PATIENT + "ny/", writing.write, name="write_agreement"),
    path(PATIENT + "utkast/", drafts.keep, name="keep_draft"),
    path(DRAFT, writing.go_on, name="draft"),
    path(DRAFT + "kasta/", drafts.discard, name="discard_draft"),
    path(HERE + "andra/", writing.revise, name="revise_agreement"),
    path(HERE + "svar/", answering.record, name="record_answer"),
    path(HERE + "avsluta/", answering.end_agreement, name="end_agreement"),
    path(HERE + "signera/", signing.sign_agreement, name="sign_agreement"),
    path(HERE + "osignerad/", signing.leave, name="leave_unsigned"),
    path(HERE + "versioner/", answering.versions, name="agreement_versions_here"),
    path(PATIENT + "fragor/<uuid:question>/", answering.answer, name="answer_question"),
    path(PATIENT + "ataganden/<uuid:commitment>/", answering.accept_commitment, name="answer_commitment"),
    path(PATIENT + "ataganden/<uuid:commitment>/klart/", answering.done, name="tick_here"),
    path(PATIENT + "avprickningar/<uuid:tick>/bort/", answering.undone, name="untick_here"),
    path(HERE + "kunskap/", pins.pin, name="pin_to_heading"),
    path(PATIENT + "kunskap/<uuid:pin>/ta-bort/", pins.unpin, name="unpin_from_heading"),
    *(path(OWN + where, view, name=name) for where, view, name in BY_THE_PATIENT),
    *(path(OF_ANOTHER + where, view, name=name) for where, view, name in BY_THE_PATIENT),
    path("mallar/", templates.templates, name="templates"),
    path("mallar/ny/", templates.import_template, name="import_template"),
    path(TEMPLATE, templates.template, name="template"),
    path(TEMPLATE + "mall.json", templates.export_template, name="export_template"),
    path(TEMPLATE + "anvand/", templates.use_template, name="use_template"),
    path(TEMPLATE + "sluta/", templates.stop_using_template, name="stop_using_template"),
    path(TEMPLATE + "dra-tillbaka/", templates.withdraw_template, name="withdraw_template"),
]
