"""What checks know of templates is what templates have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.render.mastered_shows import a_mastered, default_templates

from podcaster.model.show import Show
from podcaster.model.templates import (
    TEMPLATE_ATTRIBUTES,
    TEMPLATE_CONTEXT,
    TEMPLATE_FILTERS,
    TEMPLATE_GLOBALS,
)
from podcaster.render.files import PictureView
from podcaster.render.filters import FILTERS
from podcaster.render.news import ItemView
from podcaster.render.pages import PageView
from podcaster.render.sandbox import sandbox
from podcaster.render.templates import Templates
from podcaster.render.views import EpisodeView
from podcaster.settings import SiteSettings


def test_the_names_that_checks_know_are_those_that_templates_have() -> None:
    assert set(FILTERS) == TEMPLATE_FILTERS
    assert set(sandbox({}).globals) == TEMPLATE_GLOBALS


def test_the_attributes_that_checks_know_are_those_that_values_have() -> None:
    kinds: dict[str, type] = {
        "show": Show,
        "site": SiteSettings,
        "episode": EpisodeView,
        "item": ItemView,
        "page": PageView,
        "cover": PictureView,
    }
    offered = {variable: _offered(kind) for variable, kind in kinds.items()}

    assert offered == TEMPLATE_ATTRIBUTES


def _offered(kind: type) -> set[str]:
    own = {name for name, it in vars(kind).items() if isinstance(it, property) or callable(it)}
    written = set(getattr(kind, "model_fields", getattr(kind, "__dataclass_fields__", {})))
    return {name for name in own | written if not name.startswith(("_", "model_"))}


def test_every_template_of_the_package_has_its_variables_in_the_table() -> None:
    names = {name for name in default_templates() if name.endswith(".j2")}

    assert names == set(TEMPLATE_CONTEXT)


def test_templates_use_only_the_variables_that_the_table_promises() -> None:
    used = {
        name: _undeclared(source.text)
        for name, source in default_templates().items()
        if name.endswith(".j2")
    }

    assert {name: extra for name, names in used.items() if (extra := names - _given(name))} == {}


def _given(name: str) -> frozenset[str]:
    return TEMPLATE_CONTEXT[name] | TEMPLATE_GLOBALS


def _undeclared(text: str) -> set[str]:
    from jinja2 import meta  # noqa: PLC0415 - needed here only

    return meta.find_undeclared_variables(sandbox({}).parse(text))


class _Recorder(Templates):
    """Keeps the names of the variables each template was given."""

    given: dict[str, set[str]] = {}  # noqa: RUF012 - shared on purpose, one test uses it

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        self.given.setdefault(name, set()).update(values)
        return super().render(name, values)


def test_templates_are_given_what_the_table_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    from podcaster.render import embeds, fragments, news, pages  # noqa: PLC0415 - patched here only

    for module in (embeds, fragments, news, pages):
        monkeypatch.setattr(module, "Templates", _Recorder)
    mastered = a_mastered()
    pages.render_pages(mastered, mastered.settings)
    fragments.render_fragments(mastered, mastered.settings)
    news.announcements(mastered, mastered.settings)
    embeds.render_embeds(mastered, mastered.settings)

    for name, values in _Recorder.given.items():
        assert values >= TEMPLATE_CONTEXT[name], name
