"""The Jinja environment: what templates may use beside their arguments."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from patientkontrakt import words


def environment(**options: Any) -> Environment:
    """An undefined variable is an error, everything is escaped, and a translation is Django's own."""
    env = Environment(
        loader=options["loader"],
        auto_reload=options["auto_reload"],
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=staticfiles_storage.url, url=_url, language=translation.get_language)
    env.filters.update(
        day=words.day,
        day_time=words.day_time,
        short_day=words.short_day,
        tiny_day=words.tiny_day,
        clock=words.clock,
        weekday=words.weekday,
        month=words.month,
        machine=words.machine,
        phone=words.phone,
    )
    return env


def _url(name: str, /, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
