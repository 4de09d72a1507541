"""A new address without a door is an error."""

from django.urls import get_resolver

from tests.matrix.test_matrix import DOORS
from tests.test_urls import patterns_of

# What has no more to it than the table of tests/test_urls.py says: no row, and nobody's data.
PLAIN = {
    "start", "log_out", "openid_connect_login", "openid_connect_callback", "remain", "lock", "kept", "sessions",
    "csp_report", "live", "ready", "api_schema", "sms_receipt",
}  # fmt: skip


def test_every_address_has_a_door() -> None:
    addresses = {str(each.name) for each in patterns_of(get_resolver())}
    assert addresses - {door.name for door in DOORS} == PLAIN
