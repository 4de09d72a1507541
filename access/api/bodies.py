"""What was sent, handed to the forms: a rule about words and dates stands there, once.

Here is only judged what no form can send: a list where a text should be, a name that nobody knows.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from access.api.refusals import TO_MEND, Fields, Invalid
from access.json_reading import A_TEXT, AN_OBJECT, NOT_KNOWN, NOT_SEEN, has_unseen, short

BODY = "body"  # what is wrong with all of it
KEY, KEY_HEADER = "key", "Idempotency-Key"
HANDED = frozenset({KEY, "revision"})  # of the form, and not the writer's words
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
    texts = texts_in(request.data, names, "", wrong)
    must_be_right(wrong)
    return texts


def texts_in(
    given: object, names: Collection[str], place: str, wrong: Fields, numbers: Collection[str] = ()
) -> dict[str, str]:
    """What is wrong is noted with its place. Null is as good as nothing."""
    if not isinstance(given, dict):
        wrong[place or BODY] = [str(AN_OBJECT)]
        return {}
    texts = {}
    for name, value in given.items():
        where = f"{place}.{short(name)}" if place else short(name)
        fault = _fault(value, is_number=name in numbers) if name in names else NOT_KNOWN
        if fault:
            wrong[where] = [str(fault)]
        elif value is not None:
            texts[name] = str(value)
    return texts


def must_be_right(wrong: Fields) -> None:
    if wrong:
        raise Invalid(wrong)


def must_be_valid(form: forms.Form) -> None:
    """Raises Invalid, with the form's own sentences."""
    if not form.is_valid():
        raise invalid(form.errors, {})


def invalid(errors: Mapping[str, Any], more: Mapping[str, Any]) -> Invalid:
    said = {name: [str(each) for each in sentences] for name, sentences in {**errors, **more}.items()}
    of_all = said.pop(NON_FIELD_ERRORS, [])
    return Invalid(said, " ".join(of_all) or TO_MEND)


def _fault(value: object, *, is_number: bool) -> Any:
    if value is None:
        return ""
    if is_number:
        return "" if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else A_NUMBER
    if not isinstance(value, str):
        return A_TEXT
    return NOT_SEEN if has_unseen(value.replace("\r\n", "\n").replace("\t", " ")) else ""
