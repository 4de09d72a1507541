"""The Jinja environment: what templates may use beside their arguments."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from patientkontrakt import pieces


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
    env.globals.update(
        bar_of=import_string(settings.PATIENT_BAR),
        static=staticfiles_storage.url,
        url=_url,
        language=translation.get_language,
        at_time=pieces.at_time,
        on_day=pieces.on_day,
        on_date=pieces.on_date,
        phone_link=pieces.phone_link,
        ask_line=pieces.ask_line,
        source_name=pieces.source_name,
        source_line=pieces.source_line,
    )
    return env


def _url(name: str, /, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)
