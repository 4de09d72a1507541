"""What each kind of matter is found by: one statement a kind, for all of a unit's patients."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull

from access.listing import Listing
from access.matters import is_cared_for, may_answer_about
from agreements.models import (
    ASKING,
    SAME,
    Agreement,
    AgreementStatus,
    Commitment,
    Draft,
    Question,
    Repeat,
    Standing,
    Tick,
    Who,
)
from agreements.numbered import taken_over_by

# So long a proposal, or a unit that is asked, may be silent before that is somebody's to break.
PATIENCE = timedelta(days=settings.ANSWERED_WITHIN_DAYS)


def _is_same(name: str) -> Q:
    """As in the row outside; nothing there is the same as nothing here."""
    return Q(**{name: OuterRef(name)}) | Q(IsNull(OuterRef(name), True), **{name: None})  # noqa: FBT003 -- Django's


QUESTIONS = Listing(
    lambda access: (
        Question.objects.open()
        .filter(
            is_cared_for(access, "agreement__patient"),
            agreement__in=Agreement.objects.listed_for(access).filter(unit=access.unit_id),
        )
        .order_by("asked_at", "pk")
        .values_list("public_id", "agreement__patient__public_id", "agreement__title", "asked_at", "by_proxy", "wish")
    )
)
NAMED = ("responsible__given_name", "responsible__family_name")

# The same promise in a proposal after what holds: one answer goes to both.
ASKED_AGAIN = Commitment.objects.filter(
    *map(_is_same, SAME),
    agreement__series=OuterRef("agreement__series"),
    agreement__version__gt=OuterRef("agreement__version"),
    agreement__status__in=ASKING,
    standing=Standing.ASKED,
)
# Whoever may answer finds it: asked by units of the same provider, and of others as far as the patient lets them read.
ASKED = Listing(
    lambda access: (
        Commitment.objects.asked()
        .filter(
            may_answer_about(access, "agreement__patient"),
            ~Exists(ASKED_AGAIN),
            agreement__in=Agreement.objects.asking().listed_for(access, with_shared=True),
            unit=access.unit_id,
        )
        .order_by("asked_at", "pk")
        .values_list("public_id", "agreement__patient__public_id", "what", "asked_at", "responsible", *NAMED)
    )
)
# A no comes back to the unit that asked, until the agreement is written anew without it.
DECLINED = Listing(
    lambda access: (
        Commitment.objects.filter(
            is_cared_for(access, "agreement__patient"),
            agreement__in=Agreement.objects.newest_asking().listed_for(access).filter(unit=access.unit_id),
            standing=Standing.DECLINED,
        )
        .order_by("agreement__authored_at", "pk")
        .values_list("agreement__patient__public_id", "agreement__public_id", "what", "answered_at", "declined_because")
    )
)
# Silence comes back too, to whoever asked.
UNANSWERED = Listing(
    lambda access: (
        Commitment.objects.asked()
        .filter(
            is_cared_for(access, "agreement__patient"),
            agreement__in=Agreement.objects.newest_asking().listed_for(access).filter(unit=access.unit_id),
            asked_at__lt=access.opened_at - PATIENCE,
        )
        .order_by("asked_at", "pk")
        .values_list("agreement__patient__public_id", "agreement__public_id", "what", "asked_at")
    )
)
DISAGREED = Listing(
    lambda access: (
        Agreement.objects.listed_for(access)
        .filter(is_cared_for(access), unit=access.unit_id, status=AgreementStatus.DISAGREED)
        .order_by("disagreed_at", "pk")
        .values_list("patient__public_id", "public_id", "title", "disagreed_at")
    )
)
PROMISED = Listing(
    lambda access: (
        Commitment.objects.filter(
            is_cared_for(access, "agreement__patient"),
            ~Exists(Tick.objects.standing().filter(commitment=OuterRef("pk"))),
            agreement__in=Agreement.objects.current().listed_for(access),
            unit=access.unit_id,
            who=Who.CARE,
            standing=Standing.BINDS,
            repeat=Repeat.ONCE,
            latest__lt=access.today,
        )
        .order_by("latest", "pk")
        .values_list("public_id", "agreement__patient__public_id", "what", "agreement__authored_at", "latest", *NAMED)
    )
)
UNSIGNED = Listing(
    lambda access: (
        Agreement.objects.unsigned()
        .listed_for(access)
        .filter(is_cared_for(access), unit=access.unit_id)
        .annotate(replaced_by=taken_over_by())
        .order_by("authored_at", "pk")
        .values_list(
            "patient__public_id",
            "public_id",
            "title",
            "version",
            "replaced_by",
            "authored_at",
            "author__given_name",
            "author__family_name",
            "disagreed_at",
        )
    )
)
DRAFTS = Listing(
    lambda access: (
        Draft.objects.open()
        .listed_for(access)
        .filter(is_cared_for(access), unit=access.unit_id)
        .order_by("updated_at", "pk")
        .values_list(
            "patient__public_id",
            "public_id",
            "typed__title__0",
            "updated_at",
            "written_by__given_name",
            "written_by__family_name",
        )
    )
)
PROPOSALS = Listing(
    lambda access: (
        Agreement.objects.listed_for(access)
        .filter(
            is_cared_for(access),
            unit=access.unit_id,
            status=AgreementStatus.PROPOSED,
            authored_at__lt=access.opened_at - PATIENCE,
        )
        .order_by("authored_at", "pk")
        .values_list("patient__public_id", "public_id", "title", "authored_at")
    )
)
FOLLOW_UPS = Listing(
    lambda access: (
        Agreement.objects.current()
        .listed_for(access)
        .filter(is_cared_for(access), unit=access.unit_id, follow_up_on__lt=access.today)
        .order_by("follow_up_on", "pk")
        .values_list("patient__public_id", "public_id", "title", "agreed_at", "follow_up_on")
    )
)
