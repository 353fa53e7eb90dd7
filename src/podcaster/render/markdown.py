"""Markdown as people write it, rendered to safe HTML and to plain text.

CommonMark with tables and footnotes. Raw HTML is shown as it is written, never obeyed; what comes
out passes an allowlist all the same. Pictures become their alternative text: a picture from
somewhere else would tell that server who reads the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Final
from unicodedata import category, normalize
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import render_footnote_anchor, render_footnote_ref

from podcaster.model.link import LINK_SCHEMES, leads_somewhere
from podcaster.model.typography import typeset
from podcaster.render.bare_addresses import link_bare_addresses
from podcaster.render.characters import printable
from podcaster.render.plain_text import plain_blocks

#: Language -> opening, closing, inner opening, inner closing quotation mark.
QUOTES: Final[dict[str, tuple[str, str, str, str]]] = {
    "de": ("„", "“", "‚", "‘"),
    "en": ("“", "”", "‘", "’"),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
}

ALLOWED_TAGS: Final = frozenset({
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
ALLOWED_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "id", "title"},
    "li": {"id"},
    "ol": {"start"},
}

DEEPEST_HEADING: Final = 6
#: Pages, embeds, fragments and news of an episode show the same notes; hundreds of episodes fit.
KEPT_TEXTS: Final = 2048


def to_html(
    markdown: str, language: str, *, heading_level: int = 2, scope: str = "", linked: bool = True
) -> str:
    """Render Markdown to HTML that can stand in any page.

    Args:
        markdown: As its author wrote it.
        language: Decides the quotation marks, such as `de-AT`.
        heading_level: What the highest heading of the text becomes; the others follow without gaps.
        scope: Keeps the footnotes of several texts on one page apart, such as a slug.
        linked: Whether footnotes and their marks lead to each other; a feed must not hold
            addresses without a host.

    Returns:
        HTML without classes, styles, scripts, frames and pictures; links lead to http, https,
        mailto, tel or footnotes, and the words of others stay as text.
    """
    return _html(markdown, language, heading_level, scope, linked=linked)


@lru_cache(KEPT_TEXTS)
def _html(markdown: str, language: str, heading_level: int, scope: str, *, linked: bool) -> str:
    """Render Markdown to HTML; see `to_html`."""
    parser = _parser(language)
    env: dict[str, object] = {"docId": scope or None, "linked": linked}
    tokens = parser.parse(printable(markdown), env)
    _shift_headings(tokens, heading_level)
    return sanitised(parser.renderer.render(tokens, parser.options, env))


def plain_text(markdown: str, language: str) -> str:
    """Render Markdown to plain text: paragraphs apart by an empty line, addresses in brackets."""
    return _plain(markdown, language)


@lru_cache(KEPT_TEXTS)
def _plain(markdown: str, language: str) -> str:
    """Render Markdown to plain text; see `plain_text`."""
    return plain_blocks(SyntaxTreeNode(_parser(language).parse(printable(markdown), {})))


def leads_to(markdown: str, address: str) -> bool:
    """Tell whether a link of the text leads to `address` itself, not only below it."""
    wanted = unquote(address)
    return any(
        unquote(str(one.attrGet("href") or "")) == wanted for one in _inline_tokens(markdown)
    )


def says(markdown: str, sentence: str) -> bool:
    """Tell whether the text holds the words of `sentence`.

    Quotation marks, protected blanks, emphasis and the addresses of links do not count.
    """
    shown = "".join(
        " " if one.type in {"softbreak", "hardbreak"} else one.content
        for one in _inline_tokens(markdown)
    )
    return f" {_bare_words(sentence)} " in f" {_bare_words(shown)} "


def _inline_tokens(markdown: str) -> Iterator[Token]:
    """Yield what stands inside the lines of a text; each line ends in a break."""
    for block in _parser_of("en").parse(printable(markdown), {}):
        yield from block.children or ()
        yield Token("softbreak", "br", 0)


def _bare_words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", normalize("NFKC", text).casefold()))


def sanitised(html: str) -> str:
    """Return `html` with nothing but what the allowlist names."""
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=LINK_SCHEMES,
        url_relative=_footnote_only,
        set_tag_attribute_values={"th": {"scope": "col"}},
        link_rel=None,
    )


def _footnote_only(url: str) -> str | None:
    """Keep relative addresses inside the text; others would lead nowhere from feed and website."""
    return url if url.startswith("#fn") else None


def _parser(language: str) -> MarkdownIt:
    stem = language.split("-", maxsplit=1)[0]
    return _parser_of(stem if stem in QUOTES else "en")


@cache
def _parser_of(language: str) -> MarkdownIt:
    quotes = QUOTES[language]
    options = {"html": False, "typographer": True, "quotes": quotes, "xhtmlOut": False}
    parser = MarkdownIt("commonmark", options).enable(["table", "smartquotes"])
    parser.inline.ruler.before("emphasis", "inner_star", _inner_star)
    parser.core.ruler.after("inline", "bare_addresses", link_bare_addresses)
    parser.core.ruler.after("bare_addresses", "dead_links", _without_dead_links)
    parser.core.ruler.after("dead_links", "typeset", partial(_typeset, language))
    parser.use(partial(footnote_plugin, inline=False))
    parser.add_render_rule("footnote_block_open", _footnotes_open)
    parser.add_render_rule("footnote_block_close", _footnotes_close)
    parser.add_render_rule("footnote_ref", _footnote_ref)
    parser.add_render_rule("footnote_anchor", _footnote_anchor)
    parser.add_render_rule("image", _alternative_text)
    return parser


def _without_dead_links(state: StateCore) -> None:
    """Keep only the words of links that lead nowhere (a rule for markdown-it)."""
    for block in state.tokens:
        if block.children:
            block.children = list(_living(block.children))


def _living(tokens: list[Token]) -> Iterator[Token]:
    """Yield `tokens` without dead links; a link holds no other link."""
    dead = False
    for token in tokens:
        if token.type == "link_open":
            dead = not leads_somewhere(str(token.attrGet("href") or ""))
        if not (dead and token.type in {"link_open", "link_close"}):
            yield token


def _typeset(language: str, state: StateCore) -> None:
    """Set the blanks of all texts, but not of code (a rule for markdown-it)."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = typeset(token.content, language)


