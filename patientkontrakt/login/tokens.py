"""What a broker's ID token must say before anybody is let in (OpenID Connect Core 1.0, 3.1.3.7).

allauth trusts a token that came straight from the broker. We hold it against the broker's key, issuer, audience, nonce,
level and time all the same: what it opens is a patient's record (HSLF-FS 2016:40 3 kap. 15 §).
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from patientkontrakt.login.brokers import ALGORITHMS, Broker

LEEWAY = 30  # seconds: clocks differ
LONGEST_SUBJECT = 255  # characters, of ASCII (OpenID Connect Core 1.0, 2)
REQUIRED = ["iss", "aud", "sub", "exp", "iat", "nonce", "acr", "auth_time"]


class Refused(OAuth2Error):  # type: ignore[misc] # allauth has no types
    """Nobody is let in. `reason` is a word for the log; the page says only that it did not work."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS: tuple[tuple[type[jwt.PyJWTError], str], ...] = (
    (jwt.InvalidIssuerError, "issuer"),
    (jwt.InvalidAudienceError, "audience"),
    (jwt.InvalidAlgorithmError, "algorithm"),
    (jwt.InvalidSignatureError, "signature"),
    (jwt.ExpiredSignatureError, "expired"),
    (jwt.MissingRequiredClaimError, "incomplete"),
)


def nonce_of(code_verifier: str) -> str:
    """Binds the token to this login: made of the secret that proves the code is ours, so that one is kept, not two."""
    return hashlib.sha256(f"nonce {code_verifier}".encode()).hexdigest()


def read_token(
    token: str, *, keys: Mapping[str, Any], broker: Broker, code_verifier: str, now: datetime
) -> dict[str, Any]:
    """Return the claims. Raises Refused."""
    claims = _signed(token, keys, broker)
    reasons = {
        "subject": len(claims["sub"]) > LONGEST_SUBJECT or not claims["sub"].isascii(),
        "authorized_party": claims.get("azp", broker.client_id) != broker.client_id,
        "nonce": not code_verifier or claims["nonce"] != nonce_of(code_verifier),
        "acr": claims["acr"] not in broker.acr,
        "auth_time": not _is_fresh(claims["auth_time"], broker, now),
    }
    for reason, holds in reasons.items():
        if holds:
            raise Refused(reason)
    return claims


def _signed(token: str, keys: Mapping[str, Any], broker: Broker) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise Refused("algorithm")
        found = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.key_id == header.get("kid")]
        if not found:
            raise Refused("signature")
        return jwt.decode(
            token,
            key=found[0],
            algorithms=list(ALGORITHMS),
            audience=broker.client_id,
            issuer=broker.issuer,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise Refused(next((word for kind, word in REASONS if isinstance(error, kind)), "unreadable")) from error


def _is_fresh(auth_time: object, broker: Broker, now: datetime) -> bool:
    if not isinstance(auth_time, int | float):
        return False
    age = now.timestamp() - auth_time
    return -LEEWAY <= age <= broker.max_age + LEEWAY
