"""How often one address may try to log in. The cache counts; without it nobody is kept out of their plan."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class TooManyTries(Exception):
    """From this address, in this time. Answered with 429."""


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Raises TooManyTries for who tries too often."""

    @wraps(view)
    def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _may_try(request):
            raise TooManyTries
        return view(request, *args, **kwargs)

    return limited_view


def _may_try(request: HttpRequest) -> bool:
    """Who may log in is decided by the broker: to count nothing for a while lets nobody in who should not."""
    try:
        return (
            ratelimit.consume(
                request, app="login", action="login", config={"login": settings.LOGIN_TRIES}, limit_get=True
            )
            is not None
        )
    except RedisError:
        logger.exception("The cache does not answer: logins are not counted")
        return True
