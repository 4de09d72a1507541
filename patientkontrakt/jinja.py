"""The Jinja environment of each language: what templates may use beside their arguments."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined] # no public name gives a plain str

from patientkontrakt.addresses import address
from patientkontrakt.pieces import Pieces, source_name


class Templates(Jinja2):
    """Django's backend, but a page is compiled in the language it speaks and need not look up what it always says."""

    by_language: Callable[[str], Environment]

    @property
    def env(self) -> Environment:
        return self.by_language(translation.get_language() or settings.LANGUAGE_CODE)

    @env.setter
    def env(self, made: Callable[[str], Environment]) -> None:
        """What `environments` gave, when the program started."""
        self.by_language = made


def environments(**options: Any) -> Callable[[str], Environment]:
    """The environment of a language, each made when it is first spoken."""
    return cache(lambda _language: _environment(**options))


def _environment(**options: Any) -> Environment:
    """An undefined variable is an error, everything is escaped, and a translation is Django's own."""
    env = _Speaker(
        loader=options["loader"],
        auto_reload=options["auto_reload"],
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    pieces = Pieces()
    env.globals.update(
        bar_of=import_string(settings.PATIENT_BAR),
        static=staticfiles_storage.url,
        url=address,
        language=translation.get_language,
    )
    env.filters.update(
        at_time=pieces.at_time,
        capital=capfirst,
        on_day=pieces.on_day,
        on_date=pieces.on_date,
        phone_link=pieces.phone_link,
        ask_line=pieces.ask_line,
        source_name=source_name,
        source_line=pieces.source_line,
    )
    return env


class _Context(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Most of what a page calls are macros, and `url`. They ask nothing of the context."""
        if type(called) is not Macro and called is not address:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class _Template(Template):
    """A page brings no globals of its own, so what it takes from another template is the same each time."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class _Spoken(CodeGenerator):
    """Compiles a template with its texts in the language of the moment, which is that of the environment."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 -- Jinja's name
        super().visit_Template(_Translation().visit(node), frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        """`_Speaker.put_out` instead of `escape`, where the page is escaped."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.put_out(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Speaker(Environment):
    """An environment that spends its time on what a page says, not on what Jinja also could."""

    code_generator_class = _Spoken
    context_class = _Context
    template_class = _Template
    # A plan asks for three thousand attributes. Those that are not there are errors, and none is an item of a mapping.
    getattr = staticmethod(getattr)  # type: ignore[assignment] # Jinja's would look for an item too

    @staticmethod
    def put_out(value: Any) -> str:
        """As `escape`, for what is only joined into a page: it need not be made Markup first, nor once more.

        A plan puts out more than a thousand values, and `escape` takes ten times longer to wrap one than to escape it.
        """
        kind = type(value)
        if kind is str:
            return escape_text(value)
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        return value.__html__() if hasattr(kind, "__html__") else escape_text(str(value))


class _Translation(NodeTransformer):
    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 -- Jinja's name
        """`_("…", name=value)` as Jinja's new style has it: marked safe, and always a format."""
        self.generic_visit(node)
        is_gettext = isinstance(node.node, nodes.Name) and node.node.name in {"_", "gettext"}
        if not (is_gettext and len(node.args) == 1 and isinstance(node.args[0], nodes.Const)):
            return node
        said = gettext(node.args[0].value)
        if not node.kwargs:
            return nodes.MarkSafe(nodes.Const(said % {}), lineno=node.lineno)
        values = [nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs]
        return nodes.Mod(nodes.MarkSafe(nodes.Const(said)), nodes.Dict(values), lineno=node.lineno)
