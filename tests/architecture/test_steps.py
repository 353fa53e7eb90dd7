"""The program on one screen: each step takes what the one above makes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

from podcaster.model.delivery import Delivery
from podcaster.pipeline import STEPS
from podcaster.settings import Settings
from podcaster.workspace import Workspace

#: What a step may use beside the thing it takes, by the word in the table.
BESIDE: dict[str, type] = {"workspace": Workspace, "settings": Settings}


def _types(function: Callable[..., Any]) -> tuple[Any, Any, Any]:
    """Return what `function` takes first, what it takes second, and what it makes."""
    hints = get_type_hints(function)
    first, second = list(inspect.signature(function).parameters)[:2]
    return hints[first], hints[second], hints["return"]


def test_each_step_takes_what_the_one_above_makes() -> None:
    types = [_types(step.function) for step in STEPS]

    assert types[0][0] is Path
    assert [above[2] for above, _ in pairwise(types)] == [below[0] for _, below in pairwise(types)]
    assert types[-1][2] is Delivery


def test_check_and_render_get_settings_only_and_the_others_the_workspace() -> None:
    for step in STEPS:
        assert _types(step.function)[1] is BESIDE[step.uses], step.name

    assert [step.name for step in STEPS if step.uses == "settings"] == ["check", "render"]


def test_a_step_is_called_like_its_room() -> None:
    for step in STEPS:
        assert step.function.__name__ == step.name
        assert step.function.__module__.startswith(f"podcaster.{step.name}")
