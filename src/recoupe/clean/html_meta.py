"""What an HTML page says of itself: title, outlet, description, and when it was published, in its own words."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from htmldate import find_date
from lxml import etree
from trafilatura.metadata import examine_meta, extract_meta_json, extract_sitename, extract_title, extract_url

from recoupe.clean.lines import squeeze
from recoupe.text.normalise import compose

#: Names of `<meta>` that hold the day of publication, best first; dates of change are not among them.
_DATE_NAMES = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publication_date",
    "publicationdate",
    "pubdate",
    "publish-date",
    "publishdate",
    "published_at",
    "published-date",
    "article_date_original",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "citation_publication_date",
    "date",
    "dc.created",
)
#: `"datePublished": "2023-11-07T20:41:00+01:00"` in JSON-LD; not "dateModified".
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
#: `/2023/11/07/` or `/2023-11-07-` in an address; not "/2023/" alone, nor a number of an article.
_URL_DATE = re.compile(r"[/_-]((?:19|20)\d{2})([/-])(\d{1,2})\2(\d{1,2})(?=[/_.-]|$)|/((?:19|20)\d{2})/(\d{2})/")
#: "article:modified_time", "og:updated_time", "orange-generated-date"; not "article:published_time".
_CHANGED = re.compile(r"modif|updat|generat|revis|expir")
_METAS = etree.XPath("//meta[@content]")
_SCRIPTS = etree.XPath("//script[contains(@type, 'ld+json')]/text()")
_TIMES = etree.XPath(
    "//time[@pubdate or @itemprop='datePublished' or contains(@class, 'publish') or contains(@class, 'entry-date')]"
    "/@datetime | //*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime"
    " | //article//header//time/@datetime | //h1/following::time[1]/@datetime"
)
#: htmldate would else compare with today's date, and read text for anything like a date.
_HTMLDATE: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1900-01-01",
    "max_date": "2100-12-31",
    "outputformat": "%Y-%m-%d",
}


class PageMeta(msgspec.Struct, frozen=True):
    """Values as written; `dates` are the words of the page's own evidence, best first."""

    title: str | None = None
    outlet: str | None = None
    description: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[str, ...] = ()
    #: What htmldate found when nothing above did: an ISO date that occurs in the page.
    guessed_date: str | None = None
    #: The words of `<title>`, outlet and all.
    document_title: str | None = None


def read_meta(tree: etree._Element, uri: str | None) -> PageMeta:
    """Metadata of a page: trafilatura for title, outlet, description and address; for the date ours, then htmldate."""
    named = _named(tree)
    dates = _stated_dates(tree, named)
    found = examine_meta(tree)
    # JSON-LD of any shape comes along; what it fails on, the `<meta>` elements have told.
    with contextlib.suppress(ValueError, TypeError, AttributeError, KeyError):
        found = extract_meta_json(tree, found)
    url = found.url or extract_url(tree, uri) or uri
    return PageMeta(
        _line(found.title or extract_title(tree)),
        _line((found.sitename or extract_sitename(tree) or "").lstrip("@")),
        compose(html.unescape(found.description)).strip() if found.description else None,
        url,
        _language(tree),
        dates,
        None if dates else _guess(tree, named, url),
        _line(tree.findtext(".//head/title")),
    )


def url_date(url: str | None) -> str | None:
    """The date in an address, in ISO form: a day, or a month where there is no day."""
    match = _URL_DATE.search(url or "")
    if match is None:
        return None
    if match[1]:
        return f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}"
    return f"{match[5]}-{match[6]}"


def _named(tree: etree._Element) -> dict[str, str]:
    """Contents of `<meta>` by name, the first of each."""
    named: dict[str, str] = {}
    for meta in _METAS(tree):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        named.setdefault(name, meta.get("content", ""))
    return named


def _stated_dates(tree: etree._Element, named: Mapping[str, str]) -> tuple[str, ...]:
    stated = [named[name] for name in _DATE_NAMES if named.get(name)]
    for script in _SCRIPTS(tree):
        stated.extend(_JSON_DATE.findall(str(script))[:1])
    stated.extend(str(value) for value in _TIMES(tree)[:1])
    return tuple(words.strip() for words in stated if any(map(str.isdigit, words)))


def _guess(tree: etree._Element, named: Mapping[str, str], url: str | None) -> str | None:
    """What htmldate makes of the page, unless it is a date of change, which may be years later."""
    try:
        found = find_date(tree, url=url, **_HTMLDATE)
    except (ValueError, TypeError, OverflowError):
        return None
    changed = (words for name, words in named.items() if _CHANGED.search(name))
    return None if not found or any(found in words for words in changed) else found


def _language(tree: etree._Element) -> str | None:
    value = (tree.get("lang") or "").strip().lower()[:2]
    return value if value.isalpha() and len(value) == 2 else None


def _line(words: str | None) -> str | None:
    return squeeze(compose(html.unescape(words)).replace("\n", " ")) or None if words else None
