"""Looking again before sending, and what goes out: real HTTP to the demo's phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from access.models import Consent
from audit.models import Entry
from bookings.models import Booking
from patientkontrakt.demo.phone.server import Phone
from people.models import Patient, Protection
from reminders import services
from reminders.clock import moment
from reminders.delivery import Sender
from reminders.gateway import Message, NoAnswer
from reminders.models import Heartbeat, Reason, Reminder, Status
from reminders.services import Job
from tests.reminders.scene import Scene


def test_agda_gets_one_text_that_says_when_and_whom_to_call(scene: Scene, sender: Sender, phone: Phone) -> None:
    visit = scene.visit(at=datetime(2026, 11, 26, 8, 20, tzinfo=UTC))
    scene.planned()

    sender.deliver_due()
    sender.deliver_due()

    (text,) = phone.inbox.texts
    assert text.message == (
        "Hej! Du har en bokad tid torsdag 26 november kl. 09.20. Frågor? Ring 08-465 004 01. Går ej att svara på."
    )
    assert (text.to, text.sender, text.parts) == (visit.patient.mobile, "Varden", 1)
    reminder = scene.reminder()
    assert (reminder.status, reminder.gateway_id, reminder.attempts) == (Status.SENT, text.id, 1)
    assert reminder.septets == len(text.message)
    assert reminder.next_attempt_at is reminder.lease_until is None


def test_the_sending_stands_in_the_log_without_number_or_text(
    scene: Scene, sender: Sender, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    visit = scene.visit()
    scene.planned()
    sender.deliver_due()

    (line,) = Entry.objects.filter(what="reminder.sent")
    assert (line.patient, line.object) == (visit.patient.public_id, scene.reminder().public_id)
    assert (line.actor_kind, line.actor_name, line.how) == ("system", "Påminnelser", "task")
    written = caplog.text + "".join(str(list(Entry.objects.values_list()))) + str(list(Reminder.objects.values_list()))
    for secret in (visit.patient.mobile, visit.patient.mobile[-7:], "bokad tid", "hjärtsvikt", "Agda"):
        assert secret not in written


# ---------------------------------------------------------------- what may happen between plan, claim and send


def moves(scene: Scene, visit: Booking) -> None:
    scene.moves(visit, scene.now + timedelta(days=5))


def cancels(scene: Scene, visit: Booking) -> None:
    scene.cancels(visit)


def hides(scene: Scene, visit: Booking) -> None:
    Booking.objects.update(approved_for_patient=False)


def says_no(scene: Scene, visit: Booking) -> None:
    scene.says_no(visit.patient)


def patient(**values: Any) -> Callable[[Scene, Booking], None]:
    def change(scene: Scene, visit: Booking) -> None:
        Patient.objects.filter(pk=visit.patient_id).update(**values)

    return change


WHAT_MAY_HAPPEN = [
    pytest.param(moves, Reason.CHANGED, id="the visit is moved"),
    pytest.param(cancels, Reason.CHANGED, id="the visit is cancelled"),
    pytest.param(hides, Reason.NOT_FOR_PATIENT, id="the visit is hidden"),
    pytest.param(says_no, Reason.NO_CONSENT, id="the patient says no"),
    pytest.param(patient(mobile=""), Reason.NO_NUMBER, id="the number is gone"),
    pytest.param(patient(protection=Protection.MARKED), Reason.PROTECTED, id="the patient is protected"),
    pytest.param(patient(deceased_on=date(2026, 11, 25)), Reason.DECEASED, id="the patient dies"),
]


@pytest.mark.parametrize(("happens", "reason"), WHAT_MAY_HAPPEN)
def test_nothing_is_sent_when_between_plan_and_send(
    scene: Scene, sender: Sender, phone: Phone, happens: Callable[[Scene, Booking], None], reason: Reason
) -> None:
    visit = scene.visit()
    scene.planned()
    happens(scene, visit)

    sender.deliver_due()

    assert phone.inbox.texts == []
    assert (scene.reminder().status, scene.reminder().reason) == (Status.SKIPPED, reason)
    assert not Entry.objects.filter(what="reminder.sent").exists()


@pytest.mark.parametrize(("happens", "reason"), WHAT_MAY_HAPPEN)
def test_nothing_is_sent_when_between_claim_and_intent(
    scene: Scene, happens: Callable[[Scene, Booking], None], reason: Reason
) -> None:
    visit = scene.visit()
    scene.planned()
    (held,) = services.claim(now=scene.now, limit=1)

    happens(scene, visit)

    assert services.intend(held, now=scene.now) is None
    services.put_down(held, now=scene.now)
    assert (scene.reminder().status, scene.reminder().reason) == (Status.SKIPPED, reason)


def test_a_new_number_gets_the_text_and_the_old_one_does_not(scene: Scene, sender: Sender, phone: Phone) -> None:
    visit = scene.visit()
    scene.planned()
    Patient.objects.filter(pk=visit.patient_id).update(mobile="+46701740699")

    sender.deliver_due()

    assert [text.to for text in phone.inbox.texts] == ["+46701740699"]


def test_the_moved_visit_is_told_of_and_the_old_time_is_not(scene: Scene, sender: Sender, phone: Phone) -> None:
    visit = scene.visit()
    scene.planned()
    scene.moves(visit, scene.now + timedelta(hours=26))

    sender.deliver_due()
    scene.planned()
    sender.deliver_due()

    assert [("kl. 12.00" in text.message) for text in phone.inbox.texts] == [True]


# ---------------------------------------------------------------- when


def test_who_was_told_of_the_old_time_is_told_that_it_is_moved(scene: Scene, sender: Sender, phone: Phone) -> None:
    visit = scene.visit(at=datetime(2026, 11, 26, 8, 20, tzinfo=UTC))
    scene.planned()
    sender.deliver_due()
    scene.moves(visit, datetime(2026, 11, 26, 12, 0, tzinfo=UTC))
    scene.planned()
    sender.deliver_due()
    said = [text.message.split(" torsdag")[0] for text in sorted(phone.inbox.texts, key=lambda text: text.message)]
    assert said == ["Hej! Din tid är flyttad till", "Hej! Du har en bokad tid"]


def test_what_was_late_waits_for_the_morning(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit(at=scene.now + timedelta(days=2))
    scene.planned()
    scene.now = moment(datetime(2026, 11, 25, 23))

    sender.deliver_due()
    assert phone.inbox.texts == []
    assert scene.reminder().next_attempt_at == moment(datetime(2026, 11, 26, 8))
    scene.now = moment(datetime(2026, 11, 26, 8))
    sender.deliver_due()

    assert len(phone.inbox.texts) == 1


def test_nobody_is_woken_for_a_visit_that_begins_when_the_window_opens(
    scene: Scene, sender: Sender, phone: Phone
) -> None:
    scene.visit(at=moment(datetime(2026, 11, 26, 8, 30)))
    scene.planned()
    scene.now = moment(datetime(2026, 11, 25, 23))

    sender.deliver_due()

    assert phone.inbox.texts == []
    assert scene.reminder().reason == Reason.TOO_LATE


def test_nothing_is_sent_of_a_visit_that_has_begun(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    scene.passes(days=1)

    sender.deliver_due()

    assert phone.inbox.texts == []
    assert scene.reminder().reason == Reason.TOO_LATE


# ---------------------------------------------------------------- what the gateway may do


def test_a_number_that_the_gateway_will_not_take_is_for_people(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    phone.inbox.behaviour.fail_with = 400

    sender.deliver_due()

    assert (scene.reminder().status, scene.reminder().reason) == (Status.FAILED, Reason.REFUSED)
    assert scene.reminder().next_attempt_at is None


@pytest.mark.parametrize("answer", [429, 500, 503, 401, 403])
def test_a_gateway_that_cannot_now_is_asked_again_later(
    scene: Scene, sender: Sender, phone: Phone, answer: int
) -> None:
    scene.visit()
    scene.planned()
    phone.inbox.behaviour.fail_with = answer

    sender.deliver_due()
    reminder = scene.reminder()
    assert reminder.status == Status.PLANNED
    assert reminder.next_attempt_at
    assert timedelta(seconds=20) < reminder.next_attempt_at - scene.now < timedelta(seconds=90)

    phone.inbox.behaviour.fail_with = 0
    sender.deliver_due()
    assert phone.inbox.texts == []
    scene.passes(minutes=2)
    sender.deliver_due()
    assert len(phone.inbox.texts) == 1


def test_the_gateways_own_wish_to_wait_is_heard(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    phone.inbox.behaviour.fail_with, phone.inbox.behaviour.retry_after = 429, 900

    sender.deliver_due()

    assert scene.reminder().next_attempt_at == scene.now + timedelta(seconds=900)


def test_the_gateway_is_not_asked_for_all_when_it_takes_none(scene: Scene, sender: Sender, phone: Phone) -> None:
    for _ in range(4):
        scene.visit()
    scene.planned()
    phone.inbox.behaviour.fail_with = 503

    sender.deliver_due()

    assert Reminder.objects.filter(attempts=0, status=Status.PLANNED, lease_until=None).count() == 3


def test_it_is_never_tried_again_when_that_is_too_late(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit(at=scene.now + timedelta(minutes=70))
    scene.planned()
    phone.inbox.behaviour.fail_with, phone.inbox.behaviour.retry_after = 503, 3600

    sender.deliver_due()

    assert (scene.reminder().status, scene.reminder().reason) == (Status.FAILED, Reason.TOO_LATE)


def test_a_gateway_that_is_down_costs_time_and_no_text(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    sender.gateway._client.base_url = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    sender.deliver_due()
    assert scene.reminder().status == Status.PLANNED

    sender.gateway._client.base_url = phone.url  # type: ignore[attr-defined]
    scene.passes(minutes=2)
    sender.deliver_due()

    assert len(phone.inbox.texts) == 1


def test_an_answer_that_never_came_is_uncertain_and_not_repeated_at_once(
    scene: Scene, sender: Sender, phone: Phone
) -> None:
    scene.visit()
    scene.planned()
    phone.inbox.behaviour.drops = True

    sender.deliver_due()
    assert scene.reminder().status == Status.UNCERTAIN
    sender.deliver_due()

    assert len(phone.inbox.texts) == 1


def test_a_gateway_that_never_answers_does_not_text_agda_for_ever(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit(at=scene.now + timedelta(hours=9))
    scene.planned()
    phone.inbox.behaviour.drops = True

    for _ in range(20):
        sender.deliver_due()
        scene.passes(minutes=20)

    assert len(phone.inbox.texts) == 4
    assert (scene.reminder().status, scene.reminder().next_attempt_at) == (Status.UNCERTAIN, None)


def test_what_may_have_gone_out_is_not_sent_again_when_the_visit_is_cancelled(
    scene: Scene, sender: Sender, phone: Phone
) -> None:
    visit = scene.visit()
    scene.planned()
    phone.inbox.behaviour.drops = True
    sender.deliver_due()

    scene.cancels(visit)
    scene.passes(minutes=10)
    sender.deliver_due()

    assert len(phone.inbox.texts) == 1
    assert (scene.reminder().status, scene.reminder().next_attempt_at) == (Status.UNCERTAIN, None)


def test_a_sender_whose_time_is_up_gives_the_rest_back(scene: Scene, sender: Sender, phone: Phone) -> None:
    for _ in range(6):
        scene.visit()
    scene.planned()
    moments = (scene.now + timedelta(seconds=tick) for tick in range(100))
    replace(sender, clock=lambda: next(moments)).deliver_due()

    assert 0 < len(phone.inbox.texts) < 6
    left = Reminder.objects.exclude(status=Status.SENT)
    assert {(each.status, each.lease_until) for each in left} == {(Status.PLANNED, None)}


class Remembering:
    """A gateway that knows its own from before, and whose answers get lost."""

    dedupes = True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def send(self, message: Message) -> str:
        self.asked.append(message.reference)
        raise NoAnswer


def test_where_the_gateway_dedupes_the_same_reference_is_sent_until_it_answers(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reminders.delivery.connection", SimpleNamespace(close=lambda: None))
    scene.visit()
    scene.planned()
    gateway = Remembering()
    for _ in range(8):
        Sender(gateway=gateway, receipts_below="http://127.0.0.1:9/", clock=lambda: scene.now).deliver_due()
        scene.passes(minutes=30)

    assert gateway.asked == [str(scene.reminder().public_id)] * 8


class Watching:
    """A gateway that looks at what is open while it thinks."""

    dedupes = True

    def __init__(self) -> None:
        self.seen: list[object] = []

    def send(self, message: Message) -> str:
        self.seen.append(connection.connection)
        return "s1"


def test_nothing_is_held_open_while_the_gateway_thinks(live_scene: Scene) -> None:
    for _ in range(2):
        live_scene.visit()
    live_scene.planned()
    gateway = Watching()

    Sender(gateway=gateway, receipts_below="http://127.0.0.1:9/", clock=lambda: live_scene.now).deliver_due()

    assert gateway.seen == [None, None]


# ---------------------------------------------------------------- two senders


def test_who_has_slept_past_the_lease_finds_that_nothing_is_theirs(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    (sleeper,) = services.claim(now=scene.now, limit=1)
    sender.deliver_due()
    assert phone.inbox.texts == [], "somebody holds it"
    scene.passes(seconds=61)
    sender.deliver_due()
    assert len(phone.inbox.texts) == 1

    assert services.intend(sleeper, now=scene.now) is None
    services.put_down(sleeper, now=scene.now)
    services.give_back(sleeper, now=scene.now)
    services.stays_uncertain(sleeper, now=scene.now)

    assert scene.reminder().status == Status.SENT


def test_who_slept_while_the_gateway_thought_changes_nothing(scene: Scene, sender: Sender) -> None:
    scene.visit()
    scene.planned()
    (held,) = services.claim(now=scene.now, limit=1)
    sleeper = services.intend(held, now=scene.now)
    assert sleeper
    scene.passes(seconds=61)
    sender.deliver_due()
    found = scene.reminder()

    services.is_not_taken(sleeper, wait=0, now=scene.now)
    services.is_unanswered(sleeper, now=scene.now)
    services.is_refused(sleeper, now=scene.now)
    services.is_sent(sleeper, gateway_id="s0", septets=1, now=scene.now)

    assert (
        Reminder.objects.filter(pk=found.pk).values().get()
        == Reminder.objects.filter(
            status=Status.SENT, gateway_id=found.gateway_id, septets=found.septets, attempts=2, unanswered=1
        )
        .values()
        .get()
    )


def test_two_senders_never_claim_the_same(scene: Scene) -> None:
    for _ in range(5):
        scene.visit()
    scene.planned()

    first = services.claim(now=scene.now, limit=3)
    second = services.claim(now=scene.now, limit=3)

    assert len(first) == 3
    assert len(second) == 2
    assert not {held.id for held in first} & {held.id for held in second}
    assert {held.token for held in (*first, *second)} == {1}


def test_the_token_rises_with_each_claim(scene: Scene) -> None:
    scene.visit()
    scene.planned()
    tokens = []
    for _ in range(3):
        tokens += [held.token for held in services.claim(now=scene.now, limit=1)]
        scene.passes(minutes=2)

    assert tokens == [1, 2, 3]


# ---------------------------------------------------------------- rule and heart


def test_a_text_does_not_say_where(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()

    sender.deliver_due()

    assert "Hjärt" not in phone.inbox.texts[0].message


def test_each_job_says_when_it_was_last_done(scene: Scene) -> None:
    assert services.last_beat() is None

    services.beat(Job.PLAN, now=scene.now)
    services.beat(Job.DELIVER, now=scene.now)
    services.beat(Job.PLAN, now=scene.now + timedelta(minutes=1))

    assert services.last_beat() == scene.now + timedelta(minutes=1)
    assert Heartbeat.objects.count() == 2


def test_a_yes_that_ends_at_this_moment_has_ended(scene: Scene, sender: Sender, phone: Phone) -> None:
    scene.visit()
    scene.planned()
    Consent.objects.update(until=F("since") + timedelta(days=30))

    sender.deliver_due()

    assert phone.inbox.texts == []
