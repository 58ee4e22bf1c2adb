"""HTML of the desk: Jinja with everything escaped, and what every page shares."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from litestar.enums import MediaType

from recoupe.web.assets import ASSETS
from recoupe.web.tongue import LANGUAGES, Tongue, choose, tongue
from recoupe.web.values import Teller

if TYPE_CHECKING:
    from recoupe.web.desk import Desk

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_COOKIE, THEME_COOKIE, NAME_COOKIE = "recoupe_language", "recoupe_theme", "recoupe_name"
THEMES = ("auto", "light", "dark")
#: Longest name that signs a decision, in characters.
LONGEST_NAME = 80
#: Controls that turn the direction of the text after them; an article may hold them, a page shows them as a mark.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: Those, and all of Unicode's categories Cc (but for tabs and line feeds), Cs and Co. A pattern, since texts are long.
_HIDDEN = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff{_TURNING}\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_BLANK = re.compile(r"[\n\t\r]")


@functools.cache
def environment() -> Environment:
    """Templates with autoescape everywhere; a name that is not given is an error."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["plain"] = plain
    found.filters["clip"] = clip
    found.globals["url"] = url
    return found


def plain(text: str | None) -> str:
    """Words of an article for a page: no control character gets through (spaces for line breaks), and none that turns
    the direction of what follows.
    """
    return _HIDDEN.sub("", _BLANK.sub(" ", text or ""))


def visible(text: str) -> str:
    """The same for a text whose offsets count: each such character becomes one that can be seen."""
    return _HIDDEN.sub("\ufffd", text)


def hidden(text: str) -> int:
    """How many characters `visible` shows as a mark."""
    return len(_HIDDEN.findall(text))


def clip(text: str | None, width: int) -> str:
    """At most `width` characters, an ellipsis for the rest."""
    text = plain(text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def visitor_tongue(request: Request[Any, Any, Any]) -> Tongue:
    """The tongue of whoever asks."""
    return tongue(choose(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language", "")))


def visitor_name(request: Request[Any, Any, Any], desk: Desk) -> str:
    """Who decides: the name that the visitor gave, else the desk's."""
    given = plain(unquote(request.cookies.get(NAME_COOKIE, ""))).strip()
    return given[:LONGEST_NAME] or desk.settings.who


def page(
    request: Request[Any, Any, Any], desk: Desk, template: str, *, status: int = 200, **filled: Any
) -> Response[str]:
    """A page from its template: it sees `t` (the tongue), `tell` (values in words), what is below, and `filled`."""
    t = visitor_tongue(request)
    catalogue = desk.catalogue()
    theme = request.cookies.get(THEME_COOKIE, "auto")
    shared = {
        "t": t,
        "tell": Teller(t),
        "path": request.url.path,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "languages": LANGUAGES,
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "version": catalogue.version,
        "judged": catalogue.judged,
        "waiting": len(catalogue.queue),
        "who": visitor_name(request, desk),
        "linking": desk.linking,
        "url": url,
        "asset": ASSETS.address,
    }
    text = environment().get_template(template).render({**shared, **filled})
    return Response(text, status_code=status, media_type=MediaType.HTML, headers={"cache-control": "no-store"})


def url(path: str, /, **query: Any) -> str:
    """An address inside the desk; what is None or empty is left out."""
    kept = {key: value for key, value in query.items() if value not in (None, "", ())}
    return quote(path, safe="/:") + (f"?{urlencode(kept, doseq=True)}" if kept else "")
