"""Staff read a patient's agreements, and write new ones and new versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import key_of
from access.api.described import IF_MATCH, ONCE, told
from access.api.door import Door, enter
from access.api.refusals import Invalid
from access.api.tags import must_be_marked, must_match
from access.grants import Access, May
from agreements.api.bodies import whole_must_be_valid, whole_of
from agreements.api.described import whole
from agreements.api.named import AGREEMENT, LISTED, VERSIONS, or_changed
from agreements.api.shown import (
    CREATED,
    AgreementSerializer,
    Choice,
    ChoiceList,
    ChoicesSerializer,
    ListSerializer,
    VersionList,
    VersionsSerializer,
    one,
    whole_list,
)
from agreements.lookups import find_agreement, is_written, our_agreement, our_draft, template_of
from agreements.models import Agreement
from agreements.responsible import responsibles
from agreements.services import AgreementChanged, DraftChanged, HeadingsMissing, agree
from agreements.versions import versions_of

SENT = whole("SentAgreement", draft_revision=serializers.IntegerField(required=False, help_text="0 without a draft"))
DRAFT_REVISION = "draft_revision"
UNDER_HEADING = _("Något måste stå under rubriken %(heading)s.")


class Agreements(Door):
    @told("A patient's agreements, those that the unit may see", ListSerializer)
    def get(self, request: Request, patient: UUID) -> Response:
        access, now = enter(request, patient, LISTED)
        return whole_list(access, now)

    @told("Write an agreement, a proposal, or that there is no agreement", AgreementSerializer, sends=SENT,
          status=(200, 201), headers=(ONCE,), etag=True, may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, patient: UUID) -> Response:
        access, now = enter(request, patient, AGREEMENT, May.DOCUMENT)
        return _write(request, access, None, now)


class OneAgreement(Door):
    @told("One agreement", AgreementSerializer, etag=True)
    def get(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = enter(request, patient, LISTED)
        return one(access, agreement, now)


class Versions(Door):
    @told("Every version, and what changed from one to the next", VersionsSerializer)
    def get(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = enter(request, patient, VERSIONS)
        found = versions_of(access, find_agreement(access, agreement), now)
        return Response(VersionsSerializer(VersionList(found)).data)


class Revise(Door):
    @told("Write the next version", AgreementSerializer, sends=SENT, status=(200, 201), headers=(IF_MATCH, ONCE),
          etag=True)  # fmt: skip
    def post(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = enter(request, patient, AGREEMENT, May.DOCUMENT)
        return _write(request, access, our_agreement(access, agreement, is_read=False), now)


class Responsible(Door):
    @told("Who may be named in an agreement. `own` is the unit of the writer", ChoicesSerializer)
    def get(self, request: Request, patient: UUID) -> Response:
        access, now = enter(request, patient, AGREEMENT, May.DOCUMENT)
        here = responsibles(access, now=now)
        care, own = ([Choice(*each) for each in found if each[0]] for found in (here.choices(), here.own_choices()))
        return Response(ChoicesSerializer(ChoiceList(tuple(care), tuple(own))).data)


def _write(request: Request, access: Access, replaces: Agreement | None, now: datetime) -> Response:
    """What is sent again is answered as the first time, though what it replaced is not as it was read."""
    if replaces:
        must_be_marked(request)
    key = key_of(request)
    is_sent_again = is_written(access, key)
    if replaces and not is_sent_again:
        must_match(request, replaces)
    form = whole_of(request, access, now, DRAFT_REVISION, key=key)
    whole_must_be_valid(form)
    with (
        _or_headings(),
        or_changed(lambda: our_draft(access, key), DraftChanged),
        or_changed(lambda: _stands(access, replaces), AgreementChanged),
    ):
        written = agree(
            access=access,
            text=form.text(),
            said=form.main.said,
            now=now,
            replaces=replaces,
            approved_for_patient=replaces.approved_for_patient if replaces else True,
            key=key,
            draft=form.draft_read,
            template=template_of(access, form.main.cleaned_data.get("template"), replaces),
        )
    return one(access, written.public_id, now, status=200 if is_sent_again else CREATED)


@contextmanager
def _or_headings() -> Iterator[None]:
    """What must stand in an agreement is said by the verb: here it is told at its heading."""
    try:
        yield
    except HeadingsMissing as error:
        raise Invalid({str(each): [str(UNDER_HEADING % {"heading": each.label})] for each in error.headings}) from error


def _stands(access: Access, replaces: Agreement | None) -> Agreement:
    """Nobody can have been first with what replaces nothing."""
    if replaces is None:
        raise Http404
    return find_agreement(access, replaces.public_id)
