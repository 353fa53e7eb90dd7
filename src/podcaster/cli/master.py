"""`podcaster master`: one file to its target, outside any show."""

from __future__ import annotations

from dataclasses import asdict, replace
from math import isinf
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from podcaster.cli.columns import in_columns
from podcaster.cli.figures import level, readings, titles
from podcaster.cli.frame import Command
from podcaster.cli.mastering_report import require_reports, write_reports
from podcaster.cli.options import Number, OneOf, file_type, json_option
from podcaster.cli.reports import finding_rows, mastered_row
from podcaster.cli.session import Session
from podcaster.errors import UsageError
from podcaster.model.audio import TARGETS, AudioFormat, Encoding, MasteredFile, Target, missed_by_lu
from podcaster.model.findings import Place
from podcaster.model.message import message
from podcaster.model.off_target import why_off_target

if TYPE_CHECKING:
    from podcaster.model.mastered_sound import Account, MasteredSound
    from podcaster.model.treatment import Treatment

#: The names of `model.treatment.PRESETS`, which takes too long to load for help.
PRESETS: Final = ("as-is", "speech", "music")
#: Columns that hold figures.
FIGURES = frozenset(range(1, 9))


class Wishes(TypedDict):
    """What the options of `master` say."""

    file: Path
    output: Path
    target: str
    lufs: float | None
    ceiling: float | None
    bitrate: float | None
    vbr: float | None
    mono: bool | None
    preset: str | None
    treatment: Path | None
    report: tuple[Path, ...]


@click.command(
    cls=Command,
    examples=(
        ("podcaster master talk.wav -o talk.mp3", "to -16 LUFS, at most -1 dBTP"),
        ("podcaster master talk.wav -o talk.opus --target ebu-r128", "for broadcast"),
        ("podcaster master talk.wav -o talk.m4a --lufs -18 --mono", "as you like it"),
        ("podcaster master talk.wav -o talk.mp3 --vbr 4", "an MP3 of a varying bit rate"),
        ("podcaster master talk.wav -o talk.mp3 --preset speech", "voices levelled, noise reduced"),
        ("podcaster master talk.wav -o talk.mp3 --report talk.html", "and what was done"),
    ),
)
@click.argument("file", metavar="FILE", type=file_type, help="Raw audio; - is what comes in.")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=file_type,
    help="Finished file; its ending chooses the format: .mp3, .m4a or .opus.",
)
@click.option(
    "--target",
    default="podcast",
    type=OneOf(*TARGETS),
    metavar="NAME",
    help="Whose loudness: podcast, apple, spotify, ebu-r128 or aes-td1008.",
)
@click.option("--lufs", type=Number(-40, -8), help="Loudness, instead of the target's.")
@click.option("--ceiling", type=Number(-20, 0), help="Highest true peak in dBTP.")
@click.option("--bitrate", type=Number(32, 320), help="In kbit/s.")
@click.option(
    "--vbr",
    type=Number(0, 9),
    help="Varying bit rate, MP3 only: from 0 (best) to 9, instead of a constant one.",
)
@click.option("--mono/--stereo", default=None, help="Channels; default: as recorded.")
@click.option(
    "--preset",
    type=OneOf(*PRESETS),
    metavar="|".join(PRESETS),
    help="What is done to the recording before: speech levels voices, takes hum and noise away"
    " and trims; as-is (the default) does nothing.",
)
@click.option(
    "--treatment",
    metavar="FILE",
    type=file_type,
    help="YAML with the lines that stand under `treatment` in a show; they count more than"
    " --preset.",
)
@click.option(
    "--report",
    metavar="FILE",
    multiple=True,
    type=file_type,
    help="Also write down what was done, over time: .html or .json; may be given twice.",
)
@json_option
@click.pass_obj
def master(session: Session, as_json: bool, **wishes: Unpack[Wishes]) -> int:
    """Bring one file to its loudness, encode it, and print how it was before and after.

    It needs no show. The finished file is measured again; it replaces what is there whole or
    not at all.
    """
    encoding = _encoding(wishes)
    require_reports(wishes["report"], [wishes["file"], wishes["output"]])
    sound = _mastered(wishes, encoding)
    account = _account(sound, _target(wishes))
    mastered, found = sound.file, account.found
    write_reports(session, wishes["report"], account)
    if as_json:
        warnings = finding_rows(found, session.gettext)
        work = asdict(sound.work) if sound.work else None
        session.printer.data(mastered_row(mastered) | {"treatment": work, "warnings": warnings})
    else:
        _print_table(session, mastered)
        _print_work(session, sound)
        session.printer.findings(found, result=False)
    return _off_target(session, mastered, _target(wishes))


def _account(sound: MasteredSound, target: Target) -> Account:
    """Return what was done, and what a listener would not like about the recording."""
    from podcaster.master.condition.doubts import doubts  # noqa: PLC0415 - rooms load when used
    from podcaster.model.mastered_sound import Account  # noqa: PLC0415 - as above

    before = sound.file.before
    found = tuple(doubts(before.condition, before.duration_s, Place(before.file)))
    return Account(PurePath(before.file).name, sound, target, found)


