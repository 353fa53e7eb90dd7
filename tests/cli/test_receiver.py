"""`podcaster receiver` prints a program and keys that fit each other."""

from __future__ import annotations

from tests.cli.command_line import run

from podcaster.deliver.announcers.webhook import keys_of
from podcaster.scaffold.texts import text_of


def test_it_prints_the_program_as_it_is() -> None:
    printed = run("receiver")

    assert (printed.code, printed.out) == (0, text_of("receiver.php"))


def test_every_key_is_new_and_can_sign() -> None:
    first, second = (run("receiver", "--key").out.strip() for _ in range(2))

    assert first != second
    assert [len(key) for key in keys_of(f"{first} {second}")] == [32, 32]
