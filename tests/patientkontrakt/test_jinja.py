"""A template speaks the language of the moment, whichever was spoken before."""

from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, mofile
from django.template import Template, engines
from django.utils import translation

FINNISH = {"Ring": "Soita", "Från %(unit)s.": "Lähde: %(unit)s, 100 %%."}


@pytest.fixture
def finnish(tmp_path: Path, settings: Any) -> None:
    catalogue = Catalog(locale="fi")
    for swedish, said in FINNISH.items():
        catalogue.add(swedish, said)
    folder = tmp_path / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        mofile.write_mo(file, catalogue)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("sv", "Svenska"), ("fi", "Suomi")]


def made(source: str) -> Template:
    return engines["jinja"].from_string(source)


def said(language: str, source: str, **values: object) -> str:
    with translation.override(language):
        return str(made(source).render(values))


def test_each_language_has_its_own_words_and_its_own_pieces(finnish: None) -> None:
    source = """{{ _("Ring") }} {{ _("Från %(unit)s.", unit=unit) }} {{ "+46846500412"|phone_link }}"""
    for _ in range(2):
        swedish, suomi = (said(language, source, unit="A & B") for language in ("sv", "fi"))
        assert swedish.startswith("Ring Från A &amp; B. <a")
        assert suomi.startswith("Soita Lähde: A &amp; B, 100 %. <a")
        assert ("Ring </span>" in swedish, "Soita </span>" in suomi) == (True, True)


def test_a_text_that_is_chosen_when_the_page_is_made_is_translated_too(finnish: None) -> None:
    assert said("fi", "{{ _(word) }}", word="Ring") == "Soita"
    assert said("fi", "{{ _('<b>') }}{{ word }}", word="<i>") == "<b>&lt;i&gt;"
