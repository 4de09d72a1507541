"""A template speaks the language of the moment, whichever was spoken before."""

from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, mofile
from django.utils import translation

from patientkontrakt.jinja import Templates

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


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    """Two files, one in the other, as the program reads its own."""
    (tmp_path / "page.html").write_text("{% include 'part.html' %} {{ '+46846500412'|phone_link }}")
    (tmp_path / "part.html").write_text("""{{ _("Ring") }} {{ _("Från %(unit)s.", unit=unit) }} {{ _(word) }}""")
    options = {"environment": "patientkontrakt.jinja.environments"}
    return Templates({"NAME": "test", "DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": options})


def test_each_language_has_its_own_words_and_its_own_pieces(finnish: None, templates: Templates) -> None:
    def said(language: str) -> str:
        with translation.override(language):
            return str(templates.get_template("page.html").render({"unit": "A & B", "word": "Ring"}))

    for _ in range(2):
        swedish, suomi = said("sv"), said("fi")
        assert swedish.startswith("Ring Från A &amp; B. Ring <a")
        assert suomi.startswith("Soita Lähde: A &amp; B, 100 %. Soita <a")
        assert ("Ring </span>" in swedish, "Soita </span>" in suomi) == (True, True)


def test_what_a_person_wrote_is_escaped_and_a_piece_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}"
        "{{ bold(text) }} {{ '+46846500412'|phone_link }} {{ 7 }}{{ odd }}"
    )
    options = {"environment": "patientkontrakt.jinja.environments"}
    templates = Templates({"NAME": "test", "DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": options})
    said = templates.get_template("page.html").render({"text": "<i>&'\"", "odd": ValueError("<u>")})
    assert said.startswith("<b>&lt;i&gt;&amp;&#39;&#34;</b> <a class=")
    assert said.endswith("</a> 7&lt;u&gt;")
