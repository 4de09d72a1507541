"""kill -9 of the sender at each point: none lost, and at most one text more for each kill."""

import os
import random
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from patientkontrakt.demo.phone.server import Phone
from reminders.delivery import Sender
from reminders.gateway import Account, FortySixElks
from reminders.models import Reminder, Status
from tests.faults.processes import running, until
from tests.reminders.scene import Scene

pytestmark = pytest.mark.faults

MESSAGES, KILLS = 40, 5


def later(phone: Phone) -> None:
    """Another sender comes when the lease has run out."""
    with FortySixElks(Account(phone.url, "u", "p", "Varden")) as gateway:
        Sender(
            gateway=gateway,
            receipts_below="http://127.0.0.1:9/",
            clock=lambda: timezone.now() + timedelta(seconds=61),
        ).deliver_due()


@pytest.mark.parametrize(
    ("point", "sent_before", "sent_in_all"),
    [
        ("before the claim is committed", 0, 1),
        ("after the claim", 0, 1),
        ("after the intent", 0, 1),
        ("when the gateway has accepted", 1, 2),
        ("before it is written down", 1, 2),
    ],
)
def test_a_sender_that_is_killed_loses_nothing(
    scene: Scene, phone: Phone, point: str, sent_before: int, sent_in_all: int
) -> None:
    scene.visit()
    scene.planned()
    with running("tests.faults.sender", phone.url, point) as sender:
        sender.says("ready")
        sender.says(point)
        sender.killed()
    assert len(phone.inbox.texts) == sent_before

    until(lambda: bool(later(phone) or Reminder.objects.filter(status=Status.SENT).count()))

    assert len(phone.inbox.texts) == sent_in_all


def test_a_sender_that_is_killed_while_the_gateway_thinks_loses_nothing(scene: Scene, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    phone.inbox.behaviour.delay = 60
    with running("tests.faults.sender", phone.url, "nowhere") as sender:
        sender.says("ready")
        until(lambda: len(phone.inbox.texts) == 1)
        assert scene.reminder().status == Status.INTENT
        sender.killed()
    phone.inbox.behaviour.delay = 0

    later(phone)

    assert len(phone.inbox.texts) == 2
    assert scene.reminder().status == Status.SENT
    assert scene.reminder().unanswered == 1


def test_a_sender_that_wakes_up_late_sends_nothing(scene: Scene, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    with running("tests.faults.sender", phone.url, "after the claim") as sleeper:
        sleeper.says("ready")
        sleeper.says("after the claim")
        later(phone)
        sleeper.goes_on()
        sleeper.says("done")

    assert len(phone.inbox.texts) == 1


def test_two_senders_and_a_storm_of_kills(scene: Scene, phone: Phone) -> None:
    for _ in range(MESSAGES):
        scene.visit()
    scene.planned()
    phone.inbox.behaviour.delay = 0.02
    chance = random.Random(2026)  # noqa: S311
    with running("tests.faults.sender", phone.url, "storm") as nursery:
        nursery.says("ready")

        def sender() -> int:
            nursery.goes_on()
            return int(nursery.line())

        senders = [sender(), sender()]
        for _ in range(KILLS):
            enough = min(len(phone.inbox.texts) + chance.randrange(1, 5), MESSAGES)
            until(lambda enough=enough: len(phone.inbox.texts) >= enough)  # type: ignore[misc]
            os.kill(senders.pop(0), signal.SIGKILL)
            senders.append(sender())
        until(lambda: Reminder.objects.filter(status=Status.SENT).count() == MESSAGES)

    told = Counter(text.to for text in phone.inbox.texts)
    assert len(told) == MESSAGES, "none is lost"
    assert told.total() - MESSAGES <= KILLS, "at most one more for each kill"
