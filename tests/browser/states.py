"""The pages of Patientkontrakt, and what they can look like."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from patientkontrakt import errors
from tests.browser.ways import (
    Way,
    answering_a_code,
    asking_somebody,
    at,
    broken,
    from_a_template,
    listed,
    listed_through,
    looking_for,
    of_the_library,
    refusing_again,
    searching,
    sending_back,
    sent_empty,
    through,
    through_own,
    without_cookies,
)

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)[0-9]+(?=/)")


@dataclass(frozen=True)
class State:
    """`guest` is empty for who is not logged in. `shows`: words that are there when one has come to the right place.

    `where`: the address without its ids, when this is how that page looks.
    """

    guest: str
    way: Way
    shows: str
    where: str = ""


def kind_of(url: str) -> str:
    """An address without its ids."""
    return ID.sub("*", urlsplit(url).path)


STATES = {
    "start": State("", at("/"), "Prova som någon av dem"),
    "start of a relative": State("mikael", at("/"), "Planen för Elsa Holmgren"),
    "start of who has no plan": State("sara", at("/"), "Du har ingen plan att läsa just nu."),
    "start of a reviewer": State("per", at("/"), "I din roll läser du ingen vård."),
    "a plan with everything": State("agda", at("/min-plan/"), "Att orka gå till kyrkokören"),
    "a plan without a next step": State("bengt", at("/min-plan/"), "Inget är planerat"),
    "a plan without a contact": State("fatima", at("/min-plan/"), "Ingen är utsedd än."),
    "a plan without an agreement": State("maja", at("/min-plan/"), "Det finns ingen överenskommelse än."),
    "a plan that is late": State("gunnar", at("/min-plan/"), "Skulle ha varit klart"),
    "a plan that waits": State("ingrid", at("/min-plan/"), "Väntetid: dag 41 av 90."),
    "a plan of several": State("rune", at("/min-plan/"), "Samordnad individuell plan"),
    "a plan of another": State("mikael", through("Planen för Elsa Holmgren"), "Plan för Elsa Holmgren"),
    "who has read, none that day": State("agda", at("/vem-har-last/?till=2001-01-01"), "Ingen annan har läst"),
    "who has read, asked wrongly": State(
        "agda", at("/vem-har-last/?fran=2026-11-02&till=2026-11-01"), "Välj en dag som inte"
    ),
    "the log to review": State("per", at("/granska/"), "Att granska"),
    "a plan of which a part is shared": State("yasmin", through("Planen för Fatima Haddad"), "delas inte med dig"),
    "a plan of a teenager": State("alva", at("/min-plan/"), "Bara du och de som ger dig vård ser det här."),
    "a time of another": State(
        "yasmin",
        through("Planen för Fatima Haddad", "Jag behöver en annan tid för Ögonbottenundersökning"),
        "När passar det bättre?",
    ),
    "a visit to prepare": State(
        "agda",
        through("Min plan", "Ändra det du har förberett för Besök hos Anna Berg"),
        "Vad vill du fråga om?",
        where="/min-plan/tider/*/forbered/",
    ),
    "who may see": State("elsa", at("/vem-far-se/"), "Mikael Holmgren", where="/vem-far-se/"),
    "somebody is asked": State("agda", asking_somebody, "Kod att ge till personen"),
    "an invitation": State("agda", answering_a_code, "Vill du hjälpa till?"),
    "a code": State("sara", at("/kod/"), "Jag har fått en kod", where="/kod/"),
    "who has read": State("agda", at("/vem-har-last/"), "Läste din plan"),
    "a proposal": State("mikael", through("Planen för Elsa Holmgren"), "Förslag som väntar på svar"),
    "a disagreement": State("gunnar", at("/min-plan/"), "Det här är vi inte överens om"),
    "a proposal refused": State(
        "elsa",
        through_own("Nej, det stämmer inte"),
        "Det som redan är överenskommet fortsätter att gälla.",
        where="/min-plan/overenskommelser/*/nej/",
    ),
    "a proposal refused already": State("gunnar", refusing_again, "Du har redan sagt nej."),
    "a question": State(
        "agda",
        through_own("Jag har en fråga eller vill ändra"),
        "Jag vill ändra något",
        where="/min-plan/overenskommelser/*/fraga/",
    ),
    "something done": State(
        "agda", through_own("med en anteckning"), "Vill du skriva något om det?", where="/min-plan/ataganden/*/klart/"
    ),
    "versions": State(
        "sven",
        through_own("Tidigare versioner"),
        "Så har överenskommelsen ändrats",
        where="/min-plan/overenskommelser/*/versioner/",
    ),
    "an agreement to write": State(
        "anna",
        listed_through("Andersson, Agda", "Ny överenskommelse"),
        "Så läser patienten det",
        where="/patient/*/overenskommelser/ny/",
    ),
    "an agreement from a template": State("anna", from_a_template, "Att prata om"),
    "an agreement with faults": State("anna", sent_empty, "Något behöver rättas"),
    "a draft": State(
        "maria",
        listed_through("Haddad, Fatima", "Ny överenskommelse", "Fortsätt:"),
        "Kvar att skriva",
        where="/patient/*/overenskommelser/utkast/*/",
    ),
    "a draft to throw away": State(
        "maria",
        listed_through("Haddad, Fatima", "Ny överenskommelse", "Kasta"),
        "går inte att få tillbaka",
        where="/patient/*/overenskommelser/utkast/*/kasta/",
    ),
    "an agreement to revise": State(
        "anna",
        listed_through("Karlsson, Sven", "Ändra"),
        "Ändra överenskommelsen",
        where="/patient/*/overenskommelser/*/andra/",
    ),
    "versions for staff": State(
        "anna",
        listed_through("Karlsson, Sven", "Tidigare versioner"),
        "Det här ändrades",
        where="/patient/*/overenskommelser/*/versioner/",
    ),
    "an answer to write down": State(
        "maria",
        listed_through("Holmgren, Elsa", "Skriv ner patientens svar"),
        "Vad svarade patienten?",
        where="/patient/*/overenskommelser/*/svar/",
    ),
    "something that a unit is asked for": State(
        "maria",
        listed_through("Andersson, Agda", "Svara om ni kan"),
        "Ni är tillfrågade",
        where="/patient/*/overenskommelser/ataganden/*/",
    ),
    "an agreement to sign": State(
        "anna",
        listed_through("Andersson, Agda", "Signera"),
        "patientdatalagen 3 kap.",
        where="/patient/*/overenskommelser/*/signera/",
    ),
    "a promise that is kept": State(
        "anna",
        listed_through("Karlsson, Sven", "Pricka av"),
        "Det här är gjort",
        where="/patient/*/overenskommelser/ataganden/*/klart/",
    ),
    "a plan that was opened in an emergency": State(
        "jonas", at("/min-plan/"), "har öppnat din plan i en nödsituation."
    ),
    "what a patient has decided": State(
        "jonas", at("/samtycken-och-sparrar/"), "Psykiatriska mottagningen Ekbacken", where="/samtycken-och-sparrar/"
    ),
    "by what right staff read": State(
        "maria",
        listed_through("Wiklund, Jonas", "Åtkomst och spärrar"),
        "Därför ser ni planen",
        where="/patient/*/atkomst/",
    ),
    "opening a block": State(
        "maria",
        listed_through("Wiklund, Jonas", "Åtkomst och spärrar", "Öppna tillfälligt"),
        "Öppna spärrade uppgifter",
    ),
    "showing places": State(
        "maria", listed_through("Patient med skyddade uppgifter", "Visa platser"), "Platserna visas för dig i en kvart."
    ),
    "opening without a relation": State("anna", at("/patienter/oppna/"), "Öppna utan vårdrelation"),
    "patients": State("johan", at("/patienter/"), "Olsson, Bengt"),
    "a search for no number": State("johan", searching("123"), "Numret stämmer inte."),
    "a search for nobody": State("johan", searching("19000101-2384"), "Ingen patient hos er har det numret."),
    "a patient": State("maria", searching("19410312-2380"), "Agda Andersson"),
    "a patient with a blocked unit": State("maria", listed("Wiklund, Jonas"), "Det finns spärrade uppgifter"),
    "a patient who wants paper": State("anna", listed("Karlsson, Sven"), "Får planen på papper"),
    "a patient who is protected": State("maria", listed("Patient med skyddade uppgifter"), "Skyddade uppgifter"),
    "a patient who needs an interpreter": State("maria", listed("Virtanen, Aino"), "Behöver tolk"),
    "the library, searched": State("agda", looking_for("hjärtsvikt"), "5 träffar"),
    "the library, without what one seeks": State(
        "mikael", looking_for("xyz"), "Det finns inget granskat", where="/kunskap/"
    ),
    "a text of the library": State("agda", through("Kunskap", "Min krisplan"), "Spara i min plan", where="/kunskap/*/"),
    "a text that has expired": State("nora", of_the_library("Dricka lagom vid hjärtsvikt"), "inte längre granskad"),
    "a text to send back": State("nora", sending_back, "Vad behöver ändras?"),
    "knowledge to pin": State(
        "anna",
        listed_through("Andersson, Agda", "Fäst kunskap"),
        "Fäst vid rubriken",
        where="/patient/*/overenskommelser/*/kunskap/",
    ),
    "the demo's phone": State("", at("/demo/telefon/"), "SMS"),
    "400": State("", broken(lambda request: errors.bad_request(request, ValueError())), "Sidan kunde inte visas"),
    "403": State("", broken(lambda request: errors.forbidden(request, ValueError())), "Du får inte göra det här"),
    "404": State("agda", at("/finns/inte/"), "Sidan finns inte"),
    "500": State("", broken(errors.server_error), "Något gick fel hos oss"),
    "503": State("", broken(errors.unavailable), "Tjänsten svarar inte just nu"),
    "a form from elsewhere": State("", without_cookies, "Formuläret var för gammalt"),
}
