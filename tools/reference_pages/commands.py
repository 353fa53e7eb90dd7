"""The commands, from click's own description of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from podcaster.cli import podcaster
from podcaster.cli.frame import Command, paragraphs
from reference_pages.tables import code, page, table

INTRO: Final = """\
Results go to stdout, words to stderr. With `--json` a command prints everything the words say.
Exit codes: 0 done, 1 findings or failures, 2 usage or settings. Without a terminal nothing is
asked and no progress is drawn; `NO_COLOR` is honoured. Messages are German or English: `--lang`,
else `PODCASTER_LANG`, else the locale decides."""


def commands_page() -> str:
    """Return every command with its help, arguments, options and examples."""
    with click.Context(podcaster, info_name="podcaster") as context:
        common = f"## For all commands\n\n{_parameters(podcaster, context)}"
        return page("Commands", INTRO, common, *_commands(podcaster, context))


def _commands(group: click.Group, parent: click.Context) -> Iterator[str]:
    """Yield a section for each command that is not hidden, in the group's own order."""
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is not None and not command.hidden:
            with click.Context(command, info_name=name, parent=parent) as context:
                yield _section(command, context)


def _section(command: click.Command, context: click.Context) -> str:
    """Return one command: how it is called, what it does, with what."""
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    help_text = "\n\n".join(paragraphs(command.help))
    parts = [
        f"## {context.command_path}",
        f"    {usage}",
        help_text,
        _parameters(command, context),
        _examples(command),
    ]
    return "\n\n".join(part for part in parts if part)


def _parameters(command: click.Command, context: click.Context) -> str:
    """Return a table of arguments and options; what every command has is left out."""
    records = (
        parameter.get_help_record(context)
        for parameter in command.get_params(context)
        if not {"--help", "--lang"} & set(parameter.opts)
    )
    rows = [(code(record[0]), record[1]) for record in records if record]
    return table(("argument or option", "what it is"), rows) if rows else ""


def _examples(command: click.Command) -> str:
    examples = command.examples if isinstance(command, Command) else ()
    rows = [(code(line), meaning) for line, meaning in examples]
    return table(("example", "does"), rows) if rows else ""
