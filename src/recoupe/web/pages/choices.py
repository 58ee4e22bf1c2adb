"""What a visitor chooses for good: language, appearance, the name that signs decisions. Kept in cookies."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

import msgspec
from litestar import post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.exceptions import ClientException
from litestar.params import Body
from litestar.response import Redirect

from recoupe.web.render import LANGUAGE_COOKIE, LONGEST_NAME, NAME_COOKIE, THEME_COOKIE, THEMES
from recoupe.web.tongue import LANGUAGES

#: A year, in seconds.
_LONG = 365 * 24 * 3600


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One or several choices, and the page to go back to."""

    language: str | None = None
    theme: str | None = None
    name: str | None = None
    here: str = "/"


@post("/choose", status_code=303)
async def choose(data: Annotated[Choice, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> Redirect:
    """Keep what was chosen, and go back."""
    if data.language not in (None, *LANGUAGES) or data.theme not in (None, *THEMES):
        raise ClientException(f"choose a language of {LANGUAGES} and a theme of {THEMES}")
    kept = {LANGUAGE_COOKIE: data.language, THEME_COOKIE: data.theme}
    cookies = [_cookie(key, value) for key, value in kept.items() if value is not None]
    cookies += [name_cookie(data.name)] if data.name is not None else []
    return Redirect(inside(data.here), status_code=303, cookies=cookies)


def name_cookie(name: str) -> Cookie:
    """Keeps the name that signs decisions."""
    return _cookie(NAME_COOKIE, quote(name.strip()[:LONGEST_NAME]))


def _cookie(key: str, value: str) -> Cookie:
    return Cookie(key=key, value=value, max_age=_LONG, samesite="strict", httponly=True)


def inside(address: str) -> str:
    """An address of this desk: never another host."""
    return "/" + address.replace("\\", "/").lstrip("/")


HANDLERS = (choose,)
