"""What a patient prepares for a visit, for programs: the same gate, verbs and form as the pages. Under /api/v1/."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import path
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from access.api.bodies import must_be_valid, texts_of
from access.api.described import IF_MATCH, sent, told
from access.api.door import Door, enter, enter_own
from access.api.refusals import Changed
from access.api.shown import Mark, ShownSerializer, marked
from access.api.tags import must_match, or_changed, tag_of
from access.grants import Access, May
from access.seen import Silence
from bookings.forms import WORDS, PrepareForm
from bookings.lookups import find_booking, find_row, our_booking
from bookings.preparations import PreparationRow
from bookings.section import BookingRow, section
from bookings.services import BookingChanged, PreparationChanged, VisitHasBegun, note_as_read, prepare

LISTED, PREPARATION = "times", "preparation"
NO_BODY = (400, 413, 415)
PREPARING = sent("SentPreparation", PrepareForm)


@dataclass(frozen=True, slots=True)
class TimeList:
    """From the last half year and onwards, in order."""

    times: tuple[BookingRow, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`prepared` is null while nothing is written that may be read. `can_prepare`: it may be written, until the visit
    begins; `can_note_read`: the unit has not said that it has read what stands here now.
    """

    booking: UUID
    what: str
    starts_at: datetime
    can_prepare: bool
    can_note_read: bool
    prepared: PreparationRow | None


class TimesSerializer(ShownSerializer):
    class Meta:
        dataclass = TimeList


class PreparedSerializer(ShownSerializer):
    class Meta:
        dataclass = Prepared


class OwnTimes(Door):
    @told("Booked times", TimesSerializer)
    def get(self, request: Request, patient: UUID | None = None) -> Response:
        return _times(*enter_own(request, patient, LISTED))


class Times(Door):
    @told("A patient's booked times, those that the unit may see", TimesSerializer)
    def get(self, request: Request, patient: UUID) -> Response:
        return _times(*enter(request, patient, LISTED))


class OwnPreparation(Door):
    @told("What is prepared for a visit", PreparedSerializer, etag=True)
    def get(self, request: Request, booking: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, PREPARATION, May.ANSWER_TIMES)
        return _one(access, booking, now)

    @told("Prepare a visit, in one's own words, until it begins", PreparedSerializer, sends=PREPARING,
          headers=(IF_MATCH,), etag=True)  # fmt: skip
    def put(self, request: Request, booking: UUID, patient: UUID | None = None) -> Response:
        access, now = enter_own(request, patient, PREPARATION, May.ANSWER_TIMES)
        found, read = find_booking(access, booking), _mark(access, booking, now)
        must_match(request, read)
        form = PrepareForm({**texts_of(request, *WORDS), "revision": read.revision})
        must_be_valid(form)
        try:
            with or_changed(lambda: _mark(access, booking, now), PreparationChanged):
                prepare(access=access, booking=found, text=form.text, revision=read.revision, now=now)
        except VisitHasBegun as error:
            raise Changed(tag_of(read), _("Besöket har redan börjat, så det går inte att spara.")) from error
        except BookingChanged as error:
            raise Changed(tag_of(read), _("Tiden är avbokad, så det går inte att spara.")) from error
        return _one(access, booking, now)


class Preparation(Door):
    @told("What the patient has prepared for a visit", PreparedSerializer, etag=True)
    def get(self, request: Request, patient: UUID, booking: UUID) -> Response:
        access, now = enter(request, patient, PREPARATION)
        return _one(access, booking, now)


class NoteRead(Door):
    @told("The unit has read what the patient prepared, and the patient sees that", PreparedSerializer,
          headers=(IF_MATCH,), etag=True, may_refuse=NO_BODY)  # fmt: skip
    def post(self, request: Request, patient: UUID, booking: UUID) -> Response:
        access, now = enter(request, patient, PREPARATION, May.DOCUMENT)
        found, read = our_booking(access, booking), _mark(access, booking, now)
        must_match(request, read)
        texts_of(request)
        with or_changed(lambda: _mark(access, booking, now), PreparationChanged):
            note_as_read(access=access, booking=found, revision=read.revision, now=now)
        return _one(access, booking, now)


def _times(access: Access, now: datetime) -> Response:
    found = section(access, now)
    return Response(TimesSerializer(TimeList(found.rows, tuple(found.silences))).data)


def _one(access: Access, booking: UUID, now: datetime) -> Response:
    row = find_row(access, booking, now)
    shown = Prepared(row.id, row.what, row.starts_at, row.can_prepare, row.can_note_read, row.prepared)
    return marked(Mark(row.id, row.preparation_revision), PreparedSerializer(shown).data)


def _mark(access: Access, booking: UUID, now: datetime) -> Mark:
    """Revision 0 is what nobody has written yet."""
    return Mark(booking, find_row(access, booking, now).preparation_revision)


OF_ONE = "times/<uuid:booking>/preparation/"
MINE, OF_ANOTHER, PATIENT = "plans/me/", "plans/<uuid:patient>/", "patients/<uuid:patient>/"
urlpatterns = [
    *(path(whose + "times/", OwnTimes.as_view(), name="api_own_times") for whose in (MINE, OF_ANOTHER)),
    *(path(whose + OF_ONE, OwnPreparation.as_view(), name="api_own_preparation") for whose in (MINE, OF_ANOTHER)),
    path(PATIENT + "times/", Times.as_view(), name="api_times"),
    path(PATIENT + OF_ONE, Preparation.as_view(), name="api_preparation"),
    path(PATIENT + OF_ONE + "read/", NoteRead.as_view(), name="api_note_preparation_read"),
]
