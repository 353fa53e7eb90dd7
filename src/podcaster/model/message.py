"""Words for people, kept apart from the language they are said in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Gettext = Callable[[str], str]

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True)
class Message:
    """A sentence with gaps, and what fills them; the translation happens where it is printed.

    Attributes:
        template: The English sentence with `{name}` gaps; it is the key of the catalogue.
        values: What stands in the gaps.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING, hash=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process without the proxy around the values, which can't be pickled."""
        return _again, (self.template, dict(self.values))

    def __str__(self) -> str:
        """Say it in English."""
        return self.say(str)

    def filled(self, **values: object) -> Message:
        """Return it with gaps of these names filled anew, in the messages inside it, too."""
        mine = {
            name: values.get(name, value.filled(**values) if isinstance(value, Message) else value)
            for name, value in self.values.items()
        }
        return Message(self.template, MappingProxyType(mine))

    def say(self, gettext: Gettext) -> str:
        """Say it in the language that `gettext` speaks; nested messages follow.

        Only a person's words are substituted, so a brace in a title does no harm.
        """
        filled = {
            name: value.say(gettext) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return gettext(self.template).format_map(filled)


def message(template: str, /, **values: object) -> Message:
    """Make a `Message`; the catalogue's extractor looks for calls of this name."""
    return Message(template, MappingProxyType(values))


def decimal(number: float, digits: int = 1) -> Message:
    """Return a number for a gap, with the sign that parts it in each language."""
    whole, point, rest = f"{number:.{digits}f}".partition(".")
    if not point:  # infinity and NaN have no digits
        return Message(whole)
    return message("{whole}.{rest}", whole=whole, rest=rest)


def _again(template: str, values: Mapping[str, object]) -> Message:
    """Return a message that came from another process."""
    return Message(template, MappingProxyType(values))
