"""Where templates run: they read values and print them, and can do nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    UndefinedError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Cycler, Joiner, missing
from markupsafe import Markup

from podcaster.model.facts import TemplateSource
from podcaster.model.templates import TEMPLATE_GLOBALS
from podcaster.model.typography import typeset
from podcaster.render.filters import FILTERS, say_in_template

#: Objects whose methods templates may call; everything else is only read. Models and paths are
#: left out on purpose: they have methods that reach the disk.
_OPEN_TYPES: Final = (
    str, int, float, list, tuple, dict, date, datetime, time,
    LoopContext, Cycler, Joiner,
)  # fmt: skip

#: Filters whose result changes from run to run.
_WITHOUT: Final = ("random",)

#: What Markdown would take for a mark, anywhere in a line and at its beginning.
_MARKS: Final = re.compile(r"([\\`*_\[\]<>&#~|])")
_LIST_MARKS: Final = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_ADDRESS: Final = re.compile(r"https?://\S+")


#: A format such as `%9999999d`, or one whose width is a value.
_WIDE: Final = re.compile(r"%[^a-zA-Z%]*(?:\*|\d{5})")

#: No page comes near: an hour's transcript has 0.1 million characters.
MOST_CHARACTERS: Final = 20_000_000
MOST_BITS: Final = 256

#: Numbers that all ranges of one page may hold together: nested loops multiply.
MOST_STEPS: Final = 1_000_000

#: What pads a text, as a method or a filter, and the widest that any page needs.
_PADDING: Final = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs", "indent"})
MOST_WIDTH: Final = 10_000


#: Attributes whose answer is remembered: pages ask for some hundreds; a template may make up more.
MOST_NAMES: Final = 4096


class TooMuchError(SecurityError):
    """A template makes more than any page holds."""


class UnknownNameError(UndefinedError):
    """A template asked for a name that nobody gave it.

    Attributes:
        name: What it asked for.
        owner: The object that has no such attribute, or `missing` for a variable.
    """

    def __init__(self, text: str | None = None, *, name: str = "", owner: object = missing) -> None:
        super().__init__(text)
        self.name = name
        self.owner = owner


class Unknown(StrictUndefined):
    """A name that nobody gave; it says so as soon as it is used."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,  # noqa: ANN401 - Jinja's own signature
        name: str | None = None,
        exc: Any = UndefinedError,  # noqa: ANN401 - Jinja's own signature
    ) -> None:
        if exc is UndefinedError:
            exc = partial(UnknownNameError, name=str(name), owner=obj)
        super().__init__(hint, obj, name, exc)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, closed further: only methods of plain values may be called.

    What multiplies is looked at first: a short template must not fill the memory.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    #: How many numbers the ranges of this page have held so far.
    steps: int = 0

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**settings)
        self._readable: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's own signature
        """Tell whether a template may read `attr` of `obj`: its type and the name decide.

        Pages read the same few attributes many thousand times; asking Jinja each time took a fifth
        of a build.
        """
        asked = type(obj), attr
        if (known := self._readable.get(asked)) is not None:
            return known
        found = super().is_safe_attribute(obj, attr, value)
        if len(self._readable) < MOST_NAMES:
            self._readable[asked] = found
        return found

    def count_up(self, *bounds: int) -> range:
        """Return a range, unless those of this page would hold too much together."""
        found = safe_range(*bounds)
        self.steps += len(found)
        if self.steps > MOST_STEPS:
            raise TooMuchError
        return found

    def call(self, context: Context, obj: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's own signature
        """Call `obj`, unless it would pad a text beyond any page."""
        if getattr(obj, "__name__", "") in _PADDING:
            _require_modest((*args, *named.values()))
        return super().call(context, obj, *args, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's own signature
        """Work out `left operator right`, unless it would become too large."""
        if _too_large(operator, left, right):
            raise TooMuchError
        return super().call_binop(context, operator, left, right)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's own signature
        """Tell whether a template may call `obj`; what is unknown says so when it is called."""
        if isinstance(obj, Unknown):
            return True
        ours = isinstance(obj, Macro | BlockReference) or any(
            obj is one for one in self.globals.values()
        )
        on_plain = isinstance(getattr(obj, "__self__", None), _OPEN_TYPES)
        looping = isinstance(obj, Joiner | LoopContext)
        return (ours or on_plain or looping) and super().is_safe_callable(obj)


def _require_modest(values: Iterable[object]) -> None:
    """Refuse widths that no page needs.

    Raises:
        TooMuchError: If one is asked for.
    """
    if any(value > MOST_WIDTH for value in values if isinstance(value, int)):
        raise TooMuchError


def _modest(pad: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that pads, and refuses widths that no page needs."""

    def padded(text: str, *args: object, **named: object) -> str:
        _require_modest((*args, *named.values()))
        return pad(text, *args, **named)

    return padded


def _too_large(operator: str, left: object, right: object) -> bool:
    """Tell whether a calculation would make more than a page holds."""
    if operator == "%":
        return isinstance(left, str) and bool(_WIDE.search(left))
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * right if operator == "**" else left.bit_length()
        return bits > MOST_BITS or right.bit_length() > MOST_BITS
    lengths = [len(one) for one in (left, right) if isinstance(one, str | list | tuple)]
    times = [one for one in (left, right) if isinstance(one, int)]
    return bool(lengths and times) and lengths[0] * times[0] > MOST_CHARACTERS


class _Sources(BaseLoader):
    """Finds templates among those that load has read."""

    def __init__(self, sources: Mapping[str, TemplateSource]) -> None:
        self.sources = sources

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja's own signature
        template: str,
    ) -> tuple[str, str, None]:
        """Return text and file of `template`."""
        if (source := self.sources.get(template)) is None:
            raise TemplateNotFound(template)
        return source.text, source.file, None


class _Compiled(BytecodeCache):
    """Keeps what templates were compiled to while the program runs; that takes half of a build.

    An entry is used only if the template's text is the same, which Jinja sees to.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket`, if there is something for it."""
        if (code := self._kept.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in `bucket`."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED: Final = _Compiled()


def sandbox(sources: Mapping[str, TemplateSource]) -> Sandbox:
    """Return an environment for `sources`; escaping follows the type of each document."""
    environment = Sandbox(
        loader=_Sources(sources),
        undefined=Unknown,
        autoescape=is_html,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    environment.filters.update(FILTERS)
    for name in _WITHOUT:
        del environment.filters[name]
    for name in sorted(_PADDING & environment.filters.keys()):
        environment.filters[name] = _modest(environment.filters[name])
    environment.globals["_"] = say_in_template
    environment.globals["range"] = environment.count_up
    environment.globals = {name: environment.globals[name] for name in sorted(TEMPLATE_GLOBALS)}
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


def is_html(name: str | None) -> bool:
    """Tell whether a template makes HTML, where every value is escaped."""
    return bool(name) and str(name).endswith(".html.j2")


def as_markdown(text: str) -> str:
    """Return `text` so that Markdown reads it as the words it is, and addresses as addresses."""
    if _ADDRESS.fullmatch(text):
        return text.translate({ord("("): "%28", ord(")"): "%29", ord("*"): "%2A"})
    return _LIST_MARKS.sub(_escaped_mark, _MARKS.sub(r"\\\1", text))


def _escaped_mark(match: re.Match[str]) -> str:
    """Escape a list's mark: `-` itself, of `1.` the point."""
    blanks, mark = match.groups()
    return f"{blanks}{mark}\\" if mark.isdigit() else f"{blanks}\\{mark}"


@pass_context
def _printed(context: Context, value: object) -> object:
    """Set what a page prints, and escape what a Markdown template does; text needs nothing."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if is_html(context.name):  # Jinja escapes it
        return typeset(value, str(context.get("language", "")))
    return as_markdown(value) if str(context.name).endswith(".md.j2") else value
