"""Programs keep what is being written, and whoever goes on with it reads it first."""

from uuid import uuid4

from agreements.models import Agreement, Draft
from tests.factories import World
from tests.programs import CHANGED, WORDS, Program, mark, told


def test_a_draft_is_kept_read_again_by_a_colleague_and_becomes_the_agreement(clinic: World, anna: Program) -> None:
    key, half = uuid4(), {"title": "Halv", "care": [{}, {"what": "ringer"}], "next_latest": "i vår"}
    url = anna.url("api_draft", {"draft": key})
    assert anna.sends("PUT", url, half).status_code == 404  # nothing to match, and it was not said to be new
    first = anna.sends("PUT", url, half, none="*")
    assert (first.status_code, mark(first)) == (201, f'"{key}-1"')
    assert told(anna.sends("PUT", url, half, none="*")) == (412, CHANGED)
    clinic.maria.meets(clinic.agda)
    maria = Program(clinic.maria.logs_in(), clinic.agda.id)
    read = maria.client.get(url)
    assert read.json()["text"] == {
        "title": "Halv", "next_latest": "i vår", "patient": [], "network": [], "watch": [], "steps": [],
        "care": [{"what": "ringer"}],
    }  # fmt: skip
    assert (read.json()["written_by"], read.json()["draft_revision"]) == ("Anna Berg", 1)
    assert told(maria.sends("PUT", url, half)) == (428, "Skicka If-Match med den ETag som du läste.")
    second = maria.sends("PUT", url, {**half, "title": "Hel"}, match=read["ETag"])
    assert (second.status_code, mark(second)) == (200, f'"{key}-2"')
    lost = anna.sends("PUT", url, half, match=first["ETag"])
    assert (*told(lost), mark(lost)) == (412, CHANGED, f'"{key}-2"')
    stale = anna.post("api_agreements", {**WORDS, "draft_revision": 1}, key=str(key))
    assert (stale.status_code, mark(stale), Agreement.objects.count()) == (412, f'"{key}-2"', 0)
    written = anna.post("api_agreements", {**WORDS, "draft_revision": 2}, key=str(key))
    assert (written.status_code, written.json()["id"]) == (201, str(key))
    assert (Draft.objects.get().status, anna.client.get(url).status_code) == ("used", 404)


def test_a_draft_of_a_revision_knows_what_it_would_replace(anna: Program, agreement: Agreement) -> None:
    url = anna.url("api_draft", {"draft": uuid4()})
    handed = {"replaces": str(agreement.public_id), "revision": 1}
    assert anna.sends("PUT", url, handed, none="*").json()["text"] == {
        **handed, "patient": [], "network": [], "care": [], "watch": [], "steps": [],
    }  # fmt: skip
    assert Draft.objects.get().replaces == agreement
    wrong = anna.sends("PUT", anna.url("api_draft", {"draft": uuid4()}), {"replaces": str(uuid4())}, none="*")
    assert (wrong.status_code, Draft.objects.count()) == (404, 1)


def test_a_draft_is_thrown_away_by_who_has_read_it(anna: Program) -> None:
    url = anna.url("api_draft", {"draft": uuid4()})
    kept = anna.sends("PUT", url, {"title": "Halv"}, none="*")
    assert (anna.sends("DELETE", url).status_code, anna.sends("DELETE", url, match='"x"').status_code) == (428, 412)
    gone = anna.sends("DELETE", url, match=kept["ETag"])
    assert (gone.status_code, gone.content, Draft.objects.get().status) == (204, b"", "discarded")


def test_a_revision_from_a_draft_that_a_colleague_has_changed_is_told_of_the_draft(
    anna: Program, agreement: Agreement
) -> None:
    key = uuid4()
    url = anna.url("api_draft", {"draft": key})
    kept = anna.sends("PUT", url, {"title": "Halv"}, none="*")
    anna.sends("PUT", url, {"title": "Hel"}, match=kept["ETag"])
    match = f'"{agreement.public_id}-1"'
    words = {**WORDS, "draft_revision": 1}
    lost = anna.post("api_revise", words, match=match, key=str(key), agreement=agreement.public_id)
    assert (*told(lost), mark(lost), Agreement.objects.count()) == (412, CHANGED, f'"{key}-2"', 1)


def test_a_draft_that_another_unit_has_begun_is_not_there(clinic: World, anna: Program) -> None:
    clinic.nils.meets(clinic.agda)
    nils, where = Program(clinic.nils.logs_in(), clinic.agda.id), {"draft": uuid4()}
    nils.sends("PUT", nils.url("api_draft", where), {"title": "Ögonen"}, none="*")
    url = anna.url("api_draft", where)
    answers = [anna.client.get(url), anna.sends("PUT", url, {}, none="*"), anna.sends("DELETE", url, match='"x"')]
    assert [each.status_code for each in answers] == [404, 404, 404]
    assert Draft.objects.get().typed["title"] == ["Ögonen"]
