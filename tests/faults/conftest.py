from collections.abc import Iterator

import pytest
from django.utils import timezone

from patientkontrakt.demo.phone.inbox import Behaviour, Inbox
from patientkontrakt.demo.phone.server import Phone, ringing
from reminders.models import Rule
from tests.factories import World
from tests.reminders.scene import Scene


@pytest.fixture
def scene(own_database: None) -> Scene:
    """At this very moment, and awake at all hours, so that processes with clocks of their own agree."""
    Rule.objects.update(opens=0, closes=24)
    return Scene(World(timezone.now()))


@pytest.fixture
def phone() -> Iterator[Phone]:
    with ringing(Inbox(Behaviour(report=""))) as phone:
        yield phone