def _off_target(session: Session, mastered: MasteredFile, target: Target) -> int:
    """Say so, and return 1, if no gain could bring the file to its target."""
    missed_lu = missed_by_lu(mastered.after, target)
    if missed_lu is None:
        return 0
    why = why_off_target(mastered.before, mastered.after, target)
    if isinf(missed_lu):
        session.printer.note(message("the finished file is silent: {why}", why=why))
    else:
        missed = level(missed_lu, session.language)
        session.printer.note(
            message("the file is {missed} LU off its target: {why}", missed=missed, why=why)
        )
    return 1


def _print_table(session: Session, mastered: MasteredFile) -> None:
    """Print the readings before and after, and what was done."""
    gettext, language = session.gettext, session.language
    rows = [
        ("", *titles(gettext)),
        (message("before").say(gettext), *readings(mastered.before, language)),
        (message("after").say(gettext), *readings(mastered.after, language)),
    ]
    session.printer.result(in_columns(rows, right=FIGURES))
    session.printer.note(
        message(
            "`{file}` is written; gain {gain} dB, {wall} s",
            file=mastered.after.file,
            gain=level(mastered.gain_db, language),
            wall=level(mastered.wall_s, language),
        )
    )


def _print_work(session: Session, sound: MasteredSound) -> None:
    """Print what was done to the recording before, a line each."""
    if sound.work is None:
        return
    from podcaster.render.report_words import (  # noqa: PLC0415 - rooms load when used
        Writer,
        deeds,
    )

    for name, how in deeds(sound.work, Writer(session.gettext, session.language)):
        session.printer.note(message("{deed}: {how}", deed=name, how=how))


def _treatment(wishes: Wishes) -> Treatment:
    """Return what is done to the recording.

    Raises:
        SettingsError: If the file about it can't be understood.
    """
    from podcaster.model.treatment import TreatmentSettings, chosen  # noqa: PLC0415 - rooms load when used

    named = TreatmentSettings.model_validate({"preset": wishes["preset"]})
    file = wishes["treatment"]
    if file is None:
        return chosen(named, None)
    from podcaster.load.treatment import load_treatment  # noqa: PLC0415 - few files are so treated

    return chosen(named, load_treatment(file))


def _mastered(wishes: Wishes, encoding: Encoding) -> MasteredSound:
    """Master the file, with a progress bar."""
    from podcaster.cli.progress import progress_bars  # noqa: PLC0415 - rooms load when used
    from podcaster.master.one_file import master_file  # noqa: PLC0415 - so help stays quick
    from podcaster.outside.audio import RealAudio, on_disk  # noqa: PLC0415 - as above

    file, output, treatment = wishes["file"], wishes["output"], _treatment(wishes)
    if output.is_dir():
        raise UsageError(
            message("is a folder, not a file"),
            place=Place(str(output)),
            hint=message("name the finished file, such as `{file}`", file=f"{file.stem}.mp3"),
        )
    with on_disk(file) as source, progress_bars()(file.name) as progress:
        made = master_file(
            source,
            output,
            _target(wishes),
            encoding,
            RealAudio(),
            progress,
            with_course=bool(wishes["report"]),
            treatment=treatment,
        )
    return replace(made, file=replace(made.file, before=replace(made.file.before, file=str(file))))


def _target(wishes: Wishes) -> Target:
    """Return the preset, with what is wished differently."""
    preset = TARGETS[wishes["target"]]
    lufs, ceiling = wishes["lufs"], wishes["ceiling"]
    return Target(
        preset.integrated_lufs if lufs is None else lufs,
        preset.ceiling_dbtp if ceiling is None else ceiling,
    )


def _encoding(wishes: Wishes) -> Encoding:
    """Return what is to be made; None stands for the default.

    Raises:
        UsageError: If a varying bit rate is wanted where there is none.
    """
    form, bitrate, vbr = _format(wishes["output"]), wishes["bitrate"], wishes["vbr"]
    if vbr is not None and (form is not AudioFormat.MP3 or bitrate is not None):
        raise UsageError(
            message("`--vbr` belongs to an MP3 without `--bitrate`"),
            hint=message("leave one of them out, or let the finished file end in `.mp3`"),
        )
    return Encoding(
        form,
        None if bitrate is None else int(bitrate),
        None if wishes["mono"] is None else 2 - wishes["mono"],
        vbr_quality=None if vbr is None else int(vbr),
    )


def _format(output: Path) -> AudioFormat:
    """Return the format that the name asks for."""
    try:
        return AudioFormat(output.suffix.lower().removeprefix("."))
    except ValueError:
        raise UsageError(
            message("has no ending of a known format"),
            place=Place(str(output)),
            hint=message("let it end in `.mp3`, `.m4a` or `.opus`"),
        ) from None
