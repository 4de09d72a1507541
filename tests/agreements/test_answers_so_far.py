"""Who writes the next version reads beside each row who has answered what, and what will be asked anew."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.grants import Access
from agreements.models import Agreement, Commitment, Wish
from agreements.services import NOTHING_YET, Does, Said, answer_commitment, ask_question, say_yes
from people.models import Professional
from steps.models import Step
from tests.agreements.test_later_steps import later
from tests.agreements.test_writing import filled_in
from tests.deeds import AT_THE_MEETING, agrees
from tests.factories import Staff, World

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 8)
YES, NO = "", "Fullt."
SAID_YES = "Ögonmottagningen har sagt ja. Ändrar du raden frågas de igen."
SAID_NO = "Ögonmottagningen har sagt nej: ”Fullt.” Ändra raden, eller välj någon annan."
WAITS = "Väntar på svar från Ögonmottagningen."
Row = dict[str, str]


@pytest.fixture
def anna(world: World) -> Access:
    return world.anna.meets(world.agda)


def answers(world: World, agreement: Agreement, *becauses: str) -> None:
    """The eye clinic, to what it is asked for, in order."""
    nils = world.nils.comes_to_answer(world.agda)
    for asked, because in zip(agreement.commitments.filter(unit=world.eyes), becauses, strict=False):
        answer_commitment(access=nils, commitment=asked, accepts=not because, because=because, now=world.now)


def sent(world: World, prefix: str, *rows: Row, **words: str) -> dict[str, str]:
    """By the eye clinic, unless a row says another."""
    eyes = str(world.eyes.public_id)
    said = {f"{prefix}-{n}-{name}": words for n, row in enumerate(rows) for name, words in {"who": eyes, **row}.items()}
    return filled_in(world, **{f"{prefix}-TOTAL_FORMS": str(len(rows)), **said, **words})


def revise(world: World, agreement: Agreement) -> str:
    return reverse("revise_agreement", kwargs={"patient": world.agda.id, "agreement": agreement.public_id})


def reads(world: World, agreement: Agreement, prefix: str, *rows: Row, who: Staff | None = None) -> dict[str, str]:
    """Beside the rows, when the form has come back with a fault."""
    client, typed = (who or world.anna).logs_in(), sent(world, prefix, *rows, title="")
    return told(client.post(revise(world, agreement), {**typed, f"{prefix}-INITIAL_FORMS": "0"}).content.decode())


def told(page: str) -> dict[str, str]:
    return dict(re.findall(r'id="(\w+-\d+)-told">(.*?)</p>', page))


@pytest.mark.parametrize("is_shown", [True, False], ids=["same words", "other words"])
def test_who_writes_the_next_version_reads_beside_the_row_who_has_answered_what(
    world: World, anna: Access, is_shown: bool
) -> None:
    does = (*(Does(what, unit=world.eyes) for what in ("ser över synen", "ringer", "mäter")), Does("ses"))
    agreement = agrees(anna, now=world.now, said=NOTHING_YET, care_does=does)
    answers(world, agreement, YES, NO)
    own = world.agda.opens_own()
    ask_question(access=own, agreement=agreement, text="Får jag bada?", wish=Wish.CHANGE, key=uuid4(), now=world.now)
    client = world.anna.logs_in()
    page = client.get(revise(world, agreement)).content.decode()
    if not is_shown:
        typed = sent(world, "care", {"what": "något annat"}, {"what": "mäter", "who": "own"}, title="")
        page = client.post(revise(world, agreement), typed).content.decode()
    assert told(page) == ({"care-0": SAID_YES, "care-1": SAID_NO, "care-2": WAITS} if is_shown else {})
    assert page.count("Får jag bada?") == 1


def test_of_two_rows_with_the_same_words_each_has_its_own_answer_also_when_one_is_moved(
    world: World, anna: Access
) -> None:
    does = tuple(Does("ringer", unit=world.eyes, latest=day) for day in (FIRST, SECOND))
    agreement = agrees(anna, now=world.now, care_does=does)
    answers(world, agreement, NO, YES)
    rows = [{"what": "ringer", "latest": day} for day in ("2026-12-01", "2026-12-08")]
    assert reads(world, agreement, "care", *rows) == {"care-0": SAID_NO, "care-1": SAID_YES}
    rows[0]["latest"] = "2026-12-02"
    said_no = "Ögonmottagningen hade sagt nej till ”senast 1 december 2026”: ”Fullt.” Frågan ställs igen när du sparar."
    assert reads(world, agreement, "care", *rows, rows[0] | {"latest": "2026-12-03"}) == {
        "care-0": said_no, "care-1": SAID_YES,
    }  # fmt: skip
    world.anna.logs_in().post(revise(world, agreement), sent(world, "care", *rows, title="Nu", revision="1"))
    saved = Commitment.objects.filter(agreement__title="Nu", who="care").values_list("latest", "standing")
    assert list(saved) == [(date(2026, 12, 2), "asked"), (SECOND, "binds")]


@pytest.mark.parametrize(
    ("before", "row", "was"),
    [
        ({"latest": FIRST}, {"repeat": "daily"}, "senast 1 december 2026"),
        ({"latest": FIRST, "repeat": "weekly"}, {"latest": ""}, "varje vecka, senast 1 december 2026"),
        ({}, {"latest": "2026-12-08"}, "en gång"),
        ({"not_before": FIRST}, {}, "tidigast 1 december 2026"),
    ],
)
def test_a_yes_to_another_day_or_how_often_is_told_as_what_it_was(
    world: World, anna: Access, before: dict[str, object], row: Row, was: str
) -> None:
    agreement = agrees(anna, now=world.now, care_does=(Does("ringer", unit=world.eyes, **before),))  # type: ignore[arg-type]
    answers(world, agreement, YES)
    said = f"Ögonmottagningen hade sagt ja till ”{was}”. Frågan ställs igen när du sparar."
    assert reads(world, agreement, "care", {"what": "ringer", **row}) == {"care-0": said}


def test_a_yes_to_what_holds_goes_on_past_a_proposal_and_is_told_there(world: World, anna: Access) -> None:
    first = agrees(anna, now=world.now, care_does=(Does("ringer", unit=world.eyes, latest=FIRST),))
    answers(world, first, YES)
    first.refresh_from_db()
    does = (Does("ringer", unit=world.eyes, latest=SECOND),)
    proposal = agrees(anna, now=world.now, said=NOTHING_YET, care_does=does, replaces=first)
    rows = [{"what": "ringer", "latest": day} for day in ("2026-12-01", "2026-12-08")]
    assert reads(world, proposal, "care", *rows) == {"care-0": SAID_YES, "care-1": WAITS}


def test_what_a_colleague_said_no_to_and_writes_anew_herself_is_asked_of_nobody(world: World, anna: Access) -> None:
    maria = world.maria.meets(world.agda)
    person = Professional.objects.get(pk=world.maria.professional.pk)
    agreement = agrees(anna, now=world.now, care_does=(Does("ringer", responsible=person, latest=FIRST),))
    asked = agreement.commitments.get(responsible=person)
    answer_commitment(access=maria, commitment=asked, accepts=False, because=NO, now=world.now)
    row = {"what": "ringer", "latest": "2026-12-01", "who": str(person.public_id)}
    assert list(reads(world, agreement, "care", row)) == ["care-0"]
    assert reads(world, agreement, "care", row, who=world.maria) == {}
    assert reads(world, agreement, "care", row | {"latest": ""}, who=world.maria) == {}


def test_beside_a_step_is_told_who_is_asked_to_take_over_once_it_has_begun_and_until_it_ends(
    world: World, anna: Access
) -> None:
    step = later("Ögonbotten", world.eyes)
    days = {"not_before": str(step.plan.not_before), "latest": str(step.plan.latest)}
    row = {"what": "Ögonbotten", "kind": "visit", **days}
    world.nils.meets(world.agda)
    proposal = agrees(anna, now=world.now, said=NOTHING_YET, later_steps=(step,))
    assert reads(world, proposal, "steps", row) == {}
    say_yes(access=world.agda.opens_own(), agreement=proposal, now=world.now)
    waits = {"steps-0": "Väntar på svar från Ögonmottagningen om att ta över."}
    assert reads(world, proposal, "steps", row, row) == waits
    proposal.refresh_from_db()
    refused = agrees(anna, now=world.now, said=Said(disagreed_because="Nej"), replaces=proposal, later_steps=(step,))
    assert reads(world, refused, "steps", row) == waits
    refused.refresh_from_db()
    agrees(anna, now=world.now, said=AT_THE_MEETING, replaces=refused)
    assert reads(world, proposal, "steps", row) == {}
    assert Step.objects.get(what="Ögonbotten").status == "cancelled"


@pytest.mark.parametrize("is_sent_again", [False, True], ids=["revised", "sent again with other words"])
def test_it_is_told_in_as_many_statements_for_many_rows(world: World, anna: Access, is_sent_again: bool) -> None:
    client, url, counted = world.anna.logs_in(), reverse("write_agreement", kwargs={"patient": world.agda.id}), []
    world.nils.meets(world.agda)
    client.get(url)
    for number in (1, 20):
        care = [{"what": f"gör {n}"} for n in range(number)]
        steps = sent(world, "steps", *({"what": f"steg {n}", "when": "snart"} for n in range(number)))
        typed = {**steps, **sent(world, "care", *care, title=f"{number} rader"), "steps-INITIAL_FORMS": "0"}
        client.post(url, typed)
        written = Agreement.objects.get(title=f"{number} rader")
        answers(world, written, YES)
        with CaptureQueriesContext(connection) as statements:
            if is_sent_again:
                page = client.post(url, {**typed, "title": "Ny"})
            else:
                page = client.post(revise(world, written), {**typed, "title": ""})
        assert len(told(page.content.decode())) == 2 * number
        assert ("redan sparat" in page.content.decode()) == is_sent_again
        counted.append(len(statements))
    assert counted[0] == counted[1]
