"""The patient's own, and for those who act for the patient: read, answer, ask, tick off."""

from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import KEY, key_of, must_be_valid, texts_of
from access.api.described import IF_MATCH, ONCE, sent, told
from access.api.door import Door, enter_own
from access.api.shown import Kept, KeptSerializer
from access.api.tags import must_match
from access.grants import May
from agreements.api.named import AGREEMENT, LISTED, VERSIONS, or_changed
from agreements.api.shown import (
    AgreementSerializer,
    ListSerializer,
    VersionList,
    VersionsSerializer,
    one,
    whole_list,
)
from agreements.forms.answers import QuestionForm, RefuseForm, TickForm
from agreements.lookups import find_agreement, find_commitment, find_tick
from agreements.services import ask_question, say_no, say_yes, take_back, tick
from agreements.versions import versions_of


class OwnAgreements(Door):
    @told("Agreements in force, proposals, and those that ended in the last half year", ListSerializer)
    def get(self, request: Request, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, LISTED)
        return whole_list(access, now)


class OwnAgreement(Door):
    @told("One agreement", AgreementSerializer, etag=True)
    def get(self, request: Request, agreement: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, LISTED)
        return one(access, agreement, now)


class OwnVersions(Door):
    @told("Every version that has been agreed on, and what changed from one to the next", VersionsSerializer)
    def get(self, request: Request, agreement: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, VERSIONS)
        found = versions_of(access, find_agreement(access, agreement), now)
        return Response(VersionsSerializer(VersionList(found)).data)


class SayYes(Door):
    @told("The patient says yes to a proposal", AgreementSerializer, headers=(IF_MATCH,), etag=True,
          may_refuse=(400, 413, 415))  # fmt: skip
    def post(self, request: Request, agreement: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, AGREEMENT, May.AGREE)
        found = find_agreement(access, agreement)
        must_match(request, found)
        texts_of(request)
        with or_changed(lambda: find_agreement(access, agreement)):
            say_yes(access=access, agreement=found, now=now)
        return one(access, agreement, now)


class SayNo(Door):
    @told("The patient says no to a proposal, and why", AgreementSerializer, sends=sent("SentNo", RefuseForm),
          headers=(IF_MATCH,), etag=True)  # fmt: skip
    def post(self, request: Request, agreement: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, AGREEMENT, May.AGREE)
        found = find_agreement(access, agreement)
        must_match(request, found)
        form = RefuseForm({**texts_of(request, "because"), "revision": found.revision})
        must_be_valid(form)
        with or_changed(lambda: find_agreement(access, agreement)):
            say_no(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        return one(access, agreement, now)


class AskQuestion(Door):
    @told("The patient asks, or wants to change something", KeptSerializer, sends=sent("SentQuestion", QuestionForm),
          headers=(ONCE,), may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, agreement: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, AGREEMENT, May.AGREE)
        found = find_agreement(access, agreement)
        form = QuestionForm({**texts_of(request, "wish", "text", KEY), KEY: key_of(request)})
        must_be_valid(form)
        with or_changed(lambda: find_agreement(access, agreement)):
            asked = ask_question(access=access, agreement=found, now=now, **form.cleaned_data)
        return Response(KeptSerializer(Kept(asked.public_id)).data)


class TickOwn(Door):
    @told("Done today. The same day twice gives what is ticked off already", KeptSerializer,
          sends=sent("SentTick", TickForm), headers=(ONCE,), may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, commitment: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, AGREEMENT, May.AGREE)
        found = find_commitment(access, commitment)
        form = TickForm({**texts_of(request, "note", KEY), KEY: key_of(request)})
        must_be_valid(form)
        with or_changed(lambda: found.agreement):
            done = tick(access=access, commitment=found, on=timezone.localdate(now), now=now, **form.cleaned_data)
        return Response(KeptSerializer(Kept(done.public_id)).data)


class UntickOwn(Door):
    @told("What was ticked off by mistake is taken back", status=(204,), may_refuse=(400, 412, 413, 415))
    def post(self, request: Request, tick: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, AGREEMENT, May.AGREE)
        found = find_tick(access, tick)
        texts_of(request)
        with or_changed(lambda: found.commitment.agreement):
            take_back(access=access, tick=found, now=now)
        return Response(status=204)
