"""The hidden field that shows that a form is ours. A plan has a form on each row that can be answered."""

from functools import cached_property

from django.http import HttpRequest
from django.template.backends.utils import csrf_input


class CsrfInput:
    """Made when the first form of a page asks for it, and the same in all of them.

    Django's own is made anew each time: 32 letters drawn by the operating system, a sixth of what the plan page cost.
    One mask for each answer is what keeps the secret from being guessed by its length when compressed (BREACH).
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _made(self) -> str:
        return str(csrf_input(self._request))

    def __html__(self) -> str:
        return self._made


def guard_of_forms(request: HttpRequest) -> dict[str, CsrfInput]:
    return {"csrf_input": CsrfInput(request)}
