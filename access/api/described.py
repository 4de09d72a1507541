"""The addresses as OpenAPI tells of them: what is sent, with which headers, and every answer there is."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentIdentity
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from access.api.bodies import HANDED, KEY, KEY_HEADER

View = Callable[..., Any]
Member = serializers.Field[Any, Any, Any, Any]
# What a form has for one writer alone: days counted from today. The rest are keys of those who may be named.
DAYS = ("latest", "next_latest", "follow_up_on", "on")
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 201, 412],
    description="The mark of what is shown. To be sent as If-Match with a change, and as If-None-Match to read again. "
    "With 412, that of what stands.",
)  # fmt: skip
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True,
    description="The ETag of what was read. It stands for the text that was read: what has been ticked off, asked or "
    "answered since does not make it stale. Missing or *: 428. Of a text that has changed: 412.",
)  # fmt: skip
ONCE = OpenApiParameter(
    KEY_HEADER, str, OpenApiParameter.HEADER,
    description="A UUID, or the member `key`. Becomes the row's id: sent twice, it gives the row that is there.",
)  # fmt: skip


class RefusalSerializer(serializers.Serializer[Any]):
    """`fields`: by name, for rows as care.0.who, the sentences about it. `summary`: what to do."""

    summary = serializers.CharField()


# A serializer has a `fields` of its own, so the member of that name is put in afterwards.
RefusalSerializer._declared_fields["fields"] = serializers.DictField(  # noqa: SLF001 -- see above
    child=serializers.ListField(child=serializers.CharField())
)

NOT_MODIFIED = 304
REFUSALS = {
    400: "Something in it must be mended, or it is no JSON.",
    403: "Not logged in, no token against forgery, or not the viewer's to do.",
    404: "It is not there, or not the viewer's to know of.",
    412: "Somebody was first, or it cannot be done any more: the ETag of what stands comes with the answer.",
    413: "Too large.",
    415: "No JSON.",
    428: "If-Match is missing.",
}


class ApiSchema(AutoSchema):
    """Named after the address: the same view answers at the patient's own and at that of who acts for the patient."""

    def get_operation_id(self) -> str:
        parts = self.path.strip("/").replace("{", "").replace("}", "").split("/")[2:]
        return "_".join([self.method.lower(), *parts]).replace("-", "_")

    def get_tags(self) -> list[str]:
        """The app."""
        return [type(self.view).__module__.partition(".")[0]]


class Named(OpenApiSerializerExtension):  # type: ignore[no-untyped-call] # it registers itself
    """A row of ours is more than the plan tells of it, and is not to be taken for that."""

    target_class = "access.api.shown.ShownSerializer"
    match_subclasses = True
    priority = 1

    def get_name(self, auto_schema: Any, direction: Any) -> str:
        return f"Api{self.target.dataclass_definition.dataclass_type.__name__}"

    def get_identity(self, auto_schema: Any, direction: Any) -> ComponentIdentity:
        return ComponentIdentity(  # type: ignore[no-untyped-call]
            ("api", self.target.dataclass_definition.dataclass_type)
        )

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # noqa: SLF001
        schema["description"] = self.target.dataclass_definition.dataclass_type.__doc__ or ""
        return schema


def told(
    says: str, answer: Any = None, *, sends: Any = None, status: tuple[int, ...] = (200,),
    headers: tuple[OpenApiParameter, ...] = (), etag: bool = False, may_refuse: tuple[int, ...] = (),
) -> Callable[[View], View]:  # fmt: skip
    """`answer` is a serializer, or None for an answer without a body."""
    refusals = {403, 404, *may_refuse, *({400, 413, 415} if sends else ())}
    if IF_MATCH in headers:
        refusals |= {412, 428}
    answers = {each: OpenApiResponse(answer) if answer else OpenApiResponse(description="Done.") for each in status}
    answers |= {each: OpenApiResponse(RefusalSerializer, REFUSALS[each]) for each in sorted(refusals)}
    if etag and not sends and IF_MATCH not in headers:
        answers[NOT_MODIFIED] = OpenApiResponse(description="If-None-Match names what is shown: nothing has changed.")
    parameters = [*headers, *((ETAG,) if etag else ())]
    return extend_schema(summary=says, request=sends, responses=answers, parameters=parameters)


def sent(name: str, form: type[forms.Form], *more: str) -> Any:
    """The body, as the form declares it. `more`: days, and keys of those who may be named."""
    return inline_serializer(name, fields=members(form, *more))


def members(
    form: type[forms.Form], *more: str, is_draft: bool = False, handed: Collection[str] = HANDED
) -> dict[str, Member]:
    """As `sent`. `handed`: fields that the form is handed, and nobody sends."""
    known = {each: field for each, field in form.base_fields.items() if each not in handed}
    told = {each: _member(field, is_needed=field.required and not is_draft) for each, field in known.items()}
    key = {KEY: serializers.UUIDField(required=False)} if KEY in form.base_fields and not is_draft else {}
    return {**told, **{each: _late(each) for each in more}, **key}


def _late(name: str) -> Member:
    if name in DAYS:
        return serializers.DateField(required=False, allow_null=True)
    return serializers.CharField(required=False, allow_null=True, help_text="One of those that may be named.")


def _member(field: Any, *, is_needed: bool) -> Member:
    said: dict[str, Any] = {"required": is_needed, "allow_null": not is_needed, "help_text": str(field.label)}
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return serializers.ChoiceField(choices=[key for key, _label in choices], **said)
    return serializers.CharField(max_length=field.max_length, allow_blank=not is_needed, **said)
