"""One server and one browser for each worker; a fresh browser context for each test that does something."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.looking import READY_TO_LOOK, Eyes, Look, Watch
from tests.browser.site import browsing, serving
from tests.databases import Databases

Visit = Callable[..., Page]
Logins = Callable[[str], Any]
ComesIn = Callable[..., BrowserContext]
KeptPages = Callable[..., Page]
PHONE: ViewportSize = {"width": 320, "height": 900}
# Where a page rests between two guests. To about:blank it would go with a new process, and another one back.
REST = "/health/live"


@pytest.fixture(scope="session")
def loaded_demo(django_db_blocker: Any, django_db_setup: None, databases: Databases) -> str:
    with django_db_blocker.unblock():
        return databases.demo


@contextmanager
def demo_served(databases: Databases, demo: str, folder: Path) -> Iterator[str]:
    """A copy of the demo, and the program that shows it."""
    with databases.copy(demo) as database, serving(str(database), folder / "gunicorn.log") as url:
        yield url


@pytest.fixture(scope="session")
def site(databases: Databases, loaded_demo: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_served(databases, loaded_demo, tmp_path_factory.mktemp("site")) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def logging_in(chromium: Browser, site: str) -> Logins:
    """The cookies of a guest, who logs in once."""
    kept: dict[str, Any] = {}

    def of(guest: str) -> Any:
        if guest not in kept:
            context = chromium.new_context(base_url=site, java_script_enabled=False)
            page = context.new_page()
            page.goto("/")
            page.locator(f'form[action="/demo/logga-in/{guest}/"] button').click()
            kept[guest] = context.storage_state()
            context.close()
        return kept[guest]

    return of


def with_browsers(chromium: Browser, site: str, logins: Logins) -> ComesIn:
    """A guest comes with a browser that has never been here before."""

    def of(guest: str, **settings: Any) -> BrowserContext:
        state = logins(guest) if guest else None
        context = chromium.new_context(base_url=site, storage_state=state, reduced_motion="reduce", **settings)
        context.set_default_timeout(15_000)
        return context

    return of


@contextmanager
def visiting(site: str, comes_in: ComesIn) -> Iterator[Visit]:
    """A page of somebody's. At the end it has complained of nothing and asked nobody else."""
    watches = []

    def of(guest: str = "", *, cut_off: tuple[str, ...] = (), **settings: Any) -> Page:
        page = comes_in(guest, **settings).new_page()
        watches.append(Watch(page, site, cut_off))
        return page

    yield of
    for watch in watches:
        watch.page.close()
    assert [told for watch in watches for told in watch.complaints] == []


@contextmanager
def visiting_anew(chromium: Browser, site: str, logins: Logins) -> Iterator[Visit]:
    comes_in, contexts = with_browsers(chromium, site, logins), []

    def of(guest: str, **settings: Any) -> BrowserContext:
        contexts.append(comes_in(guest, **settings))
        return contexts[-1]

    with visiting(site, of) as visit:
        yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def logins(chromium: Browser, site: str) -> Logins:
    return logging_in(chromium, site)


@pytest.fixture
def visit(chromium: Browser, site: str, logins: Logins) -> Iterator[Visit]:
    with visiting_anew(chromium, site, logins) as visit:
        yield visit


@pytest.fixture
def visit_alone(chromium: Browser, databases: Databases, loaded_demo: str, tmp_path: Path) -> Iterator[Visit]:
    """For who changes what other tests look at."""
    with (
        demo_served(databases, loaded_demo, tmp_path) as site,
        visiting_anew(chromium, site, logging_in(chromium, site)) as visit,
    ):
        yield visit


@pytest.fixture(scope="session")
def kept_pages(chromium: Browser, site: str, logins: Logins) -> KeptPages:
    """One page for all who only look, with JavaScript and without: it has the letters, the styles and axe already."""
    kept: dict[str, Page] = {}

    def of(**settings: Any) -> Page:
        how = str(settings)
        if how not in kept:
            context = with_browsers(chromium, site, logins)("", **settings)
            context.add_init_script(READY_TO_LOOK)
            kept[how] = context.new_page()
        return kept[how]

    return of


@pytest.fixture
def look_in(site: str, kept_pages: KeptPages, logins: Logins) -> Iterator[Visit]:
    """For who only looks, one guest at a time: they take the page over from the last one."""
    watches: list[Watch] = []

    def of(guest: str = "", **settings: Any) -> Page:
        page = kept_pages(**settings)
        page.set_viewport_size(PHONE)
        page.context.clear_cookies()
        page.context.add_cookies(logins(guest)["cookies"] if guest else [])
        watches.append(Watch(page, site))
        return page

    yield of
    for watch in watches:
        watch.page.unroute_all()
        watch.page.goto(REST)
        watch.ends()
    assert [told for watch in watches for told in watch.complaints] == []


@pytest.fixture(scope="session")
def faults_on(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Look:
    """The workers of one run share a folder; whoever is alone has nobody to tell."""
    is_alone = worker_id == "master"
    return Eyes(notebook=None if is_alone else tmp_path_factory.getbasetemp().parent / "good_looks").faults_on
