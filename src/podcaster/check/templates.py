"""What should hold for the show's own templates, as far as it shows without filling them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, meta, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from podcaster.model.codes import finding
from podcaster.model.draft import Draft
from podcaster.model.facts import TemplateSource
from podcaster.model.findings import Finding, Place
from podcaster.model.message import Message, message
from podcaster.model.suggestions import nearest, suggestion
from podcaster.model.template_syntax import syntax_words
from podcaster.model.templates import (
    TEMPLATE_ATTRIBUTES,
    TEMPLATE_CONTEXT,
    TEMPLATE_FILTERS,
    TEMPLATE_GLOBALS,
)

_SUFFIX: Final = ".j2"

_NODES_WITH_TEMPLATES: Final = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)

#: Tests and filters that take what is not there.
_FORGIVING: Final = frozenset({"defined", "undefined", "default", "d"})

_WHERE: Final = message("the variables of each template stand in docs/reference/templates.md")


class _Reader(ImmutableSandboxedEnvironment):
    """Reads templates; what could grow without end is not worked out while reading."""

    intercepted_binops = frozenset({"*", "**", "%"})


@cache
def _environment() -> Environment:
    """Return an environment that only reads templates; it fills none, not even with constants."""
    return _Reader(trim_blocks=True, lstrip_blocks=True, optimized=False, finalize=_later)


@pass_context
def _later(_context: Context, value: object) -> object:
    """Keep Jinja from working out what is printed while it looks for variables."""
    return value


def _own(draft: Draft) -> Iterator[TemplateSource]:
    return (
        source
        for source in draft.templates.values()
        if source.own and source.name.endswith(_SUFFIX)
    )


def _parsed(draft: Draft) -> Iterator[tuple[TemplateSource, nodes.Template]]:
    """Yield those of the show's templates that can be understood."""
    for source in _own(draft):
        try:
            yield source, _tree(source)
        except (TemplateSyntaxError, RecursionError):
            continue


def _tree(source: TemplateSource) -> nodes.Template:
    """Return a template as a tree that can be walked to its ends.

    Raises:
        TemplateSyntaxError: If it can't be understood.
        RecursionError: If something in it is nested too deeply; `1+1+1...` is nested, too.
    """
    tree = _environment().parse(source.text, source.name, source.file)
    for _ in tree.find_all(nodes.Node):
        pass
    return tree


def _at_line(
    source: TemplateSource, line: int, word: str, code: str, what: Message, hint: Message | None
) -> Finding:
    """Return a finding at `word` in a line of a template."""
    lines = source.text.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
    place = Place(source.file, line, found.start() + 1, len(word)) if found else None
    return finding(code, place or Place(source.file, line), what, hint, source=text)


def templates_can_be_understood(draft: Draft) -> Iterator[Finding]:
    """A template's syntax is right."""
    for source in _own(draft):
        try:
            _tree(source)
        except RecursionError:
            what = message("the template is nested too deeply")
            yield _at_line(source, 1, "", "PC711", what, message("split it into smaller pieces"))
        except TemplateSyntaxError as error:
            what = syntax_words(str(error.message or ""))
            hint = message(
                "see whether each {opening} is closed, and each block has its end",
                opening="`{{` / `{%`",
            )
            yield _at_line(source, error.lineno, "", "PC711", what, hint)


