"""Those one can be at the demo's identity provider."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Identity:
    """`kind` is "patient" or "staff". `claims` go into the token as they are."""

    key: str
    kind: str
    name: str
    claims: dict[str, object] = field(default_factory=dict)


def user_called(key: str) -> User:
    """Allauth's provider speaks of users: there is one for each identity that has been chosen."""
    return User.objects.get_or_create(username=key)[0]


def identities() -> dict[str, Identity]:
    file: Path = settings.IDENTITIES  # type: ignore[misc] # another project's settings
    told = json.loads(file.read_text())
    return {each["key"]: Identity(**each) for each in told}
