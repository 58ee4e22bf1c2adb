"""What keeps a desk to the people it is for: headers on every answer, the names it answers to, a token."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from recoupe.web.settings import LOOPBACK, Settings

#: Pages hold words of strangers: no script but ours, no request but to us, no frame, no form to elsewhere.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}
#: Methods that change nothing.
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_COOKIE = "recoupe_token"


class Guard:
    """ASGI middleware around the whole desk.

    A request under a name that the desk does not have is refused (a page elsewhere may point its own name at
    127.0.0.1); so is one that would change something and that a browser sends from another site (`Sec-Fetch-Site`, or
    `Origin` where a browser does not send that: the check of OWASP's cheat sheet on cross-site request forgery, which
    needs no token in forms); and so is one without the token where one is set: `?token=` once, a cookie from then on.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._names = {*LOOPBACK, *settings.hosts, settings.host} - {"", "0.0.0.0", "::"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        headers = {bytes(k).lower(): bytes(v).decode("latin-1") for k, v in scope["headers"]}
        if (self._settings.local or self._settings.hosts) and _name(headers.get(b"host", "")) not in self._names:
            await _refuse(send, 421, "This desk does not answer to that name. Open the address that it printed.")
            return
        if scope["method"] not in SAFE and not _same_site(headers):
            await _refuse(send, 403, "This request came from another site. Decide on the desk's own pages.")
            return
        if self._settings.token is None:
            await self._app(scope, receive, _with_headers(send))
            return
        query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = query.pop("token", [""])[0]
        if self._is_token(given):
            address = scope["path"] + (f"?{urlencode(query, doseq=True)}" if query else "")
            await _enter(send, address, given)
        elif self._is_token(_cookie(headers.get(b"cookie", ""))):
            await self._app(scope, receive, _with_headers(send))
        else:
            await _refuse(send, 401, "This desk asks for a token. Open the whole address that `recoupe desk` printed.")

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), (self._settings.token or "").encode())


def _same_site(headers: Mapping[bytes, str]) -> bool:
    """Whether a request comes from a page of the desk itself, or from no browser at all."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get(b"origin")
    return origin is None or origin.partition("://")[2] == headers.get(b"host", "")


def _name(host: str) -> str:
    """The name in a Host header, without the port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _cookie(header: str) -> str:
    found = SimpleCookie(header).get(TOKEN_COOKIE)
    return found.value if found is not None else ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *ours]
        await send(message)

    return sending


async def _enter(send: Send, address: str, token: str) -> None:
    """Keep the token in a cookie and take it out of the address, where it would stay in histories."""
    cookie = f"{TOKEN_COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict"
    # Not //elsewhere: that is another host.
    inside = "/" + address.lstrip("/\\")
    headers = [(b"location", inside.encode("latin-1", "ignore")), (b"set-cookie", cookie.encode("latin-1"))]
    await _with_headers(send)({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await _with_headers(send)({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode(), "more_body": False})
