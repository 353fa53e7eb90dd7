"""Seeded faults of how the pages look: colours and typefaces."""

from __future__ import annotations

from tests.check.seeds import EPISODE, Fault, both, channels, edit, put

FONT = edit("publish.yaml", "site:\n", "site:\n  fonts: {text: schrift.woff2}\n")
#: A WOFF2 header that promises more bytes than there are.
CUT_OFF = b"wOF2\0\1\0\0" + (5000).to_bytes(4, "big") + bytes(40)

SITE_FAULTS = (
    Fault("a statement checked on a day that never was", edit("publish.yaml", "site:\n",
          'site:\n  accessibility: {checked_on: "2026-02-30"}\n'), "PC107", "publish.yaml:24:31",
          "no day that can be", "which day is meant"),
    Fault("an accent that nobody can read", edit("publish.yaml", "site:\n",
          'site:\n  accent: "#ffe680"\n'), "PC906", "publish.yaml:24:11", "4.5:1", stops=False),
    Fault("an accent a little too light", edit("publish.yaml", "site:\n",
          'site:\n  accent: "#0a7a5c"\n'), "PC906", "publish.yaml:24:11", "of 4.4:1", stops=False),
    Fault("a font that is none", both(put("schrift.woff2", "<html>404</html>"), FONT), "PC907",
          "publish.yaml:24:17", "not a font", ".woff2"),
    Fault("a font that is cut off", both(put("schrift.woff2", CUT_OFF), FONT), "PC907",
          "publish.yaml:24:17", "not a font"),
    Fault("a hub that the feed does not name", channels("  x: {type: websub}\n"), "PC920",
          "publish.yaml:26:13", "hubs that the feed does not name", "feed: hubs"),
    Fault("podpings that the feed does not tell of", channels("  x: {type: podping}\n"), "PC921",
          "publish.yaml:26:13", "does not say so", "uses_podping: true", stops=False),
    Fault("a version that LinkedIn switches off",
          channels("  x: {type: linkedin, organization: '1', version: '202504'}\n"), "PC931",
          "publish.yaml:26:51", "switches off version `202504` on 2026-04-15", "`version`",
          stops=False),
    Fault("a mention of somebody unknown",
          edit(EPISODE, "number: 1", 'number: 1\nmentions: ["Efus"]'), "PC933", f"{EPISODE}:7:12",
          "who `Efus` is", "publish.yaml", stops=False),
    Fault("a font that is missing", FONT, "PC907", "publish.yaml:24:17", "can't be read"),
    Fault("a player that is not there", edit("publish.yaml", "site:\n",
          "site:\n  player: podlove\n"), "PC908", "publish.yaml:24:11", "`podlove` does not hold",
          "@podlove/web-player"),
)  # fmt: skip