def _inner_star(state: StateInline, silent: bool) -> bool:
    """Keep a star inside a word as it is: `Mitarbeiter*innen` is no emphasis.

    CommonMark reads `Mitarbeiter*innen und Mandatsträger*innen` as emphasis; nobody here
    emphasises the middle of a word with one star.
    """
    around = state.src[max(0, state.pos - 1) : state.pos + 2]
    if len(around) < 3 or around[1] != "*" or not (_inner(around[0]) and _inner(around[2])):  # noqa: PLR2004 - a star and its neighbours
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _inner(character: str) -> bool:
    """Tell whether `character` is part of a word (a letter, a digit, an accent set apart)."""
    return category(character)[0] in "LNM"


def _shift_headings(tokens: list[Token], start: int) -> None:
    """Number the headings that occur from `start` on, so that no level is left out."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    ranks = {tag: rank for rank, tag in enumerate(sorted({token.tag for token in headings}))}
    for token in headings:
        token.tag = f"h{min(start + ranks[token.tag], DEEPEST_HEADING)}"


def _footnotes_open(*_: object) -> str:
    """Open the footnotes without the classes and the section that the plugin would write."""
    return "<hr>\n<ol>\n"


def _footnotes_close(*_: object) -> str:
    return "</ol>\n"


def _footnote_ref(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Render the mark of a footnote."""
    if env["linked"]:
        return render_footnote_ref(renderer, tokens, index, options, env)
    return f"<sup>[{tokens[index].meta['id'] + 1}]</sup>"


def _footnote_anchor(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Render the way back from a footnote to its mark."""
    linked = env["linked"]
    return render_footnote_anchor(renderer, tokens, index, options, env) if linked else ""


def _alternative_text(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Render a picture as what it shows."""
    children = tokens[index].children or []
    return renderer.renderInline(children, options, env)
