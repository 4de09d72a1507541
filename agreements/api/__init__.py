"""Agreements as data, for programs: the same gate, verbs and forms as the pages. Under /api/v1/."""

from django.urls import path

from agreements.api import answering, drafts, own, pins, templates, writing

MINE, OF_ANOTHER = "plans/me/", "plans/<uuid:patient>/"
OWN = (
    ("agreements/", own.OwnAgreements, "api_own_agreements"),
    ("agreements/<uuid:agreement>/", own.OwnAgreement, "api_own_agreement"),
    ("agreements/<uuid:agreement>/versions/", own.OwnVersions, "api_own_versions"),
    ("agreements/<uuid:agreement>/yes/", own.SayYes, "api_say_yes"),
    ("agreements/<uuid:agreement>/no/", own.SayNo, "api_say_no"),
    ("agreements/<uuid:agreement>/questions/", own.AskQuestion, "api_ask_question"),
    ("commitments/<uuid:commitment>/ticks/", own.TickOwn, "api_tick_own"),
    ("ticks/<uuid:tick>/undo/", own.UntickOwn, "api_untick_own"),
)
PATIENT = "patients/<uuid:patient>/"
HERE = PATIENT + "agreements/<uuid:agreement>/"

urlpatterns = [
    *(path(MINE + where, view.as_view(), name=name) for where, view, name in OWN),
    *(path(OF_ANOTHER + where, view.as_view(), name=name) for where, view, name in OWN),
    path(PATIENT + "agreements/", writing.Agreements.as_view(), name="api_agreements"),
    path(PATIENT + "agreements/responsible/", writing.Responsible.as_view(), name="api_responsible"),
    path(HERE, writing.OneAgreement.as_view(), name="api_agreement"),
    path(HERE + "versions/", writing.Versions.as_view(), name="api_versions"),
    path(HERE + "revise/", writing.Revise.as_view(), name="api_revise"),
    path(HERE + "end/", answering.End.as_view(), name="api_end"),
    path(HERE + "answer/", answering.RecordAnswer.as_view(), name="api_record_answer"),
    path(HERE + "sign/", answering.Sign.as_view(), name="api_sign"),
    path(HERE + "unsigned/", answering.LeaveUnsigned.as_view(), name="api_leave_unsigned"),
    path(PATIENT + "questions/<uuid:question>/answer/", answering.AnswerQuestion.as_view(), name="api_answer_question"),
    path(PATIENT + "questions/<uuid:question>/read/", answering.TakeUpQuestion.as_view(), name="api_take_up_question"),
    path(
        PATIENT + "commitments/<uuid:commitment>/answer/",
        answering.AnswerCommitment.as_view(),
        name="api_answer_commitment",
    ),
    path(PATIENT + "commitments/<uuid:commitment>/ticks/", answering.Tick.as_view(), name="api_tick"),
    path(PATIENT + "ticks/<uuid:tick>/undo/", answering.Untick.as_view(), name="api_untick"),
    path(HERE + "pins/", pins.Pins.as_view(), name="api_pins"),
    path(PATIENT + "pins/<uuid:pin>/", pins.OnePin.as_view(), name="api_pin"),
    path("templates/", templates.Templates.as_view(), name="api_templates"),
    path("templates/<uuid:template>/", templates.OneTemplate.as_view(), name="api_template"),
    path(PATIENT + "drafts/<uuid:draft>/", drafts.OneDraft.as_view(), name="api_draft"),
]
