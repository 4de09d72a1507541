"""What happens beside the way: somebody is away from the screen, browsers report, and others speak no proper HTTP."""

import socket

from playwright.sync_api import Page

from tests.canary.marks import MOBILE, NUMBER, said

REPORT = """([words, number]) => fetch("/csp-rapport/", {
    method: "POST", headers: {"Content-Type": "application/csp-report"},
    body: JSON.stringify({"csp-report": {
        "document-uri": `${location.origin}/patient/${number}/?q=${words}`, "script-sample": words,
        "blocked-uri": `https://elsewhere.example/${number}`, "effective-directive": "script-src",
    }}),
})"""

BADLY_SAID = (
    f"GET /patient/{NUMBER.value}/ HTTP/9.9\r\n\r\n",
    f"GET /?q={MOBILE}\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: {NUMBER.value}.example\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX {MOBILE}: 1\r\n\r\n",
)


def speaks_badly(port: int) -> None:
    """What gunicorn refuses by itself, and says so."""
    for words in BADLY_SAID:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(words.encode())
            line.recv(65536)


def reports(page: Page) -> None:
    """A browser tells what stood on the page, whoever sent it there."""
    page.evaluate(REPORT, [said("reported"), NUMBER.value])


def stays_a_little(page: Page, url: str) -> None:
    page.clock.install()
    page.goto(url)
    page.clock.fast_forward("13:30")
    page.get_by_role("button", name="Ja, fortsätt").click()


def goes_for_coffee(page: Page, url: str) -> None:
    """What is written goes to the server, and the page away. The clock is hers since she stayed a little."""
    page.goto(url)
    page.locator("main form textarea").first.fill(said("left on the screen"))
    with page.expect_navigation():
        page.clock.fast_forward("20:00")
