"""What should hold for texts in Markdown: show notes, news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from podcaster.check.code_lines import code_lines
from podcaster.check.places import at, is_reported
from podcaster.model import originals
from podcaster.model.codes import finding
from podcaster.model.conflict import CONFLICT, is_conflict
from podcaster.model.draft import Draft
from podcaster.model.findings import Finding, Place
from podcaster.model.link import leads_somewhere
from podcaster.model.message import message
from podcaster.model.nesting import DEEPEST_HTML, nested_deeper

#: What runs: script tags, event attributes inside a tag, links that are programs.
_SCRIPT: Final = re.compile(
    r"<\s*+/?\s*+script\b[^>]*>?"
    r"|<[a-z][\w-]*+(?=[\s/\"'])[^<>]*?[\s/\"'](?P<event>on[a-z]+\s*=)[^>]*>?"
    r"|(?:java|vb)script:(?=\S)[^\s)>\"']*"
    r"|data:text/html[^\s)>\"']*",
    re.IGNORECASE,
)

#: HTML tags, bare or with an attribute's `=`; `<https://...>` is Markdown, `a <b und c>` is text.
_TAG: Final = re.compile(
    r"</?[a-z][a-z0-9]*+(?:\s*+/?>|\s[^<>=]*+=[^<>]*+>)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"<\s*+(?P<slash>/?)\s*+(?P<name>[a-z][\w-]*)", re.IGNORECASE)
_TICKS: Final = re.compile(r"`+")

#: Where a link leads, inline; where a name of links leads; what stands between angle brackets.
_TARGET: Final = re.compile(
    r"(?<!\\)\]\(\s*+(?:<(?P<bracketed>[^<>]*)>|(?P<inline>[^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*+))"
    r"(?=\s*+(?:[\"'(][^)]*+)?\))"
    r"|^\s{0,3}\[(?!\^)[^\[\]]+\]:\s*+<?(?P<named>[^\s<>]++)>?(?=\s*+(?:[\"'(].*)?$)"
    r"|(?<![\w\\(])<(?P<auto>[a-z][a-z0-9+.-]+:[^\s<>]*+)>",
    re.IGNORECASE,
)

#: The words of a link are looked for no further back: what CommonMark allows for a name.
_LONGEST_WORDS: Final = 999

#: File, line number, line without code.
_Line = tuple[str, int, str, str]


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every text in Markdown with its file."""
    for episode in draft.episodes:
        yield episode.notes_file, episode.notes
        yield f"{episode.folder}/news.md", episode.news or ""
        for edition in episode.written.editions:
            text = episode.edition_notes.get(edition.language, "")
            yield f"{episode.folder}/{edition.notes}", text
    for item in draft.news:
        yield item.text_file, item.text


def _lines(draft: Draft) -> Iterator[_Line]:
    """Yield the lines of all texts, with blanks instead of code, which is shown and never run."""
    for file, text in _texts(draft):
        code = code_lines(text)
        for number, line in enumerate(text.splitlines(), start=1):
            if number not in code:
                yield file, number, line, _without_code(line)


def _without_code(line: str) -> str:
    """Return `line` with blanks instead of code, which ends with as many ticks as it began with."""
    runs = [found.span() for found in _TICKS.finditer(line)]
    same: dict[int, int] = {}  # length -> end of the next run of that length
    ends: dict[int, int | None] = {}
    for start, end in reversed(runs):
        ends[start] = same.get(end - start)
        same[end - start] = end
    prose, done = "", 0
    for start, _ in runs:
        if start >= done and (end_of_code := ends[start]):
            prose += line[done:start] + " " * (end_of_code - start)
            done = end_of_code
    return prose + line[done:]


