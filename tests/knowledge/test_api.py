"""Programs keep something from the library for a patient."""

from audit.models import How
from knowledge.models import Pin
from tests.factories import World
from tests.knowledge.deeds import expires, forms_team, publishes
from tests.log import lines
from tests.programs import Program, told


def test_agdas_program_keeps_something_once_and_takes_it_out(world: World) -> None:
    agda, resource = Program(world.agda.logs_in()), publishes(world, forms_team(world))
    url = agda.url("api_own_pin", {"resource": resource.public_id})
    first, again = agda.sends("PUT", url, {}), agda.sends("PUT", url, {})
    assert (first.status_code, first.json()) == (200, again.json())
    (kept,) = agda.get("api_own_pins").json()["pins"]
    assert (kept["id"], kept["title"]) == (str(resource.public_id), "Hjärtsvikt och vätska")
    assert [agda.sends("DELETE", url).status_code for _ in range(2)] == [204, 204]
    assert (agda.get("api_own_pins").json()["pins"], Pin.objects.current().count()) == ([], 0)
    assert lines("what", action="write", how=How.API) == ["knowledge.pinned", "knowledge.unpinned"]


def test_what_is_not_reviewed_any_more_is_not_kept(world: World) -> None:
    agda, resource = Program(world.agda.logs_in()), expires(world, forms_team(world))
    refused = agda.sends("PUT", agda.url("api_own_pin", {"resource": resource.public_id}), {})
    assert told(refused) == (400, {"resource": ["Det finns inte längre att spara. Välj något annat."]})
    assert Pin.objects.count() == 0
