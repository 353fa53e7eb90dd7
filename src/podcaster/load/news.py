"""One news folder: news.yaml and what stands beside it."""

from __future__ import annotations

from podcaster.load.folder import LARGEST_YAML_BYTES, ShowFolder
from podcaster.load.pictures import load_picture
from podcaster.load.plain_file import load_plain_file
from podcaster.load.written import understand
from podcaster.load.yaml_file import parse_yaml
from podcaster.model.draft import NewsDraft, SourceFile
from podcaster.model.facts import PlainFile
from podcaster.model.message import message
from podcaster.model.news import NewsItem


def load_news_item(show: ShowFolder, name: str) -> NewsDraft | None:
    """Read a news item; None after a finding if its `news.yaml` can't be understood."""
    beside = f"news/{name}"
    file = f"{beside}/news.yaml"
    if not show.has(file):
        hint = message("write one, or put `_` before the folder's name")
        show.leave_out(beside, "news.yaml", hint)
        return None
    text = show.read_text(file, most=LARGEST_YAML_BYTES)
    if text is None:
        return None
    parsed = parse_yaml(file, text)
    understood = understand(NewsItem, parsed)
    show.findings.extend(understood.findings)
    if understood.written is None:
        return None
    return _read(show, name, understood.written, parsed.source)


def _read(show: ShowFolder, name: str, written: NewsItem, source: SourceFile) -> NewsDraft:
    beside = f"news/{name}"
    return NewsDraft(
        slug=written.slug or name,
        folder=beside,
        written=written,
        source=source,
        text=_text(show, beside, written, source),
        text_file=f"{beside}/{written.text}",
        picture=load_picture(show, beside, written.picture) if written.picture else None,
        document=_document(show, beside, written),
    )


def _document(show: ShowFolder, beside: str, written: NewsItem) -> PlainFile | None:
    paper = written.document
    return load_plain_file(show, f"{beside}/{paper.file}") if paper else None


def _text(show: ShowFolder, beside: str, written: NewsItem, source: SourceFile) -> str:
    file = f"{beside}/{written.text}"
    named_at = source.values.get(("text",))
    if named_at is None and not show.has(file):
        return ""
    return show.read_text(file, named_at) or ""
