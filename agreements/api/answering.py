"""Staff write down what the patient has answered, end, sign, and answer for their unit."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import KEY, key_of, must_be_valid, texts_of
from access.api.described import IF_MATCH, ONCE, sent, told
from access.api.door import Door, enter
from access.api.shown import Kept, KeptSerializer
from access.api.tags import must_match
from access.grants import Access, May
from agreements.api.named import AGREEMENT, or_changed
from agreements.api.shown import AgreementSerializer, one
from agreements.forms.answers import AnswerForm, DeclineForm, EndForm, RecordAnswerForm, TickForm, UnsignedForm
from agreements.lookups import asked_of_us, find_agreement, find_commitment, find_tick, our_agreement, our_question
from agreements.models import Agreement
from agreements.services import (
    answer_commitment,
    answer_question,
    end,
    leave_unsigned,
    record_answer,
    sign,
    take_back,
    take_up_question,
    tick,
)

NO_BODY = (400, 413, 415)


def _enter(request: Request, patient: UUID) -> tuple[Access, datetime]:
    return enter(request, patient, AGREEMENT, May.DOCUMENT)


def _as_read(request: Request, access: Access, agreement: UUID) -> Agreement:
    found = our_agreement(access, agreement, is_read=False)
    must_match(request, found)
    return found


class End(Door):
    @told("It no longer holds, and why", AgreementSerializer, sends=sent("SentEnd", EndForm), headers=(IF_MATCH,),
          etag=True)  # fmt: skip
    def post(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = _enter(request, patient)
        found = _as_read(request, access, agreement)
        form = EndForm({**texts_of(request, "because"), "revision": found.revision})
        must_be_valid(form)
        with or_changed(lambda: find_agreement(access, agreement)):
            end(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        return one(access, agreement, now)


class RecordAnswer(Door):
    @told("What the patient has answered to a proposal, on paper or in words", AgreementSerializer,
          sends=sent("SentAnswer", RecordAnswerForm, "on"), headers=(IF_MATCH,), etag=True)  # fmt: skip
    def post(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = _enter(request, patient)
        found = _as_read(request, access, agreement)
        given = {**texts_of(request, "answer", "said_by", "because", "on"), "revision": found.revision}
        form = RecordAnswerForm(given, now=now, since=found.authored_at)
        must_be_valid(form)
        with or_changed(lambda: find_agreement(access, agreement)):
            record_answer(access=access, agreement=found, said=form.said, at=form.at, now=now)
        return one(access, agreement, now)


class Sign(Door):
    @told("Whoever wrote it signs", AgreementSerializer, headers=(IF_MATCH,), etag=True, may_refuse=NO_BODY)
    def post(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = _enter(request, patient)
        found = _as_read(request, access, agreement)
        texts_of(request)
        with or_changed(lambda: find_agreement(access, agreement)):
            sign(access=access, agreement=found, now=now)
        return one(access, agreement, now)


class LeaveUnsigned(Door):
    @told("It cannot be signed, and why", AgreementSerializer, sends=sent("SentUnsigned", UnsignedForm),
          headers=(IF_MATCH,), etag=True)  # fmt: skip
    def post(self, request: Request, patient: UUID, agreement: UUID) -> Response:
        access, now = _enter(request, patient)
        found = _as_read(request, access, agreement)
        form = UnsignedForm({**texts_of(request, "because"), "revision": found.revision})
        must_be_valid(form)
        with or_changed(lambda: find_agreement(access, agreement)):
            leave_unsigned(access=access, agreement=found, because=form.cleaned_data["because"], now=now)
        return one(access, agreement, now)


class AnswerQuestion(Door):
    @told("The unit answers what the patient asked", status=(204,), sends=sent("SentReply", AnswerForm),
          may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, patient: UUID, question: UUID) -> Response:
        access, now = _enter(request, patient)
        found = our_question(access, question)
        form = AnswerForm(texts_of(request, "answer"))
        must_be_valid(form)
        with or_changed(lambda: found.agreement):
            answer_question(access=access, question=found, answer=form.cleaned_data["answer"], now=now)
        return Response(status=204)


class TakeUpQuestion(Door):
    @told("The unit has read the question, and the patient sees that", status=(204,), may_refuse=NO_BODY)
    def post(self, request: Request, patient: UUID, question: UUID) -> Response:
        access, now = _enter(request, patient)
        found = our_question(access, question)
        texts_of(request)
        take_up_question(access=access, question=found, now=now)
        return Response(status=204)


class AnswerCommitment(Door):
    @told("A unit or person that was asked says yes, or no and why", status=(204,),
          sends=sent("SentCommitmentAnswer", DeclineForm), may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, patient: UUID, commitment: UUID) -> Response:
        access, now = enter(request, patient, AGREEMENT, May.ANSWER_ASKED)
        found = asked_of_us(access, commitment)
        form = DeclineForm(texts_of(request, "answer", "because"))
        must_be_valid(form)
        because = form.cleaned_data["because"]
        with or_changed(lambda: found.agreement):
            answer_commitment(access=access, commitment=found, accepts=form.accepts, because=because, now=now)
        return Response(status=204)


class Tick(Door):
    @told("What care has promised is done", KeptSerializer, sends=sent("SentTickHere", TickForm), headers=(ONCE,),
          may_refuse=(412,))  # fmt: skip
    def post(self, request: Request, patient: UUID, commitment: UUID) -> Response:
        access, now = _enter(request, patient)
        found = find_commitment(access, commitment)
        form = TickForm({**texts_of(request, "note", KEY), KEY: key_of(request)})
        must_be_valid(form)
        with or_changed(lambda: found.agreement):
            done = tick(access=access, commitment=found, on=timezone.localdate(now), now=now, **form.cleaned_data)
        return Response(KeptSerializer(Kept(done.public_id)).data)


class Untick(Door):
    @told("What was ticked off by mistake is taken back", status=(204,), may_refuse=(*NO_BODY, 412))
    def post(self, request: Request, patient: UUID, tick: UUID) -> Response:
        access, now = _enter(request, patient)
        found = find_tick(access, tick)
        texts_of(request)
        with or_changed(lambda: found.commitment.agreement):
            take_back(access=access, tick=found, now=now)
        return Response(status=204)
