"""Which identity providers people come in through, read from the environment.

A broker speaks OpenID Connect and stands in front of BankID, Freja or SITHS. Patients and staff may have one each, or
the same. Claims and levels are those of the Swedish OpenID Connect profiles (oidc.se) unless the environment says
otherwise.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import environ

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
NUMBERS = ["https://id.oidc.se/claim/personalIdentityNumber", "https://id.oidc.se/claim/coordinationNumber"]
HSA_ID = ["employeeHsaId"]
# Signed with a key of the broker's that is published. Never `none`, and never a secret that both sides know.
ALGORITHMS = ("RS256", "PS256", "ES256")
VARIABLES = {
    f"LOGIN_{who}_{what}"
    for who in ("PATIENT", "STAFF")
    for what in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "CLAIMS", "ACR", "MAX_AGE", "SCOPE")
}
FRESH = 300  # seconds: how old a login at the broker may be


@dataclass(frozen=True, slots=True)
class Broker:
    """`claims`: those that may carry the number of identity, or staff's HSA-id; the first that is there counts."""

    key: str
    is_for_staff: bool
    issuer: str
    client_id: str
    secret: str
    claims: tuple[str, ...]
    acr: tuple[str, ...]
    max_age: int
    scope: tuple[str, ...]

    @property
    def app(self) -> dict[str, Any]:
        """As allauth wants it."""
        return {
            "provider_id": self.key,
            "name": self.key,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer.rstrip("/"),
                "oauth_pkce_enabled": True,
                "scope": list(self.scope),
                # The next person at a shared computer shall not come in as the last one.
                "auth_params": {"acr_values": " ".join(self.acr), "max_age": str(self.max_age), "prompt": "login"},
            },
        }


def brokers_of(env: environ.Env) -> dict[str, Broker]:
    """Those that the environment names: LOGIN_PATIENT_ISSUER and LOGIN_STAFF_ISSUER, and what goes with them."""
    kinds = (("patient", "LOGIN_PATIENT", NUMBERS), ("personal", "LOGIN_STAFF", HSA_ID))
    return {key: _broker(env, key, prefix, claims) for key, prefix, claims in kinds if env.str(f"{prefix}_ISSUER", "")}


def brokers_addresses(brokers: dict[str, Broker]) -> list[str]:
    """The origins that a login form leads to."""
    parts = (urlsplit(broker.issuer) for broker in brokers.values())
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def _broker(env: environ.Env, key: str, prefix: str, claims: list[str]) -> Broker:
    return Broker(
        key=key,
        is_for_staff=prefix == "LOGIN_STAFF",
        issuer=env.str(f"{prefix}_ISSUER"),
        client_id=env.str(f"{prefix}_CLIENT_ID", ""),
        secret=env.str(f"{prefix}_CLIENT_SECRET", ""),
        claims=tuple(env.list(f"{prefix}_CLAIMS", default=claims)),
        acr=tuple(env.list(f"{prefix}_ACR", default=[LOA3])),
        max_age=env.int(f"{prefix}_MAX_AGE", FRESH),
        scope=tuple(env.list(f"{prefix}_SCOPE", default=["openid", "profile"])),
    )
