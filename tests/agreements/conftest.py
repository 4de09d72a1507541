"""Agda at the heart clinic, where Anna writes with her, and programs that speak for them."""

import pytest

from agreements.models import Agreement
from agreements.services import Does, agree
from tests.deeds import agrees, whole
from tests.factories import World
from tests.programs import Program


@pytest.fixture
def clinic(world: World) -> World:
    world.anna.meets(world.agda)
    return world


@pytest.fixture
def agda(clinic: World) -> Program:
    return Program(clinic.agda.logs_in())


@pytest.fixture
def anna(clinic: World) -> Program:
    return Program(clinic.anna.logs_in(), clinic.agda.id)


@pytest.fixture
def proposal(clinic: World) -> Agreement:
    return agree(access=clinic.anna.opens(clinic.agda), text=whole(title="Promenader"), now=clinic.now)


@pytest.fixture
def agreement(clinic: World) -> Agreement:
    does = (Does("ringer"), Does("mäter", unit=clinic.eyes))
    return agrees(clinic.anna.opens(clinic.agda), now=clinic.now, care_does=does)
