"""Mistakes on the command line, from click's words to ours."""

from __future__ import annotations

import click

from podcaster.errors import UsageError
from podcaster.model.message import Message, message


def usage_error(error: click.ClickException) -> UsageError:
    """Return what `error` means, with a hint."""
    return UsageError(_what(error), hint=_hint(error))


def _what(error: click.ClickException) -> Message:
    """Return what is wrong."""
    match error:
        case click.NoSuchOption(option_name=name):
            return message("there is no option `{option}`", option=name)
        case click.exceptions.NoSuchCommand(command_name=name):
            return message("there is no command `{command}`", command=name)
        case click.MissingParameter():
            return message("`{argument}` is missing", argument=_parameter(error))
        case click.BadOptionUsage(option_name=name) if _is_flag(error):
            return message("option `{option}` takes no value", option=name)
        case click.BadOptionUsage(option_name=name):
            return message("option `{option}` needs a value", option=name)
        case _:
            return _rarer(error.format_message())


def _rarer(reason: str) -> Message:
    """Return what click has no class of errors for."""
    if reason.startswith("Missing command"):
        return message("a command is missing")
    return message("the command line is wrong: {reason}", reason=reason)


def _hint(error: click.ClickException) -> Message:
    """Return what to do: the nearest word, or where help is."""
    name = getattr(error, "option_name", "")
    if name in {"-C", "--folder"}:
        return message("it stands before the command: `podcaster -C DIR COMMAND`")
    if name and (command := _command_that_takes(name, error)):
        return message(
            "it stands behind the command: `podcaster {command} {option}`",
            command=command,
            option=name,
        )
    if near := getattr(error, "possibilities", None):
        return message("did you mean `{suggestion}`?", suggestion=near[0])
    return message("`{command} --help` shows what there is", command=_command(error))


def _command_that_takes(option: str, error: click.ClickException) -> str:
    """Return the command that was meant, if `option` stands before it; else ""."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or not isinstance(context.command, click.Group):
        return ""
    takers = [
        name
        for name, command in context.command.commands.items()
        if any(option in parameter.opts for parameter in command.params)
    ]
    return "COMMAND" if len(takers) > 1 else "".join(takers)


def _parameter(error: click.MissingParameter) -> str:
    """Return how the missing parameter is written."""
    parameter = error.param
    if parameter is None:
        return ""
    option = max(parameter.opts, key=len)
    return option if isinstance(parameter, click.Option) else parameter.human_readable_name


def _is_flag(error: click.BadOptionUsage) -> bool:
    """Whether the option is one without a value."""
    parameters = error.ctx.command.params if error.ctx else []
    return any(
        isinstance(parameter, click.Option)
        and parameter.is_flag
        and error.option_name in parameter.opts + parameter.secondary_opts
        for parameter in parameters
    )


def _command(error: click.ClickException) -> str:
    """Return the command that was being read."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return context.command_path if context else "podcaster"
