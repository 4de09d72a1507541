"""A door: an address and a method, and for each of several things behind it who is answered what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.matrix.answers import Due
from tests.matrix.cast import ROLES
from tests.matrix.scene import Scene

# One of each who comes near: all ask for what is theirs, and these for what is somebody else's. Who is turned away
# before anybody looks at what it is, strangers and those without care, has been so at what is theirs.
NEAR = ("agda", "karin", "anna", "hedda", "ove", "mona", "sven", "olle")
# A page that is only read asks the same of the gate as what is sent from it.
FEW = ("agda", "anna", "ove", "mona", "olle")

Told = Callable[[Scene], Mapping[str, Any]]


def nothing(scene: Scene) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Case:
    """One thing behind a door. `where` is what stands in the address, `sends` what is sent along."""

    about: str
    due: Due
    where: Told = nothing
    sends: Told = nothing
    asks: tuple[str, ...] = ROLES


@dataclass(frozen=True)
class Door:
    name: str
    method: str
    cases: tuple[Case, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def url(self, case: Case, scene: Scene) -> str:
        return reverse(self.name, kwargs=dict(case.where(scene)))


def door(name: str, method: str, *cases: Case) -> Door:
    return Door(name, method, cases)


def get(name: str, *cases: Case) -> Door:
    return Door(name, "GET", cases)


def post(name: str, *cases: Case) -> Door:
    return Door(name, "POST", cases)
