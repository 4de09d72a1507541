"""What a patient has decided: consents, blocks, and what has been opened for a while. Decided values for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.grants import Access
from access.kinds import BlockKind, ConsentKind
from access.models import Block, CareRelation, Consent
from access.opening_rows import OpeningRow, openings_since
from people.models import CareUnit

CURRENT = "is_current"

# To the patient, in plain words: what is let, to whom, and what happens without it.
MEANS: dict[str, tuple[Promise, Promise]] = {
    ConsentKind.SHARED_DOCUMENTATION: (
        _("Läsa vad andra vårdgivare har skrivit"),
        _(
            "Enheten får läsa det som andra regioner, kommuner och privata vårdgivare har skrivit om dig, när det "
            "behövs för din vård. Säger du nej ser de bara att det finns uppgifter."
        ),
    ),
    ConsentKind.SIP: (
        _("Göra en samordnad individuell plan (SIP)"),
        _(
            "Enheten får göra en gemensam plan tillsammans med dig, kommunen och andra som du behöver. De får då dela "
            "det som planen kräver. Säger du nej görs ingen SIP."
        ),
    ),
    ConsentKind.SMS: (
        _("Påminna dig med SMS"),
        _(
            "Enheten får skicka SMS om dina bokade tider. I ett SMS står bara tiden och ett nummer att ringa. Säger du "
            "nej får du inga SMS, men tiderna gäller ändå."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One kind of consent for one unit. `id`, `since` and `how` are empty where it is not given. `key`: for a form."""

    unit: UUID
    unit_name: str
    id: UUID | None
    since: datetime | None
    how: str
    key: UUID


@dataclass(frozen=True, slots=True)
class ConsentsOfKind:
    """`name` as care says it; `title` and `means` as they are put to the patient."""

    kind: str
    name: str
    title: str
    means: str
    rows: tuple[ConsentRow, ...]


@dataclass(frozen=True, slots=True)
class BlockRow:
    """`can_open`: the viewer's staff may lift it for a while."""

    id: UUID
    name: str
    is_inner: bool
    since: datetime
    how: str
    can_open: bool


@dataclass(frozen=True, slots=True)
class Will:
    consents: tuple[ConsentsOfKind, ...]
    blocks: tuple[BlockRow, ...]
    openings: tuple[OpeningRow, ...]


def my_will(access: Access, now: datetime) -> Will:
    """All of it, for the patient. Four statements."""
    units = [unit for unit in known_units(access, now=now) if getattr(unit, CURRENT)]
    return Will(
        consents=consents_to(units, consents_now(access, now)),
        blocks=block_rows(access, now),
        openings=openings_since(access, now),
    )


def known_units(access: Access, *, now: datetime) -> QuerySet[CareUnit]:
    """Units that take part in the care of the patient, or have done: what these wrote can be blocked as well."""
    ever = CareRelation.objects.filter(patient=access.patient, unit=OuterRef("pk"))
    found = CareUnit.objects.filter(Exists(ever)).annotate(**{CURRENT: Exists(ever.current(now))})
    return found.select_related("provider").order_by("name")


def consents_now(access: Access, now: datetime) -> QuerySet[Consent]:
    return Consent.objects.current(now).filter(patient=access.patient).select_related("unit").order_by("since")


def blocks_now(access: Access, now: datetime) -> QuerySet[Block]:
    """Staff see those of their own provider: that something is blocked elsewhere is not told (domain.md 6.1)."""
    blocks = Block.objects.current(now).filter(patient=access.patient)
    if access.is_staff:
        blocks = blocks.filter(Q(unit__provider=access.provider_id) | Q(provider=access.provider_id))
    return blocks.select_related("unit", "provider").order_by("since", "pk")


def consents_to(units: Iterable[CareUnit], given: Iterable[Consent]) -> tuple[ConsentsOfKind, ...]:
    """Each kind apart: they are never mixed. A consent to a unit that has left the care can be taken back too."""
    by_kind = {kind: {each.unit_id: each for each in given if each.kind == kind} for kind in ConsentKind}
    shown = {unit.pk: unit for unit in units}
    shown |= {each.unit_id: each.unit for each in given if each.unit_id not in shown}
    return tuple(
        ConsentsOfKind(
            kind=kind,
            name=kind.label[:1].upper() + kind.label[1:],
            title=str(MEANS[kind][0]),
            means=str(MEANS[kind][1]),
            rows=tuple(_consent(unit, by_kind[kind].get(unit.pk)) for unit in shown.values()),
        )
        for kind in ConsentKind
    )


def block_rows(access: Access, now: datetime) -> tuple[BlockRow, ...]:
    return tuple(_block(each, access) for each in blocks_now(access, now))


def _consent(unit: CareUnit, given: Consent | None) -> ConsentRow:
    return ConsentRow(
        unit=unit.public_id,
        unit_name=unit.name,
        id=given.public_id if given else None,
        since=given.since if given else None,
        how=given.because if given else "",
        key=uuid4(),
    )


def _block(block: Block, access: Access) -> BlockRow:
    is_inner = block.kind == BlockKind.INNER
    name = block.unit.name if block.unit else block.provider.name if block.provider else ""
    is_others = block.unit_id in access.blocked_units and block.unit_id != access.unit_id
    can_open = access.may_document and is_inner and is_others
    return BlockRow(block.public_id, name, is_inner, block.since, block.because, can_open)
