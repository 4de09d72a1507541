"""The agreement as OpenAPI tells of it: what is sent is what the form of the writing page declares."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, inline_serializer

from access.api.described import members, sent
from agreements.api.bodies import HANDED_BY_FORM
from agreements.forms.rows import ROWS, CareDoesForm, OwnDoesForm, Row
from agreements.forms.writing import AgreementForm

IF_EITHER = (
    OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, description="The ETag of the draft that was read."),
    OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, enum=["*"], description="A first draft."),
)


def whole(name: str, *, is_draft: bool = False, **handed: Any) -> Any:
    """Nothing need stand in a draft."""
    late = ("next_latest", "next_who", "follow_up_on")
    words = members(AgreementForm, *late, is_draft=is_draft, handed=HANDED_BY_FORM)
    rows = {prefix: row(many=True, required=False) for prefix, row in ROW_TOLD.items()}
    return inline_serializer(name, fields={**words, **rows, **handed})


def _row(prefix: str, form: type[Row]) -> Any:
    more = ("latest", "who") if form is CareDoesForm else ("latest",) if form is OwnDoesForm else ()
    return type(sent(f"Sent{prefix.title()}", form, *more))


ROW_TOLD = {prefix: _row(prefix, rows.form) for prefix, rows in ROWS.items()}
