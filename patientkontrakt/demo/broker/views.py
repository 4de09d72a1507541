"""The one page of the demo's identity provider."""

import json
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from patientkontrakt.demo.broker.identities import identities, user_called


def choose(request: HttpRequest) -> HttpResponse:
    """Choose who to be: in place of a card, an app and a code."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return HttpResponseBadRequest("Börja från Patientkontrakt.")
    if request.method == "POST" and request.POST.get("who") in identities():
        login(request, user_called(request.POST["who"]))  # type: ignore[arg-type] # another project's user
        return HttpResponseRedirect(back)
    client = parse_qs(urlsplit(back).query).get("client_id", [""])[0]
    clients: str = settings.CLIENTS  # type: ignore[misc] # another project's settings
    kinds = {each["id"]: each["kind"] for each in json.loads(clients)}
    offered = [each for each in identities().values() if each.kind == kinds.get(client)]
    return render(request, "choose.html", {"identities": offered})
