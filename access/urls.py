"""Who may see whom: the patient's own decisions and view of the log, its review, and staff's ways in."""

from django.urls import path

from access import (
    log_views,
    mandate_views,
    opening_views,
    protection_views,
    staff_views,
    views,
    vouching_views,
    will_views,
)
from access.review import views as review

OF_PATIENT = "patient/<uuid:patient>"
PATIENT = f"{OF_PATIENT}/vem-far-se/"

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
    # What the patient decides.
    path("samtycken-och-sparrar/", will_views.my_consents, name="my_consents"),
    path("samtycken-och-sparrar/ja/", will_views.give_mine, name="give_my_consent"),
    path("samtycken-och-sparrar/<uuid:consent>/nej/", will_views.withdraw_mine, name="withdraw_my_consent"),
    path("samtycken-och-sparrar/sparra/", will_views.block_mine, name="block_mine"),
    path("samtycken-och-sparrar/<uuid:block>/ta-bort/", will_views.lift_mine, name="lift_my_block"),
    path("samtycken-och-sparrar/<uuid:opening>/stang/", will_views.close_mine, name="close_my_opening"),
    # What staff write down of it, and open for a while.
    path("patienter/oppna/", opening_views.open_somebody, name="open_somebody"),
    path(f"{OF_PATIENT}/atkomst/", staff_views.patient_grounds, name="patient_grounds"),
    path(f"{OF_PATIENT}/atkomst/samtycke/", staff_views.note_consent, name="note_consent"),
    path(f"{OF_PATIENT}/atkomst/<uuid:consent>/nej/", staff_views.note_withdrawal, name="note_withdrawal"),
    path(f"{OF_PATIENT}/atkomst/sparr/", staff_views.note_block, name="note_block"),
    path(f"{OF_PATIENT}/atkomst/avsluta/", staff_views.stop_caring, name="stop_caring"),
    path(f"{OF_PATIENT}/atkomst/oppna/", opening_views.open_elsewhere, name="open_elsewhere"),
    path(f"{OF_PATIENT}/atkomst/<uuid:block>/oppna/", opening_views.open_blocked, name="open_blocked"),
    path(f"{OF_PATIENT}/atkomst/<uuid:opening>/stang/", opening_views.close_opened, name="close_opened"),
    # Protected persons.
    path(f"{OF_PATIENT}/atkomst/platser/", protection_views.see_places, name="see_places"),
    path(f"{OF_PATIENT}/narstaende/", protection_views.relatives, name="relatives"),
    path(f"{OF_PATIENT}/narstaende/<uuid:mandate>/", protection_views.assess_relative, name="assess_relative"),
]
