"""The whole language YAML 1.2, by ruamel.yaml.

Only nodes are taken from the parser; nothing is ever constructed from a tag.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from podcaster.load.yaml_file import Parsed, Value, plain_value
from podcaster.load.yaml_lines import quoted, quoted_line
from podcaster.load.yaml_mistakes import NESTED_KEY, explain
from podcaster.load.yaml_plain import CUT_OFF
from podcaster.model.codes import finding
from podcaster.model.draft import SourceFile, ValuePath
from podcaster.model.findings import Finding, Place
from podcaster.model.message import message

#: More nodes than any show needs; what aliases multiply counts as often as it stands.
_MOST_NODES: Final = 20_000


def parse_any_yaml(bare: SourceFile, text: str) -> Parsed:
    """Read one document with the parser of the whole language.

    Args:
        bare: The file with its lines, without places.
        text: The document.
    """
    try:
        root = _composed(text)
        walk = _Walk(bare)
        value = walk.value(root, ()) if root is not None else None
    except (YAMLError, RecursionError, OverflowError, ValueError, AssertionError) as error:
        # The last three come from numbers in escapes (`"\UFFFFFFFF"`) and in `%YAML` lines.
        return Parsed(None, bare, (explain(error, bare),))
    source = SourceFile(bare.file, bare.lines, walk.values, walk.keys)
    return Parsed(value, source, tuple(walk.findings))


def _composed(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.max_depth = 50
    yaml.composer.warn_double_anchors = False
    root: Node | None = yaml.compose(text)
    return root


class _TangledError(YAMLError):
    """Aliases that multiply or hold themselves."""


@dataclass
class _Walk:
    """One walk over the nodes, which notes places and findings on its way."""

    source: SourceFile
    values: dict[ValuePath, Place] = field(default_factory=dict)
    keys: dict[ValuePath, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _left: int = _MOST_NODES
    _open: set[int] = field(default_factory=set)

    def value(self, node: Node, path: ValuePath) -> Value:
        """Return what `node` says; its place is noted under `path`."""
        self._left -= 1
        if self._left < 0 or id(node) in self._open:
            raise _TangledError
        self.values[path] = self._place(node, path)
        self._object_to_tags(node, path)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        self._open.add(id(node))
        value = self._list(node, path) if isinstance(node, SequenceNode) else self._map(node, path)
        self._open.remove(id(node))
        return value

    def _scalar(self, node: ScalarNode) -> Value:
        if node.style is not None:
            return str(node.value)
        value = plain_value(node.value)
        if isinstance(value, str):
            self._object_to_cut(node)
        return value

    def _list(self, node: Node, path: ValuePath) -> list[Value]:
        return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]

    def _map(self, node: Node, path: ValuePath) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in values:
                self._note_again(self._place(key_node), key, self.keys[*path, key])
                continue
            self.keys[(*path, key)] = self._place(key_node)
            values[key] = self.value(value_node, (*path, key))
        return values

    def _key(self, node: Node) -> str:
        if isinstance(node, ScalarNode):
            return str(node.value)
        raise MarkedYAMLError(problem=NESTED_KEY, problem_mark=node.start_mark)

    def _note_again(self, place: Place, key: str, first: Place) -> None:
        self.findings.append(
            finding(
                "PC104",
                place,
                message("`{key}` stands here for the second time", key=key),
                message("keep one of the two; the first stands in line {line}", line=first.line),
                source=self.source.line(place),
            )
        )

    def _object_to_tags(self, node: Node, path: ValuePath) -> None:
        """Object to `!tags`, and to an anchor that swallows the start of a text (`&Friends`)."""
        swallowed = isinstance(node, ScalarNode) and node.anchor
        implicit = node.ctag is None or (not node.ctag.handle and str(node.ctag) != "!")
        if implicit and not swallowed:
            return
        place = self.values[path]
        self.findings.append(
            finding(
                "PC111",
                place,
                message(
                    "`{sign}` at the start of a text has a meaning of its own in YAML",
                    sign="&" if swallowed else "!",
                ),
                message(
                    "put the text in quotation marks: `{line}`",
                    line=quoted_line(self.source.line(place)),
                ),
                source=self.source.line(place),
            )
        )

    def _object_to_cut(self, node: ScalarNode) -> None:
        """Object to a `#word` behind a text: YAML takes it, and all behind it, for a comment."""
        start, end = node.start_mark, node.end_mark
        line = self.source.lines[end.line] if end.line < len(self.source.lines) else ""
        match = CUT_OFF.match(line, end.column)
        if match is None:
            return
        place = Place(
            self.source.file, end.line + 1, match.start("rest") + 1, len(match["rest"].rstrip())
        )
        what = message("the text ends before `{rest}`: ` #` starts a comment", rest=match["rest"])
        hint = message("put the text in quotation marks, or a blank behind `#` if it is a comment")
        if start.line == end.line:
            whole = f"{line[: start.column].lstrip()}{quoted(line[start.column :].rstrip())}"
            hint = message("put the text in quotation marks: `{line}`; "
                           "or a blank behind `#`, if it is a comment", line=whole)  # fmt: skip
        self.findings.append(finding("PC112", place, what, hint, source=line))

    def _place(self, node: Node, path: ValuePath = ()) -> Place:
        """Return where `node` starts and how far it goes on that line; nothing has its key's."""
        start, end = node.start_mark, node.end_mark
        line = self.source.lines[start.line] if start.line < len(self.source.lines) else ""
        stop = end.column if end.line == start.line else len(line.rstrip())
        if stop <= start.column and path in self.keys:
            return self.keys[path]
        return Place(
            self.source.file, start.line + 1, start.column + 1, max(1, stop - start.column)
        )
