"""What the supplier says afterwards: repeated, out of order, early, forged."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from audit.models import Entry
from patientkontrakt.demo.phone.server import Phone
from reminders import services
from reminders.delivery import Sender
from reminders.models import Reason, Reminder, Status
from reminders.receipts import address
from reminders.services import Claim, Ready
from tests.reminders.scene import Scene

Report = Callable[..., int]


@pytest.fixture
def report() -> Report:
    """Tell of the only reminder, as 46elks does."""

    def post(status: str, gateway_id: str = "s1", *, to: str = "") -> int:
        reference = Reminder.objects.get().public_id
        form = {"id": gateway_id, "status": status, "delivered": "2026-11-25T09:00:10.000000"}
        return Client(enforce_csrf_checks=True).post(to or address(reference, below="/sms/kvitto/"), form).status_code

    return post


def is_sent(scene: Scene, gateway_id: str = "s1") -> None:
    scene.visit()
    scene.planned()
    services.is_sent(is_on_its_way(scene), gateway_id=gateway_id, septets=100, now=scene.now)


def is_on_its_way(scene: Scene) -> Ready:
    (held,) = services.claim(now=scene.now, limit=1)
    ready = services.intend(held, now=scene.now)
    assert ready
    return ready


def lines() -> int:
    return Entry.objects.filter(what="reminder.sent").count()


def test_a_receipt_says_that_the_text_is_on_the_phone(scene: Scene, report: Report) -> None:
    is_sent(scene)

    assert report("delivered") == 204
    assert scene.reminder().status == Status.DELIVERED


def test_a_receipt_may_come_five_times(scene: Scene, report: Report) -> None:
    is_sent(scene)

    assert [report("delivered") for _ in range(5)] == [204] * 5
    assert scene.reminder().status == Status.DELIVERED
    assert lines() == 1


def test_a_text_that_did_not_arrive_is_for_people(scene: Scene, report: Report) -> None:
    is_sent(scene)

    assert report("failed") == 204
    assert (scene.reminder().status, scene.reminder().reason) == (Status.FAILED, Reason.UNDELIVERED)


@pytest.mark.parametrize("order", [["failed", "delivered"], ["delivered", "failed"], ["sent", "delivered", "created"]])
def test_on_the_phone_is_on_the_phone_in_whatever_order(scene: Scene, report: Report, order: list[str]) -> None:
    is_sent(scene)

    assert {report(status) for status in order} == {204}
    assert (scene.reminder().status, scene.reminder().reason) == (Status.DELIVERED, "")


def test_a_receipt_that_comes_before_the_answer_is_kept(scene: Scene, report: Report) -> None:
    scene.visit()
    scene.planned()
    ready = is_on_its_way(scene)
    report("delivered", "s7")

    services.is_sent(ready, gateway_id="s7", septets=100, now=scene.now)

    assert (scene.reminder().status, scene.reminder().gateway_id) == (Status.DELIVERED, "s7")
    assert lines() == 1


def test_a_receipt_settles_what_was_uncertain_and_it_is_not_sent_again(
    scene: Scene, sender: Sender, phone: Phone, report: Report
) -> None:
    scene.visit()
    scene.planned()
    phone.inbox.behaviour.drops = True
    sender.deliver_due()
    assert scene.reminder().status == Status.UNCERTAIN

    report("delivered", phone.inbox.texts[0].id)
    scene.passes(minutes=10)
    sender.deliver_due()

    assert scene.reminder().status == Status.DELIVERED
    assert len(phone.inbox.texts) == 1
    assert lines() == 1


def test_a_receipt_between_claim_and_intent_stops_the_repetition(scene: Scene, report: Report) -> None:
    scene.visit()
    scene.planned()
    is_on_its_way(scene)
    scene.passes(minutes=2)
    (held,) = services.claim(now=scene.now, limit=1)

    report("delivered")

    assert services.intend(held, now=scene.now) is None
    services.put_down(held, now=scene.now)
    assert scene.reminder().status == Status.DELIVERED


def test_an_earlier_attempt_that_failed_says_nothing_of_the_later(scene: Scene, report: Report) -> None:
    is_sent(scene, "s2")

    report("failed", "s1")

    assert scene.reminder().status == Status.SENT


def test_who_does_not_know_the_address_learns_nothing(scene: Scene, report: Report) -> None:
    is_sent(scene)
    right = address(scene.reminder().public_id, below="/sms/kvitto/")
    other = address(uuid4(), below="/sms/kvitto/")
    forged = [
        right.replace(scene.reminder().public_id.hex, uuid4().hex),
        right[:-2] + ("A" if right[-2] != "A" else "B") + "/",
        f"/sms/kvitto/{scene.reminder().public_id.hex}/",
        "/sms/kvitto/x/",
        other,
    ]

    assert [report("delivered", to=to) for to in forged] == [404] * 5
    assert scene.reminder().status == Status.SENT


def test_a_receipt_is_posted(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    is_sent(scene)
    caplog.set_level("INFO")

    assert Client().get(address(scene.reminder().public_id, below="/sms/kvitto/")).status_code == 405
    assert scene.reminder().public_id.hex not in caplog.text


def test_the_address_is_not_in_our_own_log(scene: Scene, report: Report, caplog: pytest.LogCaptureFixture) -> None:
    is_sent(scene)
    caplog.set_level("INFO")

    report("delivered")

    assert "POST /sms/kvitto/ 204" in caplog.text
    assert scene.reminder().public_id.hex not in caplog.text


def test_receipts_do_not_wake_what_is_settled(scene: Scene, report: Report) -> None:
    visit = scene.visit()
    scene.planned()
    scene.cancels(visit)
    (held,) = services.claim(now=scene.now, limit=1)
    services.put_down(held, now=scene.now)

    report("failed")

    assert (scene.reminder().status, scene.reminder().reason) == (Status.SKIPPED, Reason.CHANGED)


def test_a_lease_that_ran_out_is_an_orphan_and_the_receipt_writes_the_line(scene: Scene, report: Report) -> None:
    scene.visit()
    scene.planned()
    ready = is_on_its_way(scene)
    assert isinstance(ready.claim, Claim)
    Reminder.objects.update(lease_until=scene.now - timedelta(seconds=1))

    report("delivered")

    assert lines() == 1
