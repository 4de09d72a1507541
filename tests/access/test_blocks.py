"""Blocks: set and lifted by the patient alone, and what a lifted or unlifted one shows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse

from access.grants import NotAllowed
from access.kinds import BlockKind
from access.models import Block, CareRelation
from access.services import BlockHasEnded, block_provider, block_unit, lift_block
from tests import deeds
from tests.factories import Person, Staff, World
from tests.log import lines

MINE = "/samtycken-och-sparrar/"
SECRET = "Hjärtsvikt i hemlighet"


@pytest.fixture
def cared_for(world: World) -> World:
    """By the heart clinic, where something is agreed, and by the eye clinic of the same region."""
    deeds.agrees(world.anna.meets(world.agda), now=world.now, title=SECRET)
    world.nils.meets(world.agda)
    return world


def blocks(who: Person, whose: str, key: object = None) -> HttpResponse:
    return who.logs_in().post(reverse("block_mine"), {"key": key or uuid4(), "whose": whose})


def inner(world: World) -> str:
    return f"inner:{world.heart.public_id}"


def lifts(who: Person, block: Block) -> HttpResponse:
    return who.logs_in().post(reverse("lift_my_block", kwargs={"block": block.public_id}))


def is_read_by(staff: Staff, world: World) -> bool:
    return SECRET in staff.logs_in().get(f"/patient/{world.agda.id}/").content.decode()


def test_patient_blocks_a_unit_and_lifts_it_and_each_holds_at_the_next_request(cared_for: World) -> None:
    seen = [is_read_by(cared_for.nils, cared_for)]
    blocks(cared_for.agda, inner(cared_for))
    seen.append(is_read_by(cared_for.nils, cared_for))
    assert is_read_by(cared_for.anna, cared_for)
    lifts(cared_for.agda, Block.objects.get())
    seen.append(is_read_by(cared_for.nils, cared_for))
    assert seen == [True, False, True]
    assert lines("what", "actor_kind", what__startswith="block") == [
        ("block.inner", "patient"),
        ("block.inner.lifted", "patient"),
    ]


def test_patient_blocks_a_provider_by_name(cared_for: World) -> None:
    page = cared_for.agda.logs_in().get(reverse("block_mine")).content.decode()
    assert "Allt hos Region Sjöland: döljs för andra vårdgivare" in page
    blocks(cared_for.agda, f"outer:{cared_for.region.hsa_id}")
    assert Block.objects.get().provider == cared_for.region
    assert "Region Sjöland" in cared_for.agda.logs_in().get(MINE).content.decode()


def test_a_unit_that_no_longer_cares_for_the_patient_can_still_be_blocked(cared_for: World) -> None:
    CareRelation.objects.filter(unit=cared_for.heart).update(until=cared_for.now)
    assert blocks(cared_for.agda, inner(cared_for)).status_code == 302
    assert not is_read_by(cared_for.nils, cared_for)


def test_a_unit_that_has_never_cared_for_the_patient_cannot_be_chosen(cared_for: World) -> None:
    page = blocks(cared_for.agda, f"inner:{cared_for.hips.public_id}").content.decode()
    assert "<title>Fel: Spärra uppgifter" in page
    assert not Block.objects.exists()


def test_who_chooses_nothing_is_asked(cared_for: World) -> None:
    assert "Välj vems uppgifter du vill spärra." in blocks(cared_for.agda, "").content.decode()


def test_a_form_sent_twice_or_after_it_was_lifted_sets_one_block(cared_for: World) -> None:
    key = uuid4()
    for _ in range(2):
        assert blocks(cared_for.agda, inner(cared_for), key).status_code == 302
    assert Block.objects.count() == 1
    lifts(cared_for.agda, Block.objects.get())
    blocks(cared_for.agda, inner(cared_for), key)
    assert Block.objects.filter(until=None).count() == 0


def test_the_database_keeps_one_open_block_for_each(cared_for: World) -> None:
    block = block_unit(access=cared_for.agda.opens_own(), unit=cared_for.heart, now=cared_for.now)
    again = block_unit(access=cared_for.agda.opens_own(), unit=cared_for.heart, now=cared_for.now)
    assert again == block
    with pytest.raises(IntegrityError, match="access_block_one_open_inner"), transaction.atomic():
        Block.objects.create(
            patient=cared_for.agda.patient, kind=BlockKind.INNER, unit=cared_for.heart, since=cared_for.now
        )


def test_a_block_is_lifted_once_and_its_row_stays(cared_for: World) -> None:
    access = cared_for.agda.opens_own()
    block = block_unit(access=access, unit=cared_for.heart, now=cared_for.now)
    lift_block(access=access, block=block, now=cared_for.now + timedelta(minutes=1))
    with pytest.raises(BlockHasEnded):
        lift_block(access=access, block=block, now=cared_for.now + timedelta(minutes=2))
    block.refresh_from_db()
    assert block.until == cared_for.now + timedelta(minutes=1)


def test_the_block_of_another_patient_is_not_there(cared_for: World) -> None:
    blocks(cared_for.agda, inner(cared_for))
    assert lifts(cared_for.bertil, Block.objects.get()).status_code == 404
    assert not is_read_by(cared_for.nils, cared_for)


def test_a_guardian_can_neither_block_a_childs_nor_lift(cared_for: World) -> None:
    world = cared_for
    world.samira.meets(world.leo)
    block = block_unit(access=world.leo.opens_own(), unit=world.home_care, now=world.now)
    assert blocks(world.erik, f"inner:{world.home_care.public_id}").status_code == 404
    assert lifts(world.erik, block).status_code == 404
    erik = world.erik.opens(world.leo)
    with pytest.raises(NotAllowed):
        block_unit(access=erik, unit=world.heart, now=world.now)
    with pytest.raises(NotAllowed):
        block_provider(access=erik, provider=world.region, now=world.now)
    with pytest.raises(NotAllowed):
        lift_block(access=erik, block=block, now=world.now)
    assert list(Block.objects.values_list("pk", "until")) == [(block.pk, None)]


# ---------------------------------------------------------------- staff who heard it


def notes(staff: Staff, world: World, whose: str, how: str = "Skriftligt") -> HttpResponse:
    url = reverse("note_block", kwargs={"patient": world.agda.id})
    return staff.logs_in().post(url, {"key": uuid4(), "whose": whose, "how": how})


def test_staff_write_down_a_block_of_their_own_unit_and_how_it_was_said(cared_for: World) -> None:
    notes(cared_for.anna, cared_for, inner(cared_for))
    block = Block.objects.get()
    assert (block.unit, block.because) == (cared_for.heart, "Skriftligt")
    assert not is_read_by(cared_for.nils, cared_for)
    assert "Skriftligt." in cared_for.agda.logs_in().get(MINE).content.decode()


def test_staff_can_neither_block_what_others_write_nor_lift(cared_for: World) -> None:
    assert notes(cared_for.nils, cared_for, inner(cared_for)).status_code == 200
    assert not Block.objects.exists()
    block = block_unit(access=cared_for.agda.opens_own(), unit=cared_for.heart, now=cared_for.now)
    for staff in (cared_for.anna, cared_for.helena, cared_for.nils):
        with pytest.raises(NotAllowed):
            lift_block(access=staff.opens(cared_for.agda), block=block, now=cared_for.now)
    with pytest.raises(NotAllowed):
        block_unit(access=cared_for.nils.opens(cared_for.agda), unit=cared_for.heart, now=cared_for.now)


def test_staff_are_told_of_blocks_at_their_own_provider_alone(cared_for: World) -> None:
    world = cared_for
    world.olle.meets(world.agda)
    blocks(world.agda, inner(world))
    blocks(world.agda, f"outer:{world.region.hsa_id}")
    url = reverse("patient_grounds", kwargs={"patient": world.agda.id})
    pages = {who: getattr(world, who).logs_in().get(url).content.decode() for who in ("nils", "olle")}
    assert {who: page.count(">Spärrad<") for who, page in pages.items()} == {"nils": 2, "olle": 0}
    assert "Hjärtmottagningen" not in pages["olle"]
    assert "Region Sjöland" not in pages["olle"]
