"""An agreement that was sent, handed to the form of the writing page: its lists become the form's rows."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from rest_framework.request import Request

from access.api.bodies import HANDED, KEY, invalid, must_be_right, texts_in
from access.api.refusals import Fields
from access.grants import Access
from access.json_reading import A_LIST, TOO_MANY
from agreements.forms.fields import LINES
from agreements.forms.rows import ROWS, each_form, keys_among
from agreements.forms.whole import WholeForm
from agreements.responsible import responsibles

HANDED_BY_FORM = HANDED | {"draft_revision", "window", "replaces", "told_of"}
NUMBERS = {"revision", "draft_revision"}


def whole_of(request: Request, access: Access, now: datetime, *handed: str, **known: Any) -> WholeForm:
    """`handed`: names that may be sent besides the words. `known`: what the address and the headers say."""
    here = responsibles(access, now=now, named=_named_in(request.data))
    empty, wrong = WholeForm(None, here), Fields()
    given: object = request.data
    lists = {name: given[name] for name in ROWS if isinstance(given, dict) and name in given}
    rest = {name: each for name, each in given.items() if name not in ROWS} if isinstance(given, dict) else given
    data = QueryDict(mutable=True)
    data.update(texts_in(rest, {*_words(empty.main), *handed, KEY}, "", wrong, NUMBERS))
    for prefix, names in row_names(empty).items():
        data.update(_rows(lists.get(prefix), prefix, names, wrong))
    must_be_right(wrong)
    for name, value in known.items():
        data[name] = str(value)
    return WholeForm(data, here)


def _named_in(given: object) -> set[UUID]:
    """Who is named in the rows of care, whatever else is wrong with them."""
    rows = given.get("care") if isinstance(given, dict) else None
    named = (row.get("who") for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return keys_among(who for who in named if isinstance(who, str))


def row_names(empty: WholeForm) -> dict[str, set[str]]:
    """Of each list, what its rows hold."""
    return {prefix: set(rows.empty_form.fields) - {"DELETE", "ORDER"} for prefix, rows in empty.rows.items()}


def whole_must_be_valid(form: WholeForm) -> None:
    if not form.is_valid():
        rows = {
            f"{prefix}.{number}.{name}": errors
            for prefix, rows in form.rows.items()
            for number, row in enumerate(each_form(rows))
            for name, errors in row.errors.items()
        }
        raise invalid(form.main.errors, rows)


def _rows(given: object, prefix: str, names: Collection[str], wrong: Fields) -> dict[str, str]:
    """Of none, one that is empty: the form asks for a row where it would stand."""
    rows = [] if given is None else given
    if not isinstance(rows, list):
        wrong[prefix] = [str(A_LIST)]
        return {}
    if len(rows) > LINES:
        wrong[prefix] = [str(TOO_MANY % {"rows": LINES, "count": len(rows)})]
        return {}
    count = str(max(1, len(rows)))
    data = {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        texts = texts_in(row, names, f"{prefix}.{number}", wrong)
        data |= {f"{prefix}-{number}-{name}": value for name, value in texts.items()}
    return data


def _words(form: forms.Form) -> set[str]:
    return set(form.fields) - HANDED_BY_FORM
