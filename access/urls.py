"""The patient's view of the log, the review of it, and staff's first contact."""

from django.urls import path

from access import log_views, views
from access.review import views as review

urlpatterns = [
    path("vem-har-last/", log_views.who_has_read, name="who_has_read"),
    path("vem-har-last/utdrag.pdf", log_views.print_log, name="print_log"),
    path("vem-har-last/utdrag.csv", log_views.export_log, name="export_log"),
    path("vem-har-last/<int:line>/fraga/", log_views.concern, name="report_concern"),
    path("granska/", review.review_log, name="review_log"),
    path("granska/hamta/", review.draw, name="draw_reviews"),
    path("granska/rapport.pdf", review.report, name="review_report"),
    path("granska/<uuid:review>/", review.judge, name="judge_review"),
    path("granska/fraga/<uuid:concern>/", review.concern, name="answer_concern"),
    path("patienter/ny-kontakt/", views.first_contact, name="first_contact"),
]
