"""What the unit's list tells staff about texts."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from access.gate import open_unit
from access.grants import UnitAccess
from access.matters import Urgency
from audit.models import How
from reminders.models import Reason, Reminder, Status
from reminders.work import matters
from tests.factories import Staff
from tests.reminders.scene import Scene


def opens(who: Staff, scene: Scene) -> UnitAccess:
    return open_unit(who.viewer, How.LIST, now=scene.now, what="work")


def ends(status: Status, reason: str = "") -> None:
    Reminder.objects.update(status=status, reason=reason, next_attempt_at=None)


@pytest.mark.parametrize(
    ("status", "reason", "why"),
    [
        (Status.FAILED, Reason.REFUSED, "Påminnelsen gick inte att skicka till patientens nummer"),
        (Status.FAILED, Reason.UNDELIVERED, "Påminnelsen kom inte fram till patientens telefon"),
        (Status.FAILED, Reason.TOO_LATE, "Påminnelsen hann inte skickas"),
        (Status.UNCERTAIN, "", "Oklart om påminnelsen gick iväg"),
        (Status.SKIPPED, Reason.NO_NUMBER, "Påminnelsen skickades inte: mobilnummer saknas"),
        (Status.SKIPPED, Reason.NO_CONSENT, "Påminnelsen skickades inte: patienten har sagt nej till SMS"),
    ],
)
def test_the_unit_sees_whom_the_text_did_not_reach(scene: Scene, status: Status, reason: str, why: str) -> None:
    visit = scene.visit()
    scene.planned()
    ends(status, reason)

    (matter,) = matters(opens(scene.world.anna, scene))

    assert (matter.patient, matter.at, matter.about) == (visit.patient.public_id, visit.starts_at, visit.what)
    assert matter.what == why
    assert matter.urgency == Urgency.NOW


def test_a_sender_that_died_is_seen_at_once(scene: Scene) -> None:
    scene.visit()
    scene.planned()
    Reminder.objects.update(status=Status.INTENT, lease_until=scene.now - timedelta(seconds=1))

    assert len(matters(opens(scene.world.anna, scene))) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [(Status.DELIVERED, ""), (Status.SENT, ""), (Status.PLANNED, ""), (Status.SKIPPED, Reason.CHANGED)],
)
def test_what_went_well_is_no_work(scene: Scene, status: Status, reason: str) -> None:
    scene.visit()
    scene.planned()
    Reminder.objects.update(status=status, reason=reason, next_attempt_at=None, sent_at=scene.now)

    assert matters(opens(scene.world.anna, scene)) == []


def test_another_unit_sees_nothing(scene: Scene) -> None:
    scene.visit()
    scene.planned()
    ends(Status.FAILED, Reason.REFUSED)

    assert matters(opens(scene.world.nils, scene)) == []
    assert matters(opens(scene.world.olle, scene)) == []


def test_a_visit_that_was_moved_or_has_begun_is_no_work(scene: Scene) -> None:
    visit = scene.visit()
    scene.planned()
    ends(Status.FAILED, Reason.REFUSED)

    scene.passes(days=2)
    assert matters(opens(scene.world.anna, scene)) == []
    scene.passes(days=-2)
    scene.moves(visit, scene.now + timedelta(days=4))
    assert matters(opens(scene.world.anna, scene)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_one_statement(
    scene: Scene, django_assert_num_queries: Callable[[int], object], count: int
) -> None:
    for _ in range(count):
        scene.visit()
    scene.planned()
    ends(Status.FAILED, Reason.REFUSED)
    access = opens(scene.world.anna, scene)

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(matters(access)) == count
