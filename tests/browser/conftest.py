"""One server and one browser for each worker; a fresh browser context for each test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import Watch
from tests.browser.site import browsing, serving
from tests.databases import Databases

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def site(
    django_db_blocker: Any, django_db_setup: None, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with django_db_blocker.unblock():
        template = databases.demo
    with (
        databases.copy(template) as database,
        serving(str(database), tmp_path_factory.mktemp("site") / "gunicorn.log") as url,
    ):
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="session")
def logins(chromium: Browser, site: str) -> Callable[[str], Any]:
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


@pytest.fixture
def visit(chromium: Browser, site: str, logins: Callable[[str], Any]) -> Iterator[Visit]:
    """A page of somebody's own browser. When the test ends it has complained of nothing and asked nobody else."""
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
