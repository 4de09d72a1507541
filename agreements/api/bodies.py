"""What was sent, handed to the forms: a rule about words and dates stands there, once.

Here is only judged what no form can send: a list where a text should be, a name that nobody knows.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from agreements.api.refusals import TO_MEND, Fields, Invalid
from agreements.forms.fields import LINES
from agreements.forms.rows import ROWS, each_form
from agreements.forms.whole import WholeForm
from agreements.json_reading import A_LIST, A_TEXT, AN_OBJECT, NOT_KNOWN, NOT_SEEN, TOO_MANY, has_unseen, short
from agreements.responsible import Responsibles

BODY = "body"  # what is wrong with all of it
KEY, KEY_HEADER = "key", "Idempotency-Key"
HANDED = {KEY, "revision", "draft_revision", "window", "replaces"}  # of the form, and not the writer's words
NUMBERS = {"revision", "draft_revision"}
A_KEY = _("Nyckeln ska vara ett UUID. Samma nyckel ska stå i huvudet och i texten.")
A_NUMBER = _("Här ska det stå ett heltal.")


def key_of(request: Request) -> UUID:
    """In the header or in the body. Without one, what is sent twice is written twice."""
    given: object = request.data
    body = given.get(KEY) if isinstance(given, dict) else None
    try:
        keys = {UUID(str(each).strip('"')) for each in (request.headers.get(KEY_HEADER), body) if each is not None}
    except ValueError as error:
        raise Invalid({KEY: [str(A_KEY)]}) from error
    if len(keys) > 1:
        raise Invalid({KEY: [str(A_KEY)]})
    return keys.pop() if keys else uuid4()


def texts_of(request: Request, *names: str) -> dict[str, str]:
    """The texts of those names, and nothing else. Raises Invalid."""
    wrong: Fields = {}
    texts = _texts(request.data, names, "", wrong)
    _must_be_right(wrong)
    return texts


def whole_of(request: Request, responsibles: Responsibles, *handed: str, **known: Any) -> WholeForm:
    """`handed`: names that may be sent besides the words. `known`: what the address and the headers say."""
    empty, wrong = WholeForm(None, responsibles), Fields()
    given: object = request.data
    lists = {name: given[name] for name in ROWS if isinstance(given, dict) and name in given}
    rest = {name: each for name, each in given.items() if name not in ROWS} if isinstance(given, dict) else given
    data = QueryDict(mutable=True)
    data.update(_texts(rest, {*_words(empty.main), *handed, KEY}, "", wrong))
    for prefix, names in row_names(empty).items():
        data.update(_rows(lists.get(prefix), prefix, names, wrong))
    _must_be_right(wrong)
    for name, value in known.items():
        data[name] = str(value)
    return WholeForm(data, responsibles)


def row_names(empty: WholeForm) -> dict[str, set[str]]:
    """Of each list, what its rows hold."""
    return {prefix: set(rows.empty_form.fields) - {"DELETE", "ORDER"} for prefix, rows in empty.rows.items()}


def must_be_valid(form: forms.Form) -> None:
    """Raises Invalid, with the form's own sentences."""
    if not form.is_valid():
        raise _invalid(form.errors, {})


def whole_must_be_valid(form: WholeForm) -> None:
    if not form.is_valid():
        rows = {
            f"{prefix}.{number}.{name}": errors
            for prefix, rows in form.rows.items()
            for number, row in enumerate(each_form(rows))
            for name, errors in row.errors.items()
        }
        raise _invalid(form.main.errors, rows)


def _invalid(errors: Mapping[str, Any], more: Mapping[str, Any]) -> Invalid:
    said = {name: [str(each) for each in sentences] for name, sentences in {**errors, **more}.items()}
    of_all = said.pop(NON_FIELD_ERRORS, [])
    return Invalid(said, " ".join(of_all) or TO_MEND)


def _must_be_right(wrong: Fields) -> None:
    if wrong:
        raise Invalid(wrong)


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
        texts = _texts(row, names, f"{prefix}.{number}", wrong)
        data |= {f"{prefix}-{number}-{name}": value for name, value in texts.items()}
    return data


def _texts(given: object, names: Collection[str], place: str, wrong: Fields) -> dict[str, str]:
    """Null is as good as nothing."""
    if not isinstance(given, dict):
        wrong[place or BODY] = [str(AN_OBJECT)]
        return {}
    texts = {}
    for name, value in given.items():
        where = f"{place}.{short(name)}" if place else short(name)
        fault = NOT_KNOWN if name not in names else _fault(name, value)
        if fault:
            wrong[where] = [str(fault)]
        elif value is not None:
            texts[name] = str(value)
    return texts


def _fault(name: str, value: object) -> Any:
    if value is None:
        return ""
    if name in NUMBERS:
        return "" if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else A_NUMBER
    if not isinstance(value, str):
        return A_TEXT
    return NOT_SEEN if has_unseen(value.replace("\r\n", "\n").replace("\t", " ")) else ""


def _words(form: forms.Form) -> set[str]:
    return set(form.fields) - HANDED
