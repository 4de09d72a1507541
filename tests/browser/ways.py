"""How one comes to the pages that are looked at."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page, Response, Route

Way = Callable[[Page], Response | None]
LINK = """([html, where, words]) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const all = [...page.querySelectorAll(where)].flatMap(part => [...part.querySelectorAll("a[href]")]);
    const links = all.filter(link => !link.closest("[hidden], details:not([open])"));
    const said = link => link.textContent.replace(/\\s+/g, " ").trim();
    const found = links.find(link => said(link) === words) || links.find(link => said(link).startsWith(words));
    return found?.getAttribute("href");
}"""


def at(url: str) -> Way:
    return lambda page: page.goto(url)


def through(*links: str) -> Way:
    """Begin where the guest is led, and follow one link after the other."""
    return lambda page: _followed(page, "/", *links, where="main, nav")


def listed(name: str) -> Way:
    """Choose a patient in the unit's list."""
    return listed_through(name)


def listed_through(name: str, *links: str) -> Way:
    """Choose a patient in the unit's list, and follow one link after the other on their pages."""
    return lambda page: _followed(page, _address(page, "/patienter/", name, where="th"), *links)


def through_own(link: str) -> Way:
    """A link in one's own plan."""
    return lambda page: _followed(page, "/min-plan/", link)


def _followed(page: Page, url: str, *links: str, where: str = "main") -> Response | None:
    """Open what the links lead to, one after the other. The pages on the way are asked for, and not drawn."""
    for words in links:
        url = _address(page, url, words, where=where)
    return page.goto(url)


def _address(page: Page, url: str, words: str, *, where: str) -> str:
    """Where the first link of a page leads that says the words, or else begins with them: inside others they may stand
    as part of what somebody has written. A link that is folded away is none.
    """
    address = page.evaluate(LINK, [page.request.get(url).text(), where, words])
    assert address, f"{url} has no link that begins with {words}"
    return str(address)


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
        page.goto(_address(page, "/kunskap/redaktion/", title, where="main").replace("/redaktion/", "/"))

    return go


def refusing_again(page: Page) -> None:
    """At the address of a no, in a page that was left open."""
    page.goto("/min-plan/")
    asks = page.locator('section[aria-labelledby="disagreed"]').get_by_role("link", name="Jag har en fråga")
    page.goto((asks.first.get_attribute("href") or "").replace("/fraga/", "/nej/"))


def sending_back(page: Page) -> None:
    _followed(page, "/kunskap/redaktion/", "Granska ", "Skicka tillbaka")


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
