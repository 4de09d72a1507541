"""Staff hand a step over on a patient's page, and the unit that is asked answers there."""

from django.urls import path

from steps import views

HERE = "patient/<uuid:patient>/steg/<uuid:step>/"

urlpatterns = [
    path(HERE + "lamna-over/", views.hand_over, name="hand_over_step"),
    path(HERE + "ta-over/", views.answer, name="answer_hand_over"),
]
