"""allauth's OpenID Connect, made strict: a nonce, a signed token, and nothing that the address could have changed."""

import hashlib
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from patientkontrakt.login.brokers import Broker
from patientkontrakt.login.tokens import Refused, nonce_of, read_token


class BrokerAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth has no types
    """Only the signed token counts. `userinfo` is signed by nobody, and is not asked."""

    code_verifier = ""

    @property
    def broker(self) -> Broker:
        found: Broker = settings.LOGIN_BROKERS[self.provider_id]
        return found

    @property
    def openid_config(self) -> dict[str, Any]:
        """A broker that calls itself something else than we know it as is another broker.

        To the letter, a slash at the end too (OpenID Connect Discovery 1.0, 4.3); and so is the issuer of its tokens.
        """
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.broker.issuer:
            raise Refused("issuer")
        return config

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        self.code_verifier = pkce_code_verifier or ""
        return super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        claims = read_token(
            kwargs["response"].get("id_token", ""),
            keys=answer.json(),
            broker=self.broker,
            code_verifier=self.code_verifier,
            now=timezone.now(),
        )
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        return login


class BrokerProvider(OpenIDConnectProvider):  # type: ignore[misc] # allauth has no types
    oauth2_adapter_class = BrokerAdapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Allauth's own name for the person, under which nothing is kept. It has room for 191 characters."""
        return hashlib.sha256(data["id_token"]["sub"].encode()).hexdigest()

    def get_pkce_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_pkce_params()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Allauth lets the address ask for other scopes, levels and purposes. Ours only says where to go afterwards."""
        wanted = request.POST.get("next", "")
        is_here = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        return {
            "process": AuthProcess.LOGIN,
            "next_url": wanted if is_here else None,
            "scope": self.get_scope(),
            "auth_params": self.get_auth_params(),
        }
