"""The pages of Patientkontrakt, and what they can look like: who looks, and how one comes there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page, Response, Route

from patientkontrakt import errors

Way = Callable[[Page], Response | None]


@dataclass(frozen=True)
class State:
    """`guest` is empty for who is not logged in. `shows`: words that are there when one has come to the right place."""

    guest: str
    way: Way
    shows: str


def at(url: str) -> Way:
    return lambda page: page.goto(url)


def through(*links: str) -> Way:
    """Begin where the guest is led, and click one link after the other."""

    def go(page: Page) -> None:
        page.goto("/")
        for link in links:
            page.locator("main, nav").get_by_role("link", name=link, exact=True).first.click()

    return go


def listed(name: str) -> Way:
    """Choose a patient in the unit's list."""

    def go(page: Page) -> None:
        page.goto("/patienter/")
        page.get_by_role("rowheader").get_by_role("link", name=name).first.click()

    return go


def listed_through(name: str, *links: str) -> Way:
    """Choose a patient in the unit's list, and click one link after the other on their pages."""
    choose = listed(name)

    def go(page: Page) -> None:
        choose(page)
        for link in links:
            page.locator("main").get_by_role("link", name=link).first.click()

    return go


def through_own(link: str) -> Way:
    """In one's own plan, the first link with these words."""

    def go(page: Page) -> None:
        page.goto("/min-plan/")
        page.locator("main").get_by_role("link", name=link).first.click()

    return go


def from_a_template(page: Page) -> None:
    listed_through("Andersson, Agda", "Ny överenskommelse")(page)
    page.get_by_label("Utgå från en mall").select_option("Hjärtsvikt")
    page.get_by_role("button", name="Hämta mallen").click()


def sent_empty(page: Page) -> None:
    listed_through("Andersson, Agda", "Ny överenskommelse")(page)
    page.get_by_role("button", name="Spara överenskommelsen").last.click()


def searching(number: str) -> Way:
    def go(page: Page) -> None:
        page.goto("/patienter/")
        page.get_by_label("Personnummer eller samordningsnummer").fill(number)
        page.get_by_role("button", name="Sök patient").click()

    return go


def looking_for(words: str) -> Way:
    def go(page: Page) -> None:
        page.goto("/kunskap/")
        page.get_by_label("Vad vill du veta mer om?").fill(words)
        page.get_by_role("button", name="Sök").click()

    return go


def of_the_library(title: str) -> Way:
    """The text itself, as somebody finds it who has its address: the editors' list has those that are hidden too."""

    def go(page: Page) -> None:
        page.goto("/kunskap/redaktion/")
        page.get_by_role("link", name=title, exact=True).first.click()
        page.goto(page.url.replace("/redaktion/", "/"))

    return go


def refusing_again(page: Page) -> None:
    """At the address of a no, in a page that was left open."""
    page.goto("/min-plan/")
    asks = page.locator('section[aria-labelledby="disagreed"]').get_by_role("link", name="Jag har en fråga")
    page.goto((asks.first.get_attribute("href") or "").replace("/fraga/", "/nej/"))


def sending_back(page: Page) -> None:
    page.goto("/kunskap/redaktion/")
    page.get_by_role("link", name="Granska ").first.click()
    page.get_by_role("link", name="Skicka tillbaka").click()


def asking_somebody(page: Page) -> None:
    """Once: who comes again finds the same code."""
    page.goto("/vem-far-se/")
    if page.locator(".mandate__code").count():
        return
    page.goto("/vem-far-se/ny/")
    page.get_by_label("Vad heter personen?").fill("Karin Andersson")
    page.get_by_label("Se tider och steg").check()
    page.get_by_label("Till och med vilken dag?").fill("2099-12-31")
    page.get_by_role("button", name="Skapa en kod").click()
    page.goto("/vem-far-se/")


def answering_a_code(page: Page) -> None:
    asking_somebody(page)
    code = page.locator(".mandate__code").first.inner_text()
    page.goto("/kod/")
    page.get_by_label("Kod").fill(code)
    page.get_by_role("button", name="Fortsätt").click()


def without_cookies(page: Page) -> None:
    """A form that was open for too long."""
    page.goto("/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Logga in som Agda").click()


