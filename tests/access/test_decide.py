"""The region's decisions are written with a command, and hold from Swedish midnight of their day."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import Http404

from access.kinds import MandateKind, Scope
from access.log_lines import read_log
from access.models import AgeRule
from tests.factories import World, swedish_midnight
from tests.log import lines

SECOND = timedelta(seconds=1)


def test_proxies_are_let_in_from_the_day_and_put_out_from_another(world: World) -> None:
    world.lets_proxies_in()
    lars = world.let_in("Lars", world.agda, MandateKind.PROXY)
    call_command("decide", "proxies", "no", "--from", "2026-12-01", "--because", "Fullmäktige")
    call_command("decide", "proxies", "yes", "--from", "2027-01-01", "--because", "Fullmäktige")
    out, back = swedish_midnight(2026, 12, 1), swedish_midnight(2027, 1, 1)
    for at in (out - SECOND, back):
        assert lars.opens(world.agda, now=at).patient == world.agda.patient
    for at in (out, back - SECOND):
        with pytest.raises(Http404):
            lars.opens(world.agda, now=at)
    assert lines("because", what="proxies.decided")[1:] == ["Fullmäktige", "Fullmäktige"]


def test_an_age_is_written_beside_what_held_before(world: World) -> None:
    call_command("decide", "guardian", "times", "0", "15", "--from", "2026-11-25", "--because", "Nya åldrar")
    assert world.sara.opens(world.alva).scopes == {Scope.TIMES}
    rules = AgeRule.objects.filter(kind="guardian", scope="times").order_by("valid_from")
    assert [(rule.until_age, rule.because) for rule in rules] == [(13, "1177 Journalen"), (15, "Nya åldrar")]


@pytest.mark.parametrize(
    "asked", [("proxies", "maybe"), ("guardian", "everything", "0"), ("trustee", "times", "0"), ()]
)
def test_what_is_no_decision_is_turned_away(world: World, asked: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("decide", *asked, "--from", "2026-12-01", "--because", "x")


def test_a_provider_decides_whether_its_staff_are_named_in_the_log(world: World) -> None:
    world.anna.meets(world.agda)
    said = StringIO()
    call_command(
        "decide", "names", "no", "--provider", world.region.hsa_id, "--because", "Chefläkaren", stdout=said
    )  # fmt: skip
    assert said.getvalue() == "Written: patients of Region Sjöland do not see names.\n"
    assert "Anna Berg" not in {row.who for row in read_log(world.agda.opens_own()).rows}
    call_command("decide", "names", "yes", "--provider", world.region.hsa_id, "--because", "Chefläkaren", stdout=said)
    assert "Anna Berg" in {row.who for row in read_log(world.agda.opens_own()).rows}
    assert lines("because", what="names.decided") == ["Chefläkaren", "Chefläkaren"]
    with pytest.raises(CommandError, match="No provider has the HSA-id SE-NOBODY"):
        call_command("decide", "names", "no", "--provider", "SE-NOBODY", "--because", "?")
