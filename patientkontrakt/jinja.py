"""The Jinja environment: what templates may use beside their arguments."""

from functools import cache
from typing import Any
from uuid import UUID

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


def _url(name: str, /, **kwargs: Any) -> str:
    """As `reverse`; but a list of rows has as many addresses, and where only ids differ the rest is made once."""
    if kwargs and all(isinstance(each, UUID) for each in kwargs.values()):
        return _pattern(name, tuple(kwargs)).format(*kwargs.values())
    return reverse(name, kwargs=kwargs)


@cache
def _pattern(name: str, keys: tuple[str, ...]) -> str:
    """/min-plan/tider/{}/"""
    stand_ins = [UUID(int=number) for number in range(len(keys))]
    found = reverse(name, kwargs=dict(zip(keys, stand_ins, strict=True)))
    for number, stand_in in enumerate(stand_ins):
        found = found.replace(str(stand_in), f"{{{number}}}")
    return found