def broken(answer: Callable[[HttpRequest], HttpResponse]) -> Way:
    """What the program answers when something is wrong with it, in place of the start page."""

    def go(page: Page) -> None:
        made = answer(RequestFactory().get("/"))

        def answered(route: Route) -> None:
            route.fulfill(status=made.status_code, body=made.content, content_type="text/html; charset=utf-8")

        page.route("**/", answered)
        page.goto("/")

    return go


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
        "agda", through("Min plan", "Ändra det du har förberett för Besök hos Anna Berg"), "Vad vill du fråga om?"
    ),
    "who may see": State("elsa", at("/vem-far-se/"), "Mikael Holmgren"),
    "somebody is asked": State("agda", asking_somebody, "Kod att ge till personen"),
    "an invitation": State("agda", answering_a_code, "Vill du hjälpa till?"),
    "a code": State("sara", at("/kod/"), "Jag har fått en kod"),
    "who has read": State("agda", at("/vem-har-last/"), "Läste din plan"),
    "a proposal": State("mikael", through("Planen för Elsa Holmgren"), "Förslag som väntar på svar"),
    "a disagreement": State("gunnar", at("/min-plan/"), "Det här är vi inte överens om"),
    "a proposal refused": State(
        "elsa", through_own("Nej, det stämmer inte"), "Det som redan är överenskommet fortsätter att gälla."
    ),
    "a proposal refused already": State("gunnar", refusing_again, "Du har redan sagt nej."),
    "a question": State("agda", through_own("Jag har en fråga eller vill ändra"), "Jag vill ändra något"),
    "something done": State("agda", through_own("med en anteckning"), "Vill du skriva något om det?"),
    "versions": State("sven", through_own("Tidigare versioner"), "Så har överenskommelsen ändrats"),
    "an agreement to write": State(
        "anna", listed_through("Andersson, Agda", "Ny överenskommelse"), "Så läser patienten det"
    ),
    "an agreement from a template": State("anna", from_a_template, "Att prata om"),
    "an agreement with faults": State("anna", sent_empty, "Något behöver rättas"),
    "a draft": State("maria", listed_through("Haddad, Fatima", "Ny överenskommelse", "Fortsätt:"), "Kvar att skriva"),
    "a draft to throw away": State(
        "maria", listed_through("Haddad, Fatima", "Ny överenskommelse", "Kasta"), "går inte att få tillbaka"
    ),
    "an agreement to revise": State("anna", listed_through("Karlsson, Sven", "Ändra"), "Ändra överenskommelsen"),
    "versions for staff": State("anna", listed_through("Karlsson, Sven", "Tidigare versioner"), "Det här ändrades"),
    "an answer to write down": State(
        "maria", listed_through("Holmgren, Elsa", "Skriv ner patientens svar"), "Vad svarade patienten?"
    ),
    "something that a unit is asked for": State(
        "maria", listed_through("Andersson, Agda", "Svara om ni kan"), "Ni är tillfrågade"
    ),
    "an agreement to sign": State("anna", listed_through("Andersson, Agda", "Signera"), "patientdatalagen 3 kap."),
    "a promise that is kept": State("anna", listed_through("Karlsson, Sven", "Pricka av"), "Det här är gjort"),
    "a plan that was opened in an emergency": State(
        "jonas", at("/min-plan/"), "har öppnat din plan i en nödsituation."
    ),
    "what a patient has decided": State("jonas", at("/samtycken-och-sparrar/"), "Psykiatriska mottagningen Ekbacken"),
    "by what right staff read": State(
        "maria", listed_through("Wiklund, Jonas", "Åtkomst och spärrar"), "Därför ser ni planen"
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
    "the library, without what one seeks": State("mikael", looking_for("xyz"), "Det finns inget granskat"),
    "a text of the library": State("agda", through("Kunskap", "Min krisplan"), "Spara i min plan"),
    "a text that has expired": State("nora", of_the_library("Dricka lagom vid hjärtsvikt"), "inte längre granskad"),
    "a text to send back": State("nora", sending_back, "Vad behöver ändras?"),
    "knowledge to pin": State("anna", listed_through("Andersson, Agda", "Fäst kunskap"), "Fäst vid rubriken"),
    "the demo's phone": State("", at("/demo/telefon/"), "SMS"),
    "400": State("", broken(lambda request: errors.bad_request(request, ValueError())), "Sidan kunde inte visas"),
    "403": State("", broken(lambda request: errors.forbidden(request, ValueError())), "Du får inte göra det här"),
    "404": State("agda", at("/finns/inte/"), "Sidan finns inte"),
    "500": State("", broken(errors.server_error), "Något gick fel hos oss"),
    "503": State("", broken(errors.unavailable), "Tjänsten svarar inte just nu"),
    "a form from elsewhere": State("", without_cookies, "Formuläret var för gammalt"),
}
