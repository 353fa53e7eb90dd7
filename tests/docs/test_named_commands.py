"""No page, help text or message names a command or an option that does not exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

import click
import pytest
from babel.messages.pofile import read_po

from podcaster.cli import COMMANDS, podcaster
from podcaster.cli.session import Session
from podcaster.errors import UsageError

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
CATALOGUE: Final = ROOT / "src/podcaster/locale/de/LC_MESSAGES/podcaster.po"

#: A line that somebody types, in a block, or a command between backticks in a sentence.
TYPED: Final = re.compile(r"^\s*(?:\S+=\S+ |\. |exec )*(podcaster .+)$", re.MULTILINE)
MENTIONED: Final = re.compile(r"`(podcaster\s[^`]+)`")
#: Where the shell takes over: what follows is not for the program.
SHELL: Final = frozenset({"|", ">", ">>", "<", "&&", ";"})
#: Words that stand for something else, as people write them.
LEFT_OPEN: Final = re.compile(r"…|\.\.\.|BEFEHL|COMMAND|\{command\}|\{name\}|\[OPTIONS\]|CODE|pub")


def typed_in(text: str) -> Iterator[str]:
    """Yield the lines of a page's blocks that call the program, whole."""
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from TYPED.findall(block)
    for block in re.findall(r"(?:^    .*\n)+", text, re.MULTILINE):
        yield from TYPED.findall(block)


def words_of(line: str) -> list[str]:
    """Return what the shell hands to the program, without its name."""
    words = shlex.split(line.replace("’", ""), comments=True)[1:]
    return [word for word in takewhile(lambda one: one not in SHELL, words) if word != "…"]


def understood(line: str, *, whole: bool) -> str:
    """Parse a command line as the program does, without running it.

    Args:
        line: With the program's name.
        whole: Whether it can be typed as it is; else arguments may be missing.

    Returns:
        What is wrong with it, or "".
    """
    words = words_of(line)
    try:
        group = podcaster.make_context("podcaster", words, obj=Session("en"))
        rest = [*group._protected_args, *group.args]
        if rest and not any(map(LEFT_OPEN.fullmatch, rest)):
            name, command, arguments = podcaster.resolve_command(group, rest)
            assert command
            command.make_context(name, arguments, parent=group)
    except click.MissingParameter as error:
        return str(error) if whole else ""
    except click.exceptions.Exit:
        return ""  # --help and --version
    except (click.UsageError, UsageError) as error:
        return str(error)
    return ""


def wrong(lines: Iterator[str], *, whole: bool) -> dict[str, str]:
    """Return the lines that the program would refuse, with what it would say."""
    said = {line: understood(line, whole=whole) for line in lines}
    return {line: words for line, words in said.items() if words}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_says_to_type_can_be_typed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert not wrong(typed_in(text), whole=True)
    assert not wrong(iter(MENTIONED.findall(text)), whole=False)


def test_messages_in_both_languages_name_commands_that_exist() -> None:
    with CATALOGUE.open("rb") as file:
        entries = [(str(entry.id), str(entry.string)) for entry in read_po(file) if entry.id]
    named = [line for pair in entries for text in pair for line in MENTIONED.findall(text)]

    assert len(named) > 100
    assert not wrong(iter(named), whole=False)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_examples_of_a_command_can_be_typed(command: object) -> None:
    examples = [line for line, _ in getattr(command, "examples", ())]
    calls = [one for line in examples for one in re.split(r" && | \| ", line)]
    ours = [one for one in calls if one.startswith("podcaster ")]

    assert ours
    assert not wrong(iter(ours), whole=True)


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("podcaster chek", True),
        ("podcaster check --profil apple", False),
        ("podcaster new", True),
        ("podcaster explain PC605 PC606 again", False),
        ("podcaster server lighttpd", True),
    ],
)
def test_what_the_program_does_not_know_is_found(line: str, whole: bool) -> None:
    assert understood(line, whole=whole)


def test_a_sentence_may_leave_out_what_a_line_needs() -> None:
    assert understood("podcaster new", whole=False) == ""
    assert understood("podcaster -C ORDNER …", whole=False) == ""
    assert understood("podcaster receiver > receiver.php", whole=True) == ""
