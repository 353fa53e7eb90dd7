"""Options and arguments that several commands share, and the types of their values."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from podcaster.errors import UsageError
from podcaster.model.message import Message, message


class OneOf(click.ParamType[str]):
    """One of some words, with a suggestion for what comes near, or why there are no others."""

    name = "word"

    def __init__(self, *words: str, hint: Message | None = None) -> None:
        self.words = words
        self.hint = hint

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return `value` if it is one of the words."""
        del param, ctx
        if value in self.words:
            return str(value)
        raise UsageError(
            message("`{value}` is none of {words}", value=value, words=", ".join(self.words)),
            hint=self.hint or suggestion(str(value), self.words),
        )

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the words."""
        del ctx, param
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class Number(click.ParamType[float]):
    """A number between two others."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return `value` as a number; a decimal comma is understood."""
        del ctx
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            self._refuse(value, param)
        if not self.low <= number <= self.high:
            self._refuse(value, param)
        return number

    def _refuse(self, value: object, param: click.Parameter | None) -> NoReturn:
        raise UsageError(
            message(
                "`{option}` takes a number from {low} to {high}, not `{value}`",
                option=max(param.opts, key=len) if param else "",
                low=self.low,
                high=self.high,
                value=value,
            )
        )


def suggestion(word: str, known: Sequence[str]) -> Message | None:
    """Return a hint that names what was probably meant."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return message("did you mean `{suggestion}`?", suggestion=near[0]) if near else None


def complete_slugs(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the folders of the show's episodes and news."""
    del param
    folder = Path(ctx.find_root().params.get("folder") or ".")
    names = {path.name for part in ("episodes", "news") for path in folder.glob(f"{part}/*/")}
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")

file_type = click.Path(path_type=Path)
