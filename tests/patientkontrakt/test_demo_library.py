"""The demo's library: something for each who looks, all reviewed but what shows what happens when it is not."""

import re
from datetime import datetime

from knowledge.models import Kind, Phase, Resource
from tests.patientkontrakt.test_demo import is_guest, plan_of, reads, staff_plan

TITLES = re.compile(r'resource__title"[^>]*><a[^>]*>([^<]*)<')


def test_there_is_something_of_every_kind_phase_and_sort(demo: datetime) -> None:
    offered = list(Resource.objects.offered(demo.date()))
    assert ({each.kind for each in offered}, {each.phase for each in offered}) == (set(Kind), set(Phase))
    assert sum(each.easy_read for each in offered) == 1
    assert sorted({each.language for each in offered}) == ["en", "sv"]
    assert (len(offered), Resource.objects.count()) == (15, 17)


def test_agda_has_a_text_in_her_agreement_and_one_that_only_she_sees(demo: datetime) -> None:
    plan = plan_of("agda", demo)
    pins = [(each.title, each.is_offered) for row in plan.agreements for each in row.pins]
    assert pins == [("Hjärtsvikt: väg dig varje morgon", True)]
    assert [(each.title, each.is_offered) for each in plan.knowledge] == [("Sova bättre", True)]
    assert staff_plan("anna", "agda", demo).knowledge == ()


def test_an_expired_text_and_one_that_waits_are_found_by_the_editors_alone(demo: datetime) -> None:
    found = TITLES.findall(is_guest("agda").post("/kunskap/", {"words": "hjärtsvikt dricka"}).content.decode())
    assert found == []
    editors = reads("nora", "/kunskap/redaktion/")
    for words in ("Dricka lagom vid hjärtsvikt", "Har gått ut och visas inte", "Förbered ditt besök", "Går snart ut"):
        assert words in editors, words
