"""The fast reader says exactly what the parser of the whole language says, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.shows import EPISODE, PUBLISH, as_yaml

from podcaster.importing.yaml import yaml_of
from podcaster.load.yaml_file import lines_of, plain_value
from podcaster.load.yaml_plain import read_plain
from podcaster.load.yaml_whole import parse_any_yaml
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Place

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = [ROOT / "publish.yaml", *sorted(ROOT.glob("episodes/*/episode.yaml"))]

WORDS = st.sampled_from([
    "a", "b", "Plätze", "no", "true", "~", "3", "1.5", "0x1F", "2026-03-05T06:00:00+01:00",
    "x:y", "a: b", "a #b", "a#b", "'q'", '"q"', "'it''s'", '"a\\n"', "geo:52.3,9.7", "-",
    "- x", "-3", "*a", "&a", "!x", "|", ">", ">-", "|-", "[a, b]", '["a", 1]', "[a, [b]]",
    "{a: b}", "[]", "[a,]", "@x", "`x`", "%x", "„Was?“", "a, b", "a:", ":a", "?", "? a", "# c",
    "c # d", "<<", "[a: b]", "😀", "]", "a - b", "a [b]", "--- a", "...", '"a" b', "'a' # c",
    "-1.5e3", "-3 a", "-3-", "--3", "[-3, -4.5]", "[-a]", "-0x1F", "- 3",
    "[a] # c", "[a]b", "()", ",", "[ a , b ]", "a\u00a0", "\u3000x", "a\u2028b", "[a\u3000]",
    "a # b", "a ## b", "3 #b",
])  # fmt: skip
KEYS = st.sampled_from(["a", "b", "guid", "a b", '"q"', "true", "1", "ä", "-", "c-d", ""])
INDENTS = st.sampled_from(["", "", "", "  ", "  ", "    ", "      ", " ", "\t"])
LINES = st.one_of(
    st.builds(lambda i, k, w: f"{i}{k}: {w}", INDENTS, KEYS, WORDS),
    st.builds(lambda i, k: f"{i}{k}:", INDENTS, KEYS),
    st.builds(lambda i, w: f"{i}- {w}", INDENTS, WORDS),
    st.builds(lambda i, k, w: f"{i}- {k}: {w}", INDENTS, KEYS, WORDS),
    st.builds(lambda i, w: f"{i}{w}", INDENTS, WORDS),
    st.sampled_from(["", "  ", "# c", "  # c", "---", "...", "a: # c", "a:  b  ", "a: b   # c"]),
)
DOCUMENTS = st.lists(LINES, max_size=8).map(lambda lines: "\n".join(lines) + "\n")


#: What is said, where values stand, where keys stand, what was found.
Said = tuple[str, dict[ValuePath, Place], dict[ValuePath, Place], int]


def _both(text: str) -> tuple[Said | None, Said | None]:
    """Return what the fast reader says and what the other says; None twice if the fast gives up."""
    bare = SourceFile("f.yaml", lines_of(text))
    fast = read_plain("f.yaml", text, bare.lines, plain_value)
    if fast is None:
        return None, None
    slow = parse_any_yaml(bare, text)
    other = (repr(slow.value), dict(slow.source.values), dict(slow.source.keys), len(slow.findings))
    return (repr(fast.value), fast.values, fast.keys, 0), other


@settings(max_examples=1500)
@given(DOCUMENTS)
@example("a:\n- b\n- c\nd: e\n")
@example("a: >-\n  x\n  y\n\nb: c\n")
@example("a: >\n  x\n# c\nb: c\n")
@example("a: |\n    x\n  # c\nb: c\n")
@example("- a: b\n  c:\n  - d\n- e\n")
def test_what_lines_can_say_is_said_the_same_way(text: str) -> None:
    fast, slow = _both(text)

    assert fast == slow


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_as_a_value_is_said_the_same_way(text: str) -> None:
    for form in ("a: {0}\n", "a: '{0}'\n", 'a: "{0}"\n', "a: [{0}]\n", "a: >-\n  {0}\n", "# {0}\n"):
        fast, slow = _both(form.format(text))
        assert fast == slow


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_the_example_is_read_the_fast_way(file: Path) -> None:
    fast, slow = _both(file.read_text("utf-8"))

    assert fast is not None
    assert fast == slow


def test_what_import_writes_is_read_the_fast_way() -> None:
    imported = {key: value for key, value in EPISODE.items() if value is not None}

    fast, slow = _both(yaml_of(imported))

    assert fast is not None
    assert fast == slow
    assert _both(as_yaml(PUBLISH)) == (None, None)  # nested flow is left to the other


@pytest.mark.parametrize(
    "text",
    ["", "a: b", "# c\n", "a: 1\na: 2\n", "a: &b c\n", "a: !!str b\n", "\ufeffa: b\n", "a: b\r\n",
     "a:\n\t- b\n", " a: b\n", "a: b\n  c\n", "%YAML 1.2\n---\na: b\n", "a: " + "[" * 60 + "\n",
     "a: b\n" * 3000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_what_is_out_of_the_ordinary_is_left_to_the_other(text: str) -> None:
    assert _both(text) == (None, None)
