"""The body of a text, as blocks to put out: headings (## …), lists (- …) and paragraphs. Nothing in it is HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

HEADING, LIST, PARAGRAPH = "heading", "list", "paragraph"
MARKS = {"## ": HEADING, "- ": LIST}


@dataclass(frozen=True, slots=True)
class Block:
    """`lines`: one for each item of a list, else a single one."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(body: str) -> tuple[Block, ...]:
    return tuple(_blocks([line.strip() for line in body.splitlines()]))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, _kind_of):
        said = tuple(_words_of(line) for line in group)
        if kind == LIST:
            yield Block(LIST, said)
        elif kind == HEADING:
            yield from (Block(HEADING, (line,)) for line in said)
        elif kind == PARAGRAPH:
            yield Block(PARAGRAPH, (" ".join(said),))


def _kind_of(line: str) -> str:
    return next((kind for mark, kind in MARKS.items() if line.startswith(mark)), PARAGRAPH if line else "")


def _words_of(line: str) -> str:
    mark = next((mark for mark in MARKS if line.startswith(mark)), "")
    return line.removeprefix(mark).strip()
