"""What the demo's identity provider says of a person."""

import time
from collections.abc import Iterable
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth.base_user import AbstractBaseUser

from patientkontrakt.demo.broker.identities import identities

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"


class Identities(DefaultOIDCAdapter):  # type: ignore[misc] # allauth has no types
    def get_claims(
        self, purpose: str, user: AbstractBaseUser, client: Any, scopes: Iterable[str], **kwargs: Any
    ) -> dict[str, Any]:
        who = identities()[user.get_username()]
        return {"sub": who.key, "name": who.name, "acr": LOA3, "auth_time": int(time.time()), **who.claims}
