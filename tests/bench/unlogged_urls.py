"""The program, but that the gate writes no line."""

import access.gate
from tests.bench.urls import urlpatterns

__all__ = ["urlpatterns"]


def no_line(*deeds: object, **more: object) -> None:
    pass


access.gate.record = no_line
