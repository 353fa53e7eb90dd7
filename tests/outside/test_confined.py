"""A template that never ends, or wants all the memory, ends alone, with file and line."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from tests.outside.stubborn_kernel import doubled, summed
from tests.render.mastered_shows import a_mastered

from podcaster.errors import TemplateError
from podcaster.model.facts import TemplateSource
from podcaster.model.mastered import Mastered
from podcaster.outside.confined import _WAITING, Limits, confined, one_ahead
from podcaster.render import render

#: Small enough for a quick test, large enough for three episodes.
LIMITS = Limits(cpu_s=2, memory_bytes=400 << 20)


def _with_own(text: str, name: str = "news.md.j2") -> Mastered:
    """Return a show with a template of its own."""
    mastered = a_mastered()
    draft = mastered.checked.draft
    own = TemplateSource(name, f"templates/{name}", text, own=True, replaces=True)
    return replace(
        mastered,
        checked=replace(
            mastered.checked, draft=replace(draft, templates={**draft.templates, name: own})
        ),
    )


def test_the_same_comes_out_as_without_limits() -> None:
    mastered = _with_own("Neu: {{ episode.title }}")

    apart = confined(render, mastered, mastered.settings, limits=LIMITS)

    assert apart == render(mastered, mastered.settings)


@pytest.mark.parametrize(
    ("text", "what", "place"),
    [
        (
            (
                "a\n{% for a in range(1000) %}{% for b in range(990) %}\n"
                "{% for c in 'x' * 10000 %}{% endfor %}{% endfor %}{% endfor %}"
            ),
            "the template takes too long",
            "templates/news.md.j2:3",
        ),
        (
            (
                "\n\n{% set n = namespace(t='x' * 9000000) %}{% for a in range(99) %}\n"
                "{% set n.t = n.t ~ n.t %}{% endfor %}"
            ),
            "the template makes too much text",
            "templates/news.md.j2:4",
        ),
        (
            (
                "{% set n = namespace(t=[]) %}\n{% for a in range(99999) %}"
                "{% set n.t = [n.t, 'x' * 100000 ~ a] %}{% endfor %}"
            ),
            "the template makes too much text",
            "templates/news.md.j2:2",
        ),
        ("{{ nobody }}", "there is no variable `nobody`", "templates/news.md.j2:1"),
    ],
    ids=["an endless loop", "a gigabyte at once", "a gigabyte bit by bit", "an unknown name"],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows ends it by the clock, without a line")
def test_it_ends_with_file_and_line_and_nothing_else_suffers(
    text: str, what: str, place: str
) -> None:
    mastered = _with_own(text)

    with pytest.raises(TemplateError) as caught:
        confined(render, mastered, mastered.settings, limits=LIMITS)

    assert str(caught.value.what) == what
    assert str(caught.value.place) == place
    assert caught.value.hint


def test_a_call_that_never_comes_back_is_ended_too() -> None:
    with pytest.raises(TemplateError, match="takes too long or needs too much memory"):
        confined(sum, range(10**12), limits=replace(LIMITS, cpu_s=1, grace_s=1))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_where_the_kernel_limits_no_memory_time_still_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFUSED", "RLIMIT_AS")

    assert confined(doubled, 21, limits=LIMITS) == 42
    with pytest.raises(TemplateError, match="takes too long"):
        confined(summed, range(10**12), limits=replace(LIMITS, cpu_s=1, grace_s=1))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_a_limit_that_can_not_be_set_is_not_blamed_on_a_template(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REFUSED", "RLIMIT_AS RLIMIT_CPU")

    with pytest.raises(RuntimeError, match="current limit exceeds maximum limit"):
        confined(doubled, 21, limits=LIMITS)


def test_what_is_wrong_with_the_program_itself_is_not_blamed_on_a_template() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        confined(divmod, 1, 0, limits=LIMITS)


def test_secrets_stay_with_the_process_that_needs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODCASTER_LINKEDIN_TOKEN", "hidden")
    monkeypatch.setenv("OTHER", "seen")

    assert confined(os.getenv, "PODCASTER_LINKEDIN_TOKEN", limits=LIMITS) is None
    assert confined(os.getenv, "OTHER", limits=LIMITS) == "seen"


def test_a_process_that_waits_takes_the_next_call_and_none_is_left() -> None:
    mastered = _with_own("Neu: {{ episode.title }}")

    with one_ahead(render) as start:
        start()
        start()
        taken = confined(render, mastered, mastered.settings, limits=LIMITS)
        assert not _WAITING
        start()
        (waiting,) = _WAITING.values()

    assert taken == render(mastered, mastered.settings)
    assert not _WAITING
    assert waiting.poll() is not None
