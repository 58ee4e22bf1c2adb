"""Scripts, styles and outlines as built from frontend/: packed once, kept by browsers until they change."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from pathlib import Path

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

STATIC = Path(__file__).parent / "static"
#: Names of parts that several scripts share: the bundler puts a hash of what is in them into their names.
_HASHED = re.compile(r"chunk-[A-Z0-9]{8}\.js")
_FOR_GOOD, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_TYPES = {".js": "text/javascript", ".css": "text/css"}


class Asset(msgspec.Struct, frozen=True):
    """One file as it is sent. `digest` names what is in it."""

    body: bytes
    packed: bytes
    media_type: str
    digest: str


class Assets:
    """The files of one folder, by name; read anew when one changes. A name that is not in the folder is none of them:
    nothing that a request says is made a path.
    """

    def __init__(self, folder: Path = STATIC) -> None:
        self._folder = folder
        self._read: dict[str, tuple[int, Asset]] = {}

    def get(self, name: str) -> Asset | None:
        """The file of that name."""
        path = next((p for p in self._folder.iterdir() if p.name == name), None) if self._folder.is_dir() else None
        if path is None or not path.is_file():
            return None
        changed = path.stat().st_mtime_ns
        known = self._read.get(name)
        if known is None or known[0] != changed:
            known = self._read[name] = (changed, _asset(path))
        return known[1]

    def address(self, name: str) -> str:
        """Where it is, with what is in it: another address once it has changed."""
        found = self.get(name)
        return f"/static/{name}?v={found.digest}" if found else f"/static/{name}"


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, gzip.compress(body, 9, mtime=0), media_type, hashlib.sha256(body).hexdigest()[:12])


ASSETS = Assets()


@get("/static/{name:str}", include_in_schema=False, sync_to_thread=True)
def static(request: Request[object, object, State], name: FromPath[str]) -> Response[bytes]:
    """One file, packed for browsers that unpack it, and none of it for those that have it."""
    found = ASSETS.get(name)
    if found is None:
        raise NotFoundException(name)
    sure = request.query_params.get("v") == found.digest or _HASHED.fullmatch(name) is not None
    headers = {"etag": f'"{found.digest}"', "vary": "accept-encoding"}
    headers["cache-control"] = _FOR_GOOD if sure else _ASK_AGAIN
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(b"", status_code=304, headers=headers, media_type=found.media_type)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, headers=headers, media_type=found.media_type)
    return Response(found.packed, headers={**headers, "content-encoding": "gzip"}, media_type=found.media_type)
