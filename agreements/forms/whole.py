"""The whole form: the headings and their rows, judged together, and kept as they were typed."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.forms.rows import ROWS, SAYS_NOTHING, each_form
from agreements.forms.writing import AgreementForm
from agreements.models import Draft
from agreements.responsible import Responsibles
from agreements.services import OWN_WORDS, AgreementText, DraftRead, has_blank

NOT_TYPED = {"key", "draft_revision", "told_of"}
MORE = 2
REST = "rest"
FOLDED = ("influence_times", "coordination", "relatives")
FOLDED_ROWS = ("steps", "watch")


class WholeForm:
    """`initial` has the names of the form, and for each kind of rows a list."""

    def __init__(
        self, data: QueryDict | None, responsibles: Responsibles, initial: Mapping[str, Any] | None = None
    ) -> None:
        first = {"window": uuid4(), **(initial or {})}
        data = _with_all_rows(data)
        self.data, self.responsibles = data, responsibles
        self.more = ""  # the kind of rows that more were just asked for
        self.main = AgreementForm(data, initial=first, responsibles=responsibles, auto_id="%s")
        self.rows = {
            prefix: rows(
                data,
                initial=first.get(prefix),
                form_kwargs={"responsibles": responsibles},
                prefix=prefix,
                auto_id="%s",
            )
            for prefix, rows in ROWS.items()
        }

    @classmethod
    def of_draft(cls, draft: Draft, responsibles: Responsibles) -> "WholeForm":
        """As it was last typed, in a window of its own."""
        data = typed_in(draft)
        data.update({"key": str(draft.public_id), "draft_revision": str(draft.revision), "window": str(uuid4())})
        return cls(data, responsibles)

    @property
    def key(self) -> UUID:
        """Of the draft, and of the agreement that it becomes. Asked of a form that has been judged."""
        key: UUID = self.main.cleaned_data["key"]
        return key

    @property
    def draft_read(self) -> DraftRead:
        return DraftRead(self.main.cleaned_data.get("draft_revision") or 0, self.main.data.get("window", ""))

    @property
    def forms(self) -> list[Any]:
        return [self.main, *(form for rows in self.rows.values() for form in each_form(rows))]

    @property
    def is_faulty(self) -> bool:
        return self.main.is_bound and any(form.errors for form in self.forms)

    @property
    def opened(self) -> frozenset[str]:
        """The parts that are folded as long as they are empty, and now hold text or an error."""
        rows = {prefix for prefix in FOLDED_ROWS if any(map(_holds, each_form(self.rows[prefix])))}
        boxes = {self.more} | ({REST} if any(_is_said_in(self.main[name]) for name in FOLDED) else set())
        return frozenset(rows | boxes)

    def is_valid(self) -> bool:
        """Whether it can become an agreement."""
        is_right = self.judge()
        return self._has_no_blanks() and is_right

    def judge(self) -> bool:
        """Word by word and day by day. A blank of a template may stand in what is read while it is written."""
        are_valid = all([self.main.is_valid(), *(rows.is_valid() for rows in self.rows.values())])
        if any(rows.non_form_errors() for rows in self.rows.values()):
            self.main.add_error(None, _("Alla rader kom inte med. Hämta sidan igen och skriv dem på nytt."))
        return self._says_something_in_rows() and are_valid

    def not_judged(self) -> "WholeForm":
        """The same form with nothing marked as wrong: it is being written."""
        for form in self.forms:
            form._errors = {}  # noqa: SLF001 -- what is being written is not judged yet
        return self

    def with_more(self, prefix: str) -> "WholeForm":
        """The same form with more rows of a kind."""
        data = self.typed_data()
        data[f"{prefix}-TOTAL_FORMS"] = str(min(self.rows[prefix].total_form_count() + MORE, self.rows[prefix].max_num))
        form = WholeForm(data, self.responsibles).not_judged()
        form.more = prefix
        return form

    def started(self) -> QueryDict:
        """What would be sent if it were sent now: of a new form, what it starts from."""
        if self.data is not None:
            return self.data
        data = QueryDict(mutable=True)
        for rows in self.rows.values():
            data.update({box.html_name: box.value() for box in rows.management_form})
        for form in self.forms:
            data.update({box.html_name: box.value() for box in form if box.value() is not None})
        return data

    def typed_data(self) -> QueryDict:
        return self.data.copy() if self.data is not None else QueryDict(mutable=True)

    def typed(self) -> dict[str, list[str]]:
        """What a draft keeps: what belongs to the form, as it was sent."""
        known = {name for name in self.main.fields if name not in NOT_TYPED}
        prefixes = tuple(f"{prefix}-" for prefix in ROWS)
        data = self.typed_data()
        return {name: data.getlist(name) for name in data if name in known or name.startswith(prefixes)}

    def text(self) -> AgreementText:
        """What is said where nothing is wrong; asked of a form that has been judged."""
        said = self.main.cleaned_data
        rows = {prefix: each_form(rows) for prefix, rows in self.rows.items()}
        return AgreementText(
            **{name: said.get(name) or "" for name in WORDS},
            patient_does=tuple(does for each in rows["patient"] if (does := each.does())),
            network_does=tuple(does for each in rows["network"] if (does := each.does())),
            care_does=tuple(does for each in rows["care"] if (does := each.does())),
            watch_for=tuple(watch for each in rows["watch"] if (watch := each.watch_for())),
            next_step=self.main.next_step(),
            later_steps=tuple(step for each in rows["steps"] if (step := each.later_step())),
            follow_up_on=said.get("follow_up_on"),
        )

    def blanks(self) -> Iterator[Any]:
        """The boxes in which something is left to be filled in, of those whose words become the agreement's."""
        for form in self.forms:
            for box in form:
                is_text = form is not self.main or box.name in OF_TEXT
                if is_text and has_blank(str(box.value() or "")):
                    yield box

    def _has_no_blanks(self) -> bool:
        blanks = tuple(self.blanks())
        for box in blanks:
            box.form.add_error(box.name, BLANK_LEFT)
        return not blanks

    def _says_something_in_rows(self) -> bool:
        """Required headings whose text stands in rows (domain.md §1.2)."""
        missing = [message for prefixes, message in SAID_IN_ROWS.items() if not self._is_said(prefixes)]
        for prefixes, message in SAID_IN_ROWS.items():
            if message in missing:
                self._ask_for_a_row(prefixes[0], message)
        return not missing

    def _ask_for_a_row(self, prefix: str, message: Any) -> None:
        if rows := each_form(self.rows[prefix]):
            rows[0].add_error("what", message)
        else:
            self.main.add_error(None, message)

    def _is_said(self, prefixes: tuple[str, ...]) -> bool:
        return any(form["what"].data for prefix in prefixes for form in each_form(self.rows[prefix]))


