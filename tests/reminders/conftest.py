from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from patientkontrakt.demo.phone.inbox import Behaviour, Inbox
from patientkontrakt.demo.phone.server import Phone, ringing
from reminders.delivery import Sender
from reminders.gateway import Account, FortySixElks
from tests.factories import NOW, World
from tests.reminders.scene import Scene


@pytest.fixture
def scene(world: World) -> Scene:
    """Nothing here commits."""
    return Scene(world)


@pytest.fixture
def live_scene(own_database: None) -> Scene:
    """For what must be committed, so that others see it."""
    return Scene(World(NOW))


@pytest.fixture(scope="session")
def line() -> Iterator[tuple[Phone, FortySixElks]]:
    with (
        ringing(Inbox()) as phone,
        FortySixElks(Account(phone.url, "u123", "secret", "Varden")) as gateway,
    ):
        yield phone, gateway


@pytest.fixture
def phone(line: tuple[Phone, FortySixElks]) -> Phone:
    """Empty, well behaved, and reporting nothing."""
    phone, _ = line
    phone.inbox = Inbox(Behaviour(report=""))
    return phone


@pytest.fixture
def elks(line: tuple[Phone, FortySixElks], phone: Phone) -> FortySixElks:
    _, gateway = line
    return gateway


@pytest.fixture
def sender(scene: Scene, elks: FortySixElks, monkeypatch: pytest.MonkeyPatch) -> Sender:
    """Keeps its connection, so that the test's transaction can be undone."""
    monkeypatch.setattr("reminders.delivery.connection", SimpleNamespace(close=lambda: None))
    return Sender(gateway=elks, receipts_below="http://127.0.0.1:9/sms/kvitto/", clock=lambda: scene.now)
