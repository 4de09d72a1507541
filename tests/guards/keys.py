"""Every foreign key points downward, or stays in its app: also one that is written as a text."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from tests.guards.tree import floors, may_know


def keys_pointing_up(found: Iterable[type[models.Model]] | None = None) -> list[str]:
    wrong = []
    for model in found or apps.get_models(include_auto_created=True):
        app = model._meta.app_label
        for key in (*model._meta.local_fields, *model._meta.local_many_to_many):
            other = _app_at_the_other_end(key)
            if app in floors() and other in floors() and not may_know(app, other):
                wrong.append(f"{app}.{model.__name__}.{key.name} points up at {other}")
    return wrong


def _app_at_the_other_end(key: models.Field) -> str:
    if not key.remote_field:
        return ""
    target = key.remote_field.model
    return target.split(".")[0] if isinstance(target, str) else target._meta.app_label
