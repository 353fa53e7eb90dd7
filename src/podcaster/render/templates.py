"""The show's templates: rendered in a sandbox, every failure told with file, line and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from traceback import walk_tb
from typing import Final

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from podcaster.errors import TemplateError
from podcaster.model.facts import TemplateSource
from podcaster.model.findings import Place
from podcaster.model.message import Message, message
from podcaster.model.suggestions import nearest
from podcaster.model.template_syntax import syntax_words
from podcaster.model.templates import TEMPLATE_GLOBALS
from podcaster.render.characters import printable
from podcaster.render.sandbox import (
    MOST_CHARACTERS,
    Sandbox,
    TooMuchError,
    UnknownNameError,
    sandbox,
)

#: Jinja's sentences about filters and tests that do not exist.
_NO_SUCH: Final = re.compile(r"No (filter|test) named '(.+)'")

#: What may go wrong while a template is filled -> what is wrong, what to do.
_FAILURES: Final[tuple[tuple[tuple[type[Exception], ...], Message, Message], ...]] = (
    (
        (ZeroDivisionError,),
        message("the template divides by zero"),
        message("see before that the divisor is not 0"),
    ),
    (
        (RecursionError,),
        message("the template includes or calls itself without end"),
        message("remove the `include` or the call that leads back"),
    ),
    (
        (OverflowError,),
        message("the template counts too far"),
        message("a `range` takes 100000 steps at most"),
    ),
    (
        (TooMuchError, MemoryError),
        message("the template makes too much text"),
        message("at most {most} characters may come out of it", most=MOST_CHARACTERS),
    ),
    (
        (TimeoutError,),
        message("the template takes too long"),
        message("let its loops run over fewer things"),
    ),
)


@dataclass(frozen=True)
class Templates:
    """The templates of one show, ready to be filled.

    Attributes:
        sources: Name -> template, as load has read them.
    """

    sources: Mapping[str, TemplateSource]
    _environment: Sandbox = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_environment", sandbox(self.sources))

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """Fill the template `name` with `values`.

        Raises:
            TemplateError: Whatever goes wrong: the template is not ours to trust.
        """
        self._environment.steps = 0
        try:
            text = "".join(_bounded(self._environment.get_template(name).generate(values)))
        except Exception as error:  # any kind of error may come from a template
            raise self._refusal(name, values, error) from error
        return printable(text)

    def text(self, name: str) -> str:
        """Return a file that is no template, such as a script, as it was written."""
        return self.sources[name].text

    def _refusal(self, name: str, values: Mapping[str, object], error: Exception) -> TemplateError:
        what, hint = self._words(values, error)
        return TemplateError(what, place=self._place(name, error), hint=hint)

    def _place(self, name: str, error: Exception) -> Place:
        """Return the line of a template at which `error` came up, the innermost one."""
        if isinstance(error, jinja2.TemplateSyntaxError):
            return Place(error.filename or name, error.lineno)
        files = {source.file for source in self.sources.values()}
        lines = [
            Place(frame.f_code.co_filename, line)
            for frame, line in walk_tb(error.__traceback__)
            if frame.f_code.co_filename in files
        ]
        source = self.sources.get(name)
        return lines[-1] if lines else Place(source.file if source else name)

    def _words(
        self, values: Mapping[str, object], error: Exception
    ) -> tuple[Message, Message | None]:
        """Return what is wrong and what to do."""
        if isinstance(error, UnknownNameError):
            return _unknown(error, values)
        if isinstance(error, jinja2.TemplateNotFound):
            wanted = str(error.name)
            return message("there is no template `{name}`", name=wanted), _hint(
                wanted, self.sources
            )
        if isinstance(error, jinja2.TemplateSyntaxError):
            return self._syntax(error)
        for kinds, what, hint in _FAILURES:
            if isinstance(error, kinds):
                return what, hint
        if isinstance(error, SecurityError):
            reason = str(error).rstrip(".")
            return message("a template may not do this: {reason}", reason=reason), message(
                "print values and loop over them; leave everything else to the program"
            )
        reason = f"{type(error).__name__}: {error}"
        return message("the template can't be filled: {reason}", reason=reason), message(
            "see docs/reference/templates.md for what each value holds"
        )

    def _syntax(self, error: jinja2.TemplateSyntaxError) -> tuple[Message, Message | None]:
        reason = str(error.message).rstrip(".")
        if not (found := _NO_SUCH.match(reason)):
            return syntax_words(reason), None
        kind, name = found.groups()
        if kind == "test":
            what = message("there is no test `{name}`", name=name)
            return what, _hint(name, self._environment.tests)
        what = message("there is no filter `{name}`", name=name)
        return what, _hint(name, self._environment.filters)


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    """Yield `pieces` until they are too much for any page."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise TooMuchError
        yield piece


def _unknown(
    error: UnknownNameError, values: Mapping[str, object]
) -> tuple[Message, Message | None]:
    """Return the words for a name that nobody gave."""
    if error.owner is missing:
        what = message("there is no variable `{name}`", name=error.name)
        return what, _hint(error.name, {*values, *TEMPLATE_GLOBALS}, shown=sorted(values))
    names = [name for name in dir(error.owner) if not name.startswith(("_", "model_"))]
    what = message("there is nothing called `{name}` in this value", name=error.name)
    return what, _hint(error.name, names)


def _hint(name: str, known: Iterable[str], shown: Iterable[str] = ()) -> Message | None:
    """Return the nearest of the `known` names, else those to be `shown`."""
    if close := nearest(name, sorted(known)):
        return message("did you mean `{close}`?", close=close)
    listed = ", ".join(f"`{one}`" for one in shown)
    return message("possible here: {known}", known=listed) if listed else None
