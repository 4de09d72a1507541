"""The templates that come with the program: data in agreements/care_models, written by us."""

from functools import cache
from pathlib import Path

from agreements.template_content import TemplateContent
from agreements.template_reading import read_template

CARE_MODELS = Path(__file__).parent / "care_models"


@cache
def shipped_keys() -> frozenset[str]:
    return frozenset(path.stem for path in CARE_MODELS.glob("*.json"))


def shipped_templates() -> tuple[TemplateContent, ...]:
    """Raises FaultyJson."""
    return tuple(read_template(path.read_text(encoding="utf-8")) for path in sorted(CARE_MODELS.glob("*.json")))
