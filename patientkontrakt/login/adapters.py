"""Where allauth asks us: who has come, where they go, and what is said when it did not work."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from access.services import NotLetIn, Vouched, arrive, refuse_login
from patientkontrakt.login.brokers import Broker
from patientkontrakt.login.landing import land
from people.identities import NotAnIdentityNumber, Number, read_number
from people.models import Login

LONGEST_NAME = 200
NOT_LET_IN = ("not_in_catalogue",)


class Arrivals(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the login that is the person's. allauth keeps nothing of what the broker said."""
        broker: Broker = settings.LOGIN_BROKERS[sociallogin.account.provider]
        claims = sociallogin.account.extra_data["id_token"]
        try:
            vouched = _vouched(broker, claims)
            login = arrive(vouched=vouched, request=getattr(request, "id", ""), now=timezone.now())
        except NotLetIn as refusal:
            _turn_away(request, refusal.reason)
        sociallogin.user = login

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str = AuthError.UNKNOWN,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> NoReturn:
        """A wrong state has no exception: then nobody here had begun to log in."""
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(render(request, "login/cancelled.html"))
        unknown = "broker" if exception else "state"
        _turn_away(request, getattr(exception, "reason", unknown))


class Stays(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    def post_login(
        self,
        request: HttpRequest,
        user: Login,
        *,
        signal_kwargs: dict[str, Any],
        redirect_url: str | None,
        **kwargs: Any,
    ) -> HttpResponse:
        broker: Broker = settings.LOGIN_BROKERS[signal_kwargs["sociallogin"].account.provider]
        return land(request, user, as_staff=broker.is_for_staff, now=timezone.now(), wanted=redirect_url or "")


def _turn_away(request: HttpRequest, reason: str) -> NoReturn:
    refuse_login(reason=reason, request=getattr(request, "id", ""), now=timezone.now())
    page = render(request, "login/refused.html", {"is_unknown_staff": reason in NOT_LET_IN}, status=403)
    raise ImmediateHttpResponse(page)


def _vouched(broker: Broker, claims: dict[str, Any]) -> Vouched:
    said = next((str(claims[name]) for name in broker.claims if claims.get(name)), "")
    name = claims.get("name") or f"{claims.get('given_name', '')} {claims.get('family_name', '')}".strip()
    if broker.is_for_staff and not said:
        raise NotLetIn("not_in_catalogue")
    return Vouched(
        issuer=claims["iss"],
        subject=claims["sub"],
        name=str(name)[:LONGEST_NAME],
        number=None if broker.is_for_staff else _number(said),
        hsa_id=said if broker.is_for_staff else "",
    )


def _number(said: str) -> Number:
    try:
        return read_number(said)
    except NotAnIdentityNumber as error:
        raise NotLetIn("no_number") from error