def typed_in(draft: Draft) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        data.setlist(name, values)
    return data


def _holds(row: Any) -> bool:
    return bool(row.errors) or any(_is_said_in(box) for box in row if box.name not in SAYS_NOTHING)


def _is_said_in(box: Any) -> bool:
    return bool(box.errors or str(box.value() or "").strip())


def _with_all_rows(data: QueryDict | None) -> QueryDict | None:
    """What was typed before the form had a kind of rows says nothing of them: it has none."""
    missing = [prefix for prefix in ROWS if data is not None and f"{prefix}-TOTAL_FORMS" not in data]
    if data is None or not missing:
        return data
    whole = data.copy()
    for prefix in missing:
        whole.update({f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"})
    return whole


BLANK_LEFT = _("Här står en lucka kvar, […] eller punkter. Fyll i den, eller ta bort raden.")
SAID_IN_ROWS = {
    ("patient", "network"): _("Skriv vad patienten eller nätverket gör."),
    ("care",): _("Skriv vad vården gör."),
}
WORDS = (
    "title", "what_matters", "turn_by_day", "turn_by_evening", "turn_in_emergency", "fixed_contacts",
    "no_fixed_contact_because", "no_next_step_because", "influence_times", "coordination", "relatives",
    "follow_up_how",
)  # fmt: skip
OF_TEXT = {*WORDS, "next_what"} - {OWN_WORDS}
