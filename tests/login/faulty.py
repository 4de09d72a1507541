"""An identity provider that lies in one way, chosen by the identity's claim `fault`."""

from collections.abc import Iterable
from typing import Any

from patientkontrakt.demo.broker.adapter import Identities

HOUR = 3600


class Faulty(Identities):
    def populate_id_token(self, id_token: dict[str, Any], client: Any, scopes: Iterable[str], **kwargs: Any) -> None:
        fault = id_token.pop("fault", "")
        lies = {
            "nonce": {"nonce": "somebody-elses"},
            "issuer": {"iss": "https://another.example"},
            "audience": {"aud": "another-client"},
            "acr": {"acr": "http://id.elegnamnden.se/loa/1.0/loa2"},
            "auth_time": {"auth_time": id_token["auth_time"] - HOUR},
            "expired": {"exp": id_token["iat"] - HOUR},
            "authorized_party": {"azp": "another-client"},
        }
        id_token.update(lies.get(fault, {}))
        if fault == "incomplete":
            del id_token["nonce"]
