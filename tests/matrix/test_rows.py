"""A new address without a door is an error."""

from django.urls import get_resolver

from tests.matrix.test_matrix import DOORS
from tests.test_urls import PLAIN, patterns_of


def test_every_address_has_a_door() -> None:
    addresses = {str(each.name) for each in patterns_of(get_resolver())}
    assert addresses - {door.name for door in DOORS} == PLAIN
