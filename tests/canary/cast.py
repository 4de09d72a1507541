"""Who walks, where they begin, and how each of them comes in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Page

from tests.canary.marks import NUMBER
from tests.canary.story import FAMILY, GIVEN, PATIENT, PROXY


@dataclass(frozen=True)
class Part:
    """`plan` is the marked patient's public id, which stands in addresses."""

    name: str
    comes_in: Callable[[Page], None]
    starts: Callable[[str], tuple[str, ...]]


def by_broker(broker: str, who: str) -> Callable[[Page], None]:
    """With OpenID Connect, as in earnest."""

    def come(page: Page) -> None:
        page.goto("/")
        page.locator(f'form[action="/logga-in/{broker}/"] button').click()
        page.get_by_role("button", name=who).click()
        page.wait_for_url("**/127.0.0.1:*/**")

    return come


def by_demo(guest: str) -> Callable[[Page], None]:
    def come(page: Page) -> None:
        page.goto("/")
        form = page.locator('form[action^="/demo/logga-in/"]').first
        form.evaluate("(form, guest) => { form.action = `/demo/logga-in/${guest}/`; }", guest)
        form.get_by_role("button").click()
        page.wait_for_load_state()

    return come


def searching(page: Page) -> None:
    """The number in the unit's search: it is in no address afterwards."""
    page.goto("/patienter/")
    page.get_by_label("Personnummer eller samordningsnummer").fill(NUMBER.value)
    page.get_by_role("button", name="Sök patient").click()
    page.wait_for_load_state()


def of_patient(plan: str) -> tuple[str, ...]:
    return ("/min-plan/", "/min-plan/utskrift.pdf", "/api/v1/plans/me/", "/")


def of_proxy(plan: str) -> tuple[str, ...]:
    return (f"/min-plan/{plan}/", f"/min-plan/{plan}/utskrift.pdf", "/")


def of_staff(plan: str) -> tuple[str, ...]:
    """Some pages are led to only when something is wrong or hidden: there one comes by the address."""
    hidden = tuple(reverse(name, kwargs={"patient": plan}) for name in ("open_elsewhere", "see_places"))
    return (f"/patient/{plan}/", "/patienter/", reverse("first_contact"), reverse("open_somebody"), *hidden, "/")


def of_office(plan: str) -> tuple[str, ...]:
    return ("/granska/", "/drift/", f"/patient/{plan}/", "/")


def of_editor(plan: str) -> tuple[str, ...]:
    return (reverse("editorial"), "/")


NURSE = Part("nurse", by_broker("personal", "Anna Berg"), of_staff)
SCHEDULER = Part("scheduler", by_demo("lena"), of_staff)
MANAGER = Part("unit manager", by_demo("helena"), of_staff)
SEARCHING = (NURSE, SCHEDULER, MANAGER)
CAST = (
    Part("patient", by_broker("patient", f"{GIVEN} {FAMILY}"), of_patient),
    Part("proxy", by_demo(PROXY), of_proxy),
    *SEARCHING,
    Part("reviewer", by_demo("per"), of_office),
    Part("administrator", by_demo("eva"), of_office),
    Part("editor", by_demo("nora"), of_editor),
)
# Comes when the others have written.
AGAIN = Part("patient who is back", by_demo(PATIENT), of_patient)
