"""One server and one browser for each worker; a fresh browser context for each test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import Watch
from tests.browser.site import browsing, serving
from tests.databases import Databases

Visit = Callable[..., Page]
Logins = Callable[[str], Any]


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


@contextmanager
def visiting(chromium: Browser, site: str, logins: Logins) -> Iterator[Visit]:
    """A page of somebody's own browser. At the end it has complained of nothing and asked nobody else."""
    contexts, watches = [], []

    def of(guest: str = "", *, cut_off: tuple[str, ...] = (), **settings: Any) -> Page:
        state = logins(guest) if guest else None
        context = chromium.new_context(base_url=site, storage_state=state, reduced_motion="reduce", **settings)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(page, site, cut_off))
        return page

    yield of
    for context in contexts:
        context.close()
    assert [told for watch in watches for told in watch.complaints] == []


@pytest.fixture(scope="session")
def logins(chromium: Browser, site: str) -> Logins:
    return logging_in(chromium, site)


@pytest.fixture
def visit(chromium: Browser, site: str, logins: Logins) -> Iterator[Visit]:
    with visiting(chromium, site, logins) as visit:
        yield visit


@pytest.fixture
def visit_alone(chromium: Browser, databases: Databases, loaded_demo: str, tmp_path: Path) -> Iterator[Visit]:
    """For who changes what other tests look at."""
    with (
        demo_served(databases, loaded_demo, tmp_path) as site,
        visiting(chromium, site, logging_in(chromium, site)) as visit,
    ):
        yield visit