def _once(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield what was found, without the end of a tag whose beginning was."""
    opened: set[str] = set()
    for match in found:
        tag = _NAME.match(match[0])
        name = tag["name"].lower() if tag else ""
        if not (tag and tag["slash"] and name in opened):
            yield match
        opened.add(name)


def texts_hold_no_scripts(draft: Draft) -> Iterator[Finding]:
    """Texts hold no scripts, and no links that are programs."""
    for file, number, line, prose in _lines(draft):
        for found in _once(_SCRIPT.finditer(prose)):
            start, end = found.span("event") if found["event"] else found.span()
            yield finding(
                "PC702",
                Place(file, number, start + 1, end - start),
                message("`{text}` is a script, and listeners' machines must not run one",
                        text=found[found.lastgroup or 0].strip()),
                message("remove it; write Markdown and plain links"),
                source=line,
            )  # fmt: skip


def texts_hold_no_conflicts(draft: Draft) -> Iterator[Finding]:
    """Texts are of one piece: git left no two versions in them."""
    for file, number, line, _prose in _lines(draft):
        if is_conflict(line):
            place = Place(file, number, 1, len(line.rstrip()))
            yield finding("PC705", place, *CONFLICT, source=line)


def texts_hold_no_html(draft: Draft) -> Iterator[Finding]:
    """Texts hold no HTML: it is shown as it is written."""
    for file, number, line, prose in _lines(draft):
        for found in _once(_TAG.finditer(prose)):
            if _SCRIPT.search(found[0]):
                continue
            yield finding(
                "PC703",
                Place(file, number, found.start() + 1, len(found[0])),
                message("`{text}` is HTML, and it will be shown as it is written", text=found[0]),
                message("write Markdown instead, such as `**bold**` or `[text](https://...)`"),
                source=line,
            )


def links_lead_somewhere(draft: Draft) -> Iterator[Finding]:
    """Links in texts lead somewhere from the feed and from every website."""
    for file, number, line, prose in _lines(draft):
        for found in _TARGET.finditer(prose):
            if _is_picture(prose[: found.start()]) and not found["auto"]:
                continue
            start, end = found.span(found.lastgroup or 0)
            address = found[found.lastgroup or 0]
            if leads_somewhere(address) or _SCRIPT.match(address):
                continue
            yield finding(
                "PC706",
                Place(file, number, start + 1, max(end - start, 1)),
                message("`{address}` leads nowhere from feed and website", address=address or "()"),
                message("write a whole address: `https://...`, `mailto:...` or `tel:...`"),
                source=line,
            )


def _is_picture(before: str) -> bool:
    """Tell whether the bracket that closes behind `before` belongs to a picture."""
    depth = 1
    for place in range(len(before) - 1, max(len(before) - _LONGEST_WORDS, 0) - 1, -1):
        depth += {"]": 1, "[": -1}.get(before[place], 0)
        if not depth:
            return before[:place].endswith("!")
    return False


def originals_hold_nothing_that_runs(draft: Draft) -> Iterator[Finding]:
    """HTML that came with an import is no deeper than any, and nothing of it is taken out."""
    for episode in draft.episodes:
        files = {
            originals.NOTES: episode.notes_html,
            originals.DESCRIPTION: episode.description_html,
        }
        for name, html in files.items():
            if nested_deeper(html):
                yield finding(
                    "PC704",
                    Place(f"{episode.folder}/{name}"),
                    message("its elements lie more than {most} deep in each other, so it does not "
                            "come into the feed", most=DEEPEST_HTML),
                    message("delete the file: then `notes.md` or `summary` counts"),
                )  # fmt: skip
            elif found := originals.what_runs(html):
                yield finding(
                    "PC704",
                    Place(f"{episode.folder}/{name}"),
                    message("`{text}` does not come into the feed", text=found),
                    message("remove it, or delete the file: then `notes.md` or `summary` counts"),
                )


def episodes_have_notes(draft: Draft) -> Iterator[Finding]:
    """An episode has show notes."""
    for episode in draft.episodes:
        reported = is_reported(draft, episode, "notes", episode.notes_file)
        if not episode.notes.strip() and not reported:
            yield at(
                episode.source,
                ("notes",),
                "PC701",
                message("there are no show notes in `{file}`", file=episode.notes_file),
                message("write what the episode is about, with links, in Markdown"),
            )
