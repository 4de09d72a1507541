"""The patient answers from the plan; staff ask and read on the patient's page."""

from django.urls import path

from surveys import views

urlpatterns = [
    path("min-plan/fragor/<uuid:survey>/", views.answer_survey, name="answer_survey"),
    path("min-plan/<uuid:patient>/fragor/<uuid:survey>/", views.answer_survey, name="answer_survey"),
    path("patient/<uuid:patient>/fragor/", views.ask_survey, name="ask_survey"),
    path("patient/<uuid:patient>/fragor/<uuid:survey>/", views.survey_answers, name="survey_answers"),
]