def templates_use_what_they_are_given(draft: Draft) -> Iterator[Finding]:
    """A template uses only the variables it is given."""
    for source, tree in _parsed(draft):
        given = TEMPLATE_CONTEXT.get(source.name)
        if given is None:
            continue
        known = given | TEMPLATE_GLOBALS
        for name in sorted(_undeclared(tree) - known):
            line = next(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
            what = message("there is no variable `{name}`", name=name)
            yield _at_line(source, line, name, "PC712", what, _variable(name, given))


def _variable(name: str, given: frozenset[str]) -> Message:
    close = nearest(name, sorted(given))
    return message("did you mean `{close}`?", close=close) if close else _WHERE


def templates_use_what_values_hold(draft: Draft) -> Iterator[Finding]:
    """A template asks a variable only for what it holds."""
    for source, tree in _parsed(draft):
        if source.name not in TEMPLATE_CONTEXT:
            continue
        for line, variable, name in _asked(tree):
            what = message(
                "there is nothing called `{name}` in `{variable}`", name=name, variable=variable
            )
            close = nearest(name, sorted(TEMPLATE_ATTRIBUTES[variable]))
            hint = message("did you mean `{close}`?", close=close) if close else _WHERE
            yield _at_line(source, line, name, "PC712", what, hint)


def _asked(tree: nodes.Template) -> Iterator[tuple[int, str, str]]:
    """Yield line, variable and name wherever a variable is asked for what it does not hold.

    What the template gives a name of its own, and what it asks for only to see whether it is
    there, is left to whoever fills the template.
    """
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    unsure = {id(node.node) for node in tree.find_all((nodes.Test, nodes.Filter))
              if node.name in _FORGIVING}  # fmt: skip
    forgiven = {_way(node) for node in tree.find_all(nodes.Getattr) if id(node) in unsure}
    for node in tree.find_all(nodes.Getattr):
        variable, name = _way(node)
        known = TEMPLATE_ATTRIBUTES.get(variable)
        if known and variable not in own and name not in known and (variable, name) not in forgiven:
            yield node.lineno, variable, name


def _way(node: nodes.Getattr) -> tuple[str, str]:
    """Return variable and name of `variable.name`; "" for what is no variable."""
    return node.node.name if isinstance(node.node, nodes.Name) else "", node.attr


def _undeclared(tree: nodes.Template) -> set[str]:
    """Return the variables that have to be given; filters are not looked at here.

    Jinja finds variables by compiling, which stops at an unknown filter or test.
    """
    environment = _environment().overlay()
    mentioned = {node.name for node in tree.find_all((nodes.Filter, nodes.Test))}
    stand_ins: dict[str, Any] = dict.fromkeys(mentioned, str)
    environment.filters = stand_ins | environment.filters
    environment.tests = stand_ins | environment.tests
    tree.set_environment(environment)
    try:
        return meta.find_undeclared_variables(tree)
    except (TemplateSyntaxError, RecursionError):
        # What else compiling objects to shows when the template is filled.
        return set()


def templates_use_known_filters(draft: Draft) -> Iterator[Finding]:
    """A template uses only filters and tests that exist."""
    filters = TEMPLATE_FILTERS | set(_environment().filters) - {"random"}
    tests = set(_environment().tests)
    for source, tree in _parsed(draft):
        for node in tree.find_all((nodes.Filter, nodes.Test)):
            name = node.name
            is_filter = isinstance(node, nodes.Filter)
            known = filters if is_filter else tests
            if name in known:
                continue
            what = (
                message("there is no filter `{name}`", name=name)
                if is_filter
                else message("there is no test `{name}`", name=name)
            )
            close = nearest(name, sorted(known))
            hint = message("did you mean `{close}`?", close=close) if close else None
            yield _at_line(source, node.lineno, name, "PC712", what, hint)


def templates_include_what_exists(draft: Draft) -> Iterator[Finding]:
    """A template includes, imports and extends only templates that exist."""
    for source, tree in _parsed(draft):
        for line, name in _mentions(tree):
            if name not in draft.templates:
                what = message("there is no template `{name}`", name=name)
                hint = suggestion(name, sorted(draft.templates))
                yield _at_line(source, line, name, "PC712", what, hint)


def _mentions(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield line and name of the templates that a template mentions by name."""
    for node in tree.find_all(_NODES_WITH_TEMPLATES):
        wanted = getattr(node, "template", None)
        if isinstance(wanted, nodes.Const) and isinstance(wanted.value, str):
            yield node.lineno, wanted.value


def own_templates_replace_default_ones(draft: Draft) -> Iterator[Finding]:
    """A template has the name of a default one, or another template mentions it."""
    mentioned = {name for _, tree in _parsed(draft) for _, name in _mentions(tree)}
    defaults = sorted(
        source.name for source in draft.templates.values() if source.replaces or not source.own
    )
    for source in draft.templates.values():
        if source.own and not source.replaces and source.name not in mentioned:
            what = message("`{name}` replaces no template, so it changes nothing", name=source.name)
            close = nearest(source.name, defaults)
            hint = (
                message("did you mean `{close}`?", close=close)
                if close
                else message("give it the name of a default template, or remove it")
            )
            yield finding("PC713", Place(source.file), what, hint)
