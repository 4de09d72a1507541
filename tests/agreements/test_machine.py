"""Any order of deeds by nurse, doctor and patient leads where the model says, and nowhere else."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from agreements.models import NEXT, AgreedHow, Agreement
from agreements.services import AgreementChanged, Said, agree, end, record_answer, say_no, say_yes, sign
from steps.models import Step, StepKind
from steps.services import StepPlan
from tests.deeds import whole
from tests.factories import World

STAFF = st.sampled_from(["anna", "maria"])
WHICH = st.integers(min_value=0, max_value=7)
SAID = {
    "agreed": Said(AgreedHow.IN_MEETING),
    "proposed": Said(),
    "disagreed": Said(disagreed_because="Tiden"),
}
WAITS, ALIVE = ("proposed", "disagreed"), ("proposed", "disagreed", "agreed")


@dataclass
class Written:
    """What the model knows of a version. `seen`: the revision that the next deed believes in."""

    id: UUID
    series: UUID
    title: str
    author: str
    status: str
    is_answered: bool
    is_signed: bool = False


class Agreements(RuleBasedStateMachine):
    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.now = world, world.now
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.versions: list[Written] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # ---------------------------------------------------------------- deeds

    @rule(who=STAFF, said=st.sampled_from(sorted(SAID)))
    def begins(self, who: str, said: str) -> None:
        self._writes(who, said, None)

    @precondition(lambda self: self.versions)
    @rule(who=STAFF, said=st.sampled_from(sorted(SAID)), which=WHICH)
    def revises(self, who: str, said: str, which: int) -> None:
        """Of the newest: all that waits gives way, and what is agreed to what is agreed. Nothing unseen is replaced."""
        earlier = self._version(which)
        newer = [each for each in self._series(earlier) if each.status in ALIVE and self._is_after(each, earlier)]
        if earlier.status not in ALIVE or newer:
            self._refused(lambda: self._agree(who, said, earlier))
            return
        gone = ALIVE if said == "agreed" else WAITS
        for each in self._series(earlier):
            each.status = "replaced" if each.status in gone else each.status
        self._writes(who, said, earlier)

    @precondition(lambda self: self.versions)
    @rule(which=WHICH, yes=st.booleans(), by_staff=st.booleans())
    def answers(self, which: int, *, yes: bool, by_staff: bool) -> None:
        answered = self._version(which)
        if answered.status != "proposed":
            self._refused(lambda: self._answer(answered, yes=yes, by_staff=by_staff))
            return
        for each in self._series(answered):
            each.status = "replaced" if yes and each.status == "agreed" else each.status
        answered.status, answered.is_answered = "agreed" if yes else "disagreed", True
        self._answer(answered, yes=yes, by_staff=by_staff)

    @precondition(lambda self: self.versions)
    @rule(who=STAFF, which=WHICH)
    def ends(self, who: str, which: int) -> None:
        ended = self._version(which)
        access = getattr(self.world, who).opens(self.world.agda)

        def deed() -> None:
            end(access=access, agreement=self._row(ended), because="Klart", now=self.now)

        if ended.status not in ALIVE:
            self._refused(deed)
            return
        deed()
        ended.status = "ended"

    @precondition(lambda self: self.versions)
    @rule(which=WHICH)
    def signs(self, which: int) -> None:
        signed = self._version(which)
        access = getattr(self.world, signed.author).opens(self.world.agda)

        def deed() -> None:
            sign(access=access, agreement=self._row(signed), now=self.now)

        if signed.is_signed or not signed.is_answered:
            self._refused(deed)
            return
        deed()
        signed.is_signed = True

    @precondition(lambda self: self.versions)
    @rule(who=STAFF, which=WHICH)
    def believes_in_what_was_changed(self, who: str, which: int) -> None:
        """Whoever has read an earlier revision is told, and nothing is written."""
        row = self._row(self._version(which))
        row.revision -= 1
        access = getattr(self.world, who).opens(self.world.agda)
        self._refused(lambda: end(access=access, agreement=row, because="Sent", now=self.now))
        self._refused(lambda: agree(access=access, text=whole(), replaces=row, now=self.now))
        self._refused(lambda: say_yes(access=self.world.agda.opens_own(), agreement=row, now=self.now))

    # ---------------------------------------------------------------- what always holds

    @invariant()
    def the_rows_are_as_the_model_says(self) -> None:
        found = Agreement.objects.order_by("pk").values_list("public_id", "title", "status")
        assert list(found) == [(each.id, each.title, each.status) for each in self.versions]

    @invariant()
    def one_version_holds_and_one_waits_at_most(self) -> None:
        for group in (("agreed",), WAITS):
            count = Counter(each.series for each in self.versions if each.status in group)
            assert all(number == 1 for number in count.values())

    @invariant()
    def a_step_is_open_only_where_an_agreement_holds(self) -> None:
        held = {each.title for each in self.versions if each.status == "agreed"}
        assert set(Step.objects.open().values_list("what", flat=True)) == held

    # ---------------------------------------------------------------- how

    def _writes(self, who: str, said: str, earlier: Written | None) -> None:
        row = self._agree(who, said, earlier)
        is_answered = said != "proposed"
        self.versions.append(Written(row.public_id, row.series, row.title, who, said, is_answered))

    def _agree(self, who: str, said: str, earlier: Written | None) -> Agreement:
        title = f"Version {len(self.versions)}"
        step = StepPlan(kind=StepKind.ACTION, what=title)
        return agree(
            access=getattr(self.world, who).opens(self.world.agda),
            text=whole(title=title, next_step=step),
            said=SAID[said],
            now=self.now,
            replaces=self._row(earlier) if earlier else None,
        )

    def _answer(self, answered: Written, *, yes: bool, by_staff: bool) -> None:
        row, now = self._row(answered), self.now
        if by_staff:
            said = Said(AgreedHow.BY_PHONE) if yes else Said(disagreed_because="Nej")
            record_answer(access=self.world.anna.opens(self.world.agda), agreement=row, said=said, at=now, now=now)
        elif yes:
            say_yes(access=self.world.agda.opens_own(), agreement=row, now=now)
        else:
            say_no(access=self.world.agda.opens_own(), agreement=row, because="Nej", now=now)

    def _refused(self, deed: Any) -> None:
        try:
            with transaction.atomic():
                deed()
        except AgreementChanged:
            return
        raise AssertionError("it was let through")

    def _version(self, which: int) -> Written:
        return self.versions[which % len(self.versions)]

    def _series(self, of: Written) -> list[Written]:
        return [each for each in self.versions if each.series == of.series]

    def _is_after(self, one: Written, other: Written) -> bool:
        return self.versions.index(one) > self.versions.index(other)

    def _row(self, of: Written) -> Agreement:
        return Agreement.objects.select_related("next_step").get(public_id=of.id)


def test_agreements_go_where_the_model_says_whoever_does_what_in_whatever_order(world: World) -> None:
    for staff in (world.anna, world.maria):
        staff.meets(world.agda)
    machine = settings(max_examples=20, stateful_step_count=20, deadline=None)
    run_state_machine_as_test(lambda: Agreements(world), settings=machine)


def test_what_is_said_of_legal_steps_is_what_the_database_keeps() -> None:
    assert {status.value: tuple(map(str, after)) for status, after in NEXT.items()} == {
        "proposed": ("agreed", "disagreed", "replaced", "ended"),
        "agreed": ("replaced", "ended"),
        "disagreed": ("replaced", "ended"),
        "replaced": (),
        "ended": (),
    }
