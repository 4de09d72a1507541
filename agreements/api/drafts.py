"""What is being written: kept as it is, right or wrong, and read again by whoever goes on with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import must_be_valid
from access.api.described import IF_MATCH, told
from access.api.door import Door, enter
from access.api.shown import marked
from access.api.tags import must_match
from access.grants import Access, May
from agreements.api.bodies import HANDED_BY_FORM, NUMBERS, row_names, whole_of
from agreements.api.described import IF_EITHER, whole
from agreements.api.named import DRAFT, or_changed
from agreements.api.shown import CREATED
from agreements.forms.rows import each_form, named_in
from agreements.forms.whole import WholeForm, typed_in
from agreements.lookups import our_agreement, our_draft
from agreements.models import Agreement, Draft
from agreements.responsible import Responsibles, responsibles
from agreements.services import DraftRead, discard_draft, save_draft

REPLACES = ("replaces", "revision")  # which agreement it would replace, and as it was read
SENT = whole(
    "SentDraft",
    is_draft=True,
    replaces=serializers.UUIDField(required=False, allow_null=True),
    revision=serializers.IntegerField(required=False, allow_null=True),
)
DRAFT_TOLD = inline_serializer(
    "Draft",
    fields={
        "id": serializers.UUIDField(),
        "draft_revision": serializers.IntegerField(help_text="Sent with the agreement that the draft becomes"),
        "written_at": serializers.DateTimeField(),
        "written_by": serializers.CharField(),
        "text": SENT,
    },
)


class OneDraft(Door):
    @told("A draft, one's own or a colleague's", DRAFT_TOLD, etag=True)
    def get(self, request: Request, patient: UUID, draft: UUID) -> Response:
        access, now = enter(request, patient, DRAFT, May.DOCUMENT)
        return _answer(access, our_draft(access, draft), now)

    @told("Keep what is typed, right or wrong", DRAFT_TOLD, sends=SENT, status=(200, 201), headers=IF_EITHER,
          etag=True, may_refuse=(412, 428))  # fmt: skip
    def put(self, request: Request, patient: UUID, draft: UUID) -> Response:
        access, now = enter(request, patient, DRAFT, May.DOCUMENT)
        seen = _seen(request, access, draft)
        form = whole_of(request, access, now, *REPLACES, key=draft)
        replaces = _replaces(access, form)
        with or_changed(lambda: our_draft(access, draft)):
            kept = save_draft(
                access=access, key=draft, typed=form.typed(), read=DraftRead(seen), replaces=replaces, now=now
            )
        return _answer(access, kept, now, status=200 if seen else CREATED)

    @told("Throw the draft away", status=(204,), headers=(IF_MATCH,))
    def delete(self, request: Request, patient: UUID, draft: UUID) -> Response:
        access, now = enter(request, patient, DRAFT, May.DOCUMENT)
        found = our_draft(access, draft)
        must_match(request, found)
        with or_changed(lambda: our_draft(access, draft)):
            discard_draft(access=access, draft=found, now=now)
        return Response(status=204)


def _seen(request: Request, access: Access, draft: UUID) -> int:
    """The revision that was read; 0 for a first draft. Raises Http404, MarkMissing, Changed."""
    if request.headers.get("If-None-Match", "").strip() == "*" and "If-Match" not in request.headers:
        return 0
    found = our_draft(access, draft)
    must_match(request, found)
    return found.revision


def _replaces(access: Access, form: WholeForm) -> Agreement | None:
    """Nothing else is judged: what is wrong in a draft is mended later."""
    form.main.is_valid()
    if "replaces" in form.main.errors:
        must_be_valid(form.main)
    replaces = form.main.cleaned_data.get("replaces")
    return our_agreement(access, replaces, is_read=False) if replaces else None


def _answer(access: Access, draft: Draft, now: datetime, *, status: int = 200) -> Response:
    """Raises Http404 for what is no draft any more: its words are in the agreement, or thrown away."""
    if not draft.is_open:
        raise Http404
    told = {
        "id": draft.public_id,
        "draft_revision": draft.revision,
        "written_at": draft.updated_at,
        "written_by": draft.author.name if draft.author else "",
        "text": _text_of(draft, responsibles(access, now=now, named=named_in(typed_in(draft)))),
    }
    return marked(draft, told, status=status)


def _text_of(draft: Draft, here: Responsibles) -> dict[str, Any]:
    """In the shape that it is sent in. Rows that are empty are left out."""
    form = WholeForm.of_draft(draft, here)
    known = (name for name in form.main.fields if name not in HANDED_BY_FORM or name in REPLACES)
    words = {name: form.main[name].value() for name in known}
    rows = {
        prefix: [said for row in each_form(form.rows[prefix]) if (said := _said(row, names))]
        for prefix, names in row_names(form).items()
    }
    return {**{name: _as_sent(name, value) for name, value in words.items() if value}, **rows}


def _said(row: Any, names: set[str]) -> dict[str, str]:
    return {name: value for name in sorted(names) if (value := row[name].value())}


def _as_sent(name: str, value: str) -> str | int:
    return int(value) if name in NUMBERS and value.isdecimal() else value
