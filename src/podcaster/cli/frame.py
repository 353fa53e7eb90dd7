"""What click's commands get here: help in the person's language, examples, plain errors."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import click

from podcaster.cli.language import LANGUAGES
from podcaster.cli.options import OneOf
from podcaster.cli.session import session_of
from podcaster.errors import UsageError
from podcaster.model.message import message

#: Command line -> what it does.
Examples = Sequence[tuple[str, str]]

#: Help is as wide as the terminal, up to this.
HELP_WIDTH = 100


class Command(click.Command):
    """A command whose help is translated and ends with examples."""

    def __init__(
        self,
        name: str | None,
        examples: Examples = (),
        **attributes: Any,  # noqa: ANN401 - click's own, passed on
    ) -> None:
        super().__init__(name, **attributes)
        self.examples = examples
        self.params.append(language_option())
        self.context_settings.setdefault("max_content_width", HELP_WIDTH)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and object to what is left over in our words."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not ctx.resilient_parsing and not isinstance(self, click.Group):
            raise UsageError(
                message("`{argument}` is one argument too many", argument=rest[0]),
                hint=message("`{command} --help` shows what there is", command=ctx.command_path),
            )
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        gettext = session_of(ctx).gettext
        pieces = " ".join(gettext(piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=gettext("Usage:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        for text in paragraphs(self.help):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(session_of(ctx).gettext(text))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the arguments mean."""
        gettext = session_of(ctx).gettext
        self._format_records(ctx, formatter, gettext("Arguments"), click.Argument)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the options do."""
        gettext = session_of(ctx).gettext
        self._format_records(ctx, formatter, gettext("Options"), click.Option)

    def _format_records(
        self,
        ctx: click.Context,
        formatter: click.HelpFormatter,
        title: str,
        kind: type[click.Parameter],
    ) -> None:
        gettext = session_of(ctx).gettext
        params = [param for param in self.get_params(ctx) if isinstance(param, kind)]
        records = [
            (record[0], " ".join((param.help or "").split()))
            for param in params
            if (record := param.get_help_record(ctx))
        ]
        if records:
            with formatter.section(title):
                formatter.write_dl([(name, gettext(text)) for name, text in records])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        gettext = session_of(ctx).gettext
        if self.examples:
            with formatter.section(gettext("Examples")):
                rows = [(line, gettext(meaning)) for line, meaning in self.examples]
                formatter.write_dl(rows, col_max=60)


class Group(Command, click.Group):
    """The command that holds the others."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and what the commands do."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first paragraph of its help."""
        gettext = session_of(ctx).gettext
        with formatter.section(gettext("Commands")):
            formatter.write_dl(
                [(name, gettext(paragraphs(it.help)[0])) for name, it in self.commands.items()]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of an editor's day, not of the alphabet."""
        del ctx
        return list(self.commands)


def paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a help text, each in one line; they are the catalogue's keys."""
    blocks = inspect.cleandoc(text or "").split("\n\n")
    return [" ".join(block.split()) for block in blocks]


def language_option() -> click.Option:
    """Return `--lang`; it was read before parsing began, so here it is only checked."""
    return click.Option(
        ["--lang"],
        type=OneOf(*LANGUAGES),
        expose_value=False,
        metavar="|".join(LANGUAGES),
        help="Language of messages; default: PODCASTER_LANG, or the locale.",
    )
