"""What the library has to show, as decided values: what is offered, found by words and by what it is for."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import Http404

from knowledge.body import Block, blocks_of
from knowledge.hosts import host_of, is_allowed
from knowledge.models import Kind, LifePhase, Phase, Resource, ResourceQuerySet
from people.shown import language_name

PAGE_SIZE = 20
SWEDISH = "swedish"
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Empty: everything."""

    words: str = ""
    phase: str = ""
    kind: str = ""
    language: str = ""
    easy_read: bool = False


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """`language` is a name, empty for Swedish; `lang` the code. `life_phase` is empty when it is for everybody."""

    id: UUID
    kind: str
    title: str
    summary: str
    phase: str
    life_phase: str
    lang: str
    language: str
    is_easy_read: bool
    source: str
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class Library:
    rows: tuple[ResourceRow, ...]
    page: Page[Resource]
    total: int


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """`body` and `link` are empty when it is not offered; `instead` is what to read in its place, if anything is."""

    row: ResourceRow
    is_offered: bool
    body: tuple[Block, ...]
    link: str
    host: str
    expires_on: date | None
    instead: ResourceRow | None


def search(wanted: Wanted, *, page: str, today: date) -> Library:
    """One page of what is offered, what fits the words best first. Two statements, however much there is."""
    paginator = Paginator(_found(wanted, today), PAGE_SIZE)
    found = paginator.get_page(page)
    return Library(tuple(map(row_of, found)), found, paginator.count)


def languages_offered(today: date) -> list[tuple[str, str]]:
    """Codes and names, of what there is something in."""
    codes = Resource.objects.offered(today).order_by().values_list("language", flat=True).distinct()
    return sorted(((code, language_name(code)) for code in codes), key=lambda each: each[1])


def find_offered(public_id: UUID, *, today: date) -> Resource:
    """Raises Http404."""
    return _first(Resource.objects.offered(today), public_id)


def find_published(public_id: UUID) -> Resource:
    """Offered or not any more. Raises Http404 for what has never been."""
    return _first(Resource.objects.published(), public_id)


def page_of(resource: Resource, *, today: date, is_draft: bool = False) -> ResourcePage:
    """`is_draft`: as it will be, for those who write it. To others nothing is shown of what is not offered."""
    is_offered = resource.is_offered(today)
    is_shown = is_offered or is_draft
    link = resource.link if is_shown and is_allowed(resource.link, resource.team.hosts) else ""
    instead = resource.replaced_by
    return ResourcePage(
        row=row_of(resource),
        is_offered=is_offered,
        body=blocks_of(resource.body) if is_shown else (),
        link=link,
        host=host_of(link),
        expires_on=resource.expires_on,
        instead=row_of(instead) if instead and instead.is_offered(today) else None,
    )


def row_of(resource: Resource) -> ResourceRow:
    is_swedish = resource.language == "sv"
    is_for_all = resource.life_phase == LifePhase.ANY
    return ResourceRow(
        id=resource.public_id,
        kind=str(Kind(resource.kind).label),
        title=resource.title,
        summary=resource.summary,
        phase=str(Phase(resource.phase).label),
        life_phase="" if is_for_all else str(LifePhase(resource.life_phase).label),
        lang=resource.language,
        language="" if is_swedish else language_name(resource.language).capitalize(),
        is_easy_read=resource.easy_read,
        source=resource.source,
        reviewed_on=resource.reviewed_on,
    )


def _found(wanted: Wanted, today: date) -> ResourceQuerySet:
    chosen = {name: value for name in ("phase", "kind", "language") if (value := getattr(wanted, name))}
    rows = Resource.objects.offered(today).filter(**chosen).defer("words", "body")
    if wanted.easy_read:
        rows = rows.filter(easy_read=True)
    if not wanted.words:
        return rows.order_by("title", "pk")
    query = _query(wanted.words)
    return rows.saying(query).order_by(SearchRank(F("words"), query).desc(), "title", "pk")


def _query(words: str) -> SearchQuery:
    """All of the words, each of which may go on: hjärt finds hjärtsvikt. Nothing but letters and digits goes in."""
    begun = " & ".join(f"{word}:*" for word in WORD.findall(words))
    return SearchQuery(begun, search_type="raw", config=SWEDISH)


def _first(rows: ResourceQuerySet, public_id: UUID) -> Resource:
    found = rows.filter(public_id=public_id).select_related("team", "replaced_by").defer("words").first()
    if found is None:
        raise Http404
    return found
