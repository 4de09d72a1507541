"""What a browser tells of a walk: addresses, referers, titles, headers, cookies, file names, error pages, console."""

from dataclasses import dataclass, field
from io import BytesIO

from playwright.sync_api import APIResponse, BrowserContext, Page, Request, Response
from pypdf import PdfReader

from tests.canary.sinks import Sinks

ERRORS = {400, 403, 404, 409, 429, 500, 502, 503}
FILES = (".pdf", ".csv", ".json")


@dataclass
class Ear:
    """`made_up`: somebody types addresses by hand, with whatever in them: those are not ours to answer for."""

    context: BrowserContext
    sinks: Sinks
    made_up: bool = False
    answers: list[Response] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context.on("request", self._asks)
        self.context.on("response", self._answered)
        self.context.on("console", lambda message: self.sinks.tell("browser: console", message.text))

    def _answered(self, answer: Response) -> None:
        self.answers.append(answer)

    def _asks(self, request: Request) -> None:
        self.asked.add((request.method, request.url))
        if not self.made_up:
            self.sinks.tell("browser: addresses", request.url)
            self.sinks.tell("browser: referers", request.headers.get("referer", ""))

    def listen(self, page: Page) -> None:
        """To what has come since the last time. The page itself is told by the last of its documents."""
        self.sinks.tell("browser: titles", page.title())
        answers, self.answers[:] = list(self.answers), []
        for answer in answers:
            self.statuses.append(answer.status)
            headers = (f"{each['name']}: {each['value']}" for each in answer.headers_array())
            self.sinks.tell("browser: headers", *headers)
        shown = [each.status for each in answers if each.request.resource_type == "document"]
        if shown:
            where = "browser: error pages" if shown[-1] in ERRORS else "allowed: pages"
            self.sinks.tell(where, page.content())

    def fetched(self, answer: APIResponse) -> None:
        """A file that was downloaded: its name, and its content, where marks must be."""
        self.asked.add(("GET", answer.url))
        self.sinks.tell("browser: addresses", answer.url)
        self.sinks.tell("browser: headers", *(f"{each['name']}: {each['value']}" for each in answer.headers_array))
        if answer.headers.get("content-type") == "application/pdf":
            read = PdfReader(BytesIO(answer.body()))
            self.sinks.tell("allowed: files", *(page.extract_text() for page in read.pages))
            self.sinks.tell("browser: titles", str(read.metadata))
        else:
            self.sinks.tell("allowed: files", answer.body())

    def leave(self, page: Page) -> None:
        """What stays in the browser when the person has gone."""
        self.listen(page)
        kept = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
        self.sinks.tell("browser: kept", str(self.context.cookies()), page.evaluate(kept))
        self.context.close()
