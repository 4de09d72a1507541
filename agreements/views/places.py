"""Words of an agreement may say where a protected person is: whoever opens them is asked for a reason first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from access.grants import Access


def places_first(request: HttpRequest, access: Access) -> HttpResponse | None:
    """The page that asks, while places are hidden. What is sent goes on, since nothing typed is lost, and is answered
    without words that somebody else has written: every page here asks `access.hides_places` again.
    """
    if request.method == "POST" or not access.hides_places:
        return None
    messages.info(request, _("Texten kan nämna platser. Visa platserna först, och försök sedan igen."))
    return redirect("see_places", patient=access.patient.public_id)
