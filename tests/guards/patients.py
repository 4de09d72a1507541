"""Which models speak of patients."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from access.models import UnitOwned
from people.models import Patient


@cache
def rows_about_patients() -> dict[str, frozenset[str]]:
    """Rows that a unit answers for, and their parts; each with the keys by which it is a part."""
    owned = {model for model in apps.get_models() if issubclass(model, UnitOwned)}
    found = {model.__name__: frozenset[str]() for model in owned}
    for model in set(apps.get_models()) - owned:
        keys = frozenset(key.name for key in _keys(model) if key.remote_field.model in owned)
        if keys:
            found[model.__name__] = keys
    return found


def leads_to_a_patient(model: type[models.Model]) -> bool:
    """By keys, however many; or by a copied id, as in the log."""
    seen: set[Any] = set()
    ahead: list[Any] = [model]
    while ahead:
        each = ahead.pop()
        if each is Patient or any(field.name == "patient" for field in each._meta.local_fields):
            return True
        seen.add(each)
        ahead += {key.remote_field.model for key in _keys(each)} - seen
    return False


def those_leading_to_patients(names: Iterable[str]) -> list[str]:
    known = {model.__name__: model for model in apps.get_models()}
    return [name for name in names if name in known and leads_to_a_patient(known[name])]


def _keys(model: type[models.Model]) -> list[Any]:
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [field for field in fields if field.remote_field]
