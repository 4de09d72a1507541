"""How often one address may do what anybody can do. The cache counts; without it nobody is kept out of their plan."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

# What allauth has made public of this counts no GET, which the way back from a broker is, and is said in its own source
# to be going away. The version is pinned; tests/people/test_limits.py holds what we ask of it.
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


class TooManyTries(Exception):
    """From this address, in this time. Answered with 429."""


def limited(kind: str) -> Callable[[View], View]:
    """Raises TooManyTries for who tries too often. `kind`: one of settings.TRIES, counted apart from the others."""

    def limit(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _may_try(request, kind):
                raise TooManyTries
            return view(request, *args, **kwargs)

        return limited_view

    return limit


def _may_try(request: HttpRequest, kind: str) -> bool:
    """Who may log in is decided by the broker: to count nothing for a while lets nobody in who should not."""
    try:
        return ratelimit.consume(request, app="tries", action=kind, config=settings.TRIES, limit_get=True) is not None
    except RedisError:
        logger.exception("The cache does not answer: tries are not counted")
        return True
