"""The library for everybody, and under /redaktion/ for those who write it. What stands in an address is never a word
that somebody has searched for.
"""

from django.urls import path

from knowledge import editor_views, own_views, views

EDITORIAL = "kunskap/redaktion/"
OF_ANOTHER = "min-plan/<uuid:patient>/kunskap/"

urlpatterns = [
    path("kunskap/", views.library, name="library"),
    path("kunskap/<uuid:resource>/", views.resource, name="resource"),
    path(OF_ANOTHER, views.library, name="library"),
    path(OF_ANOTHER + "<uuid:resource>/", views.resource, name="resource"),
    path("min-plan/kunskap/<uuid:resource>/spara/", own_views.pin, name="pin_resource"),
    path("min-plan/kunskap/<uuid:resource>/ta-bort/", own_views.unpin, name="unpin_resource"),
    path(OF_ANOTHER + "<uuid:resource>/spara/", own_views.pin, name="pin_resource"),
    path(OF_ANOTHER + "<uuid:resource>/ta-bort/", own_views.unpin, name="unpin_resource"),
    path(EDITORIAL, editor_views.editorial, name="editorial"),
    path(EDITORIAL + "ny/", editor_views.write, name="write_resource"),
    path(EDITORIAL + "<uuid:resource>/", editor_views.preview, name="preview_resource"),
    path(EDITORIAL + "<uuid:resource>/andra/", editor_views.revise, name="revise_resource"),
    path(EDITORIAL + "<uuid:resource>/granska/", editor_views.review, name="review_resource"),
    path(EDITORIAL + "<uuid:resource>/skicka-tillbaka/", editor_views.return_to_writer, name="send_back_resource"),
    path(EDITORIAL + "<uuid:resource>/aterkalla/", editor_views.withdraw, name="withdraw_resource"),
]
