"""The pages about channels: what they say to write is understood, and in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from ruamel.yaml import YAML
from tests.deliver.releases import some_settings

from podcaster.deliver.channels import is_host
from podcaster.outside.secrets import NAMES

HOW_TO = Path(__file__).resolve().parents[1] / "docs" / "how-to"
COMMANDS = HOW_TO.parent / "reference" / "commands.md"  # made from the commands themselves
HOSTS = {
    "server-sftp.md": "host-sftp.md",
    "speicher-s3.md": "host-s3.md",
    "server-webdav.md": "host-webdav.md",
    "server-ftps.md": "host-ftps.md",
    "speicher-rclone.md": "host-rclone.md",
}
WEBSITES = {
    "wordpress.md": "site-wordpress.md",
    "website-mit-webhook.md": "site-webhook.md",
    "website-mit-git.md": "site-git.md",
    "website-mit-drupal.md": "site-drupal.md",
    "website-mit-typo3.md": "site-typo3.md",
}
PAIRS = {**HOSTS, **WEBSITES}
HOST_PAGES = {page for pair in HOSTS.items() for page in pair}
PAGES = [page for pair in PAIRS.items() for page in pair]


def blocks(page: str) -> list[str]:
    """Return the pieces that a reader copies."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return [dedent(found) for found in re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_to_write_is_understood(page: str) -> None:
    (written,) = (one for one in blocks(page) if one.startswith("channels:"))

    settings = some_settings(YAML(typ="safe").load(written)["channels"])

    assert [is_host(one) for one in settings.channels.values()] == [page in HOST_PAGES]


@pytest.mark.parametrize("page", PAGES)
def test_the_secrets_it_names_are_read_and_belong_to_its_channel(page: str) -> None:
    (written,) = (one for one in blocks(page) if one.startswith("channels:"))
    (channel,) = YAML(typ="safe").load(written)["channels"]
    named = re.findall(r"export (\w+)=", "".join(blocks(page)))

    assert named
    assert all(NAMES.fullmatch(name) for name in named)
    assert all(name.startswith(f"PODCASTER_{channel.upper()}_") for name in named)


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_it_names_exist(page: str) -> None:
    named = set(re.findall(r"^podcaster (\w+)", "".join(blocks(page)), re.MULTILINE))

    assert named
    assert named <= set(re.findall(r"^## podcaster (\w+)", COMMANDS.read_text(), re.MULTILINE))


@pytest.mark.parametrize(("german", "english"), PAIRS.items())
def test_both_languages_have_the_same_parts(german: str, english: str) -> None:
    parts = [
        [len(block.splitlines()) for block in blocks(page)]
        + [(HOW_TO / page).read_text(encoding="utf-8").count("\n## ")]
        for page in (german, english)
    ]

    assert parts[0] == parts[1]
