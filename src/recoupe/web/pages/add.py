"""The page where articles are added: files, or pasted text with an address and a date."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import State, UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect

from recoupe.model.errors import DataError
from recoupe.pipeline.intake import Pasted, Upload, pasted, uploaded
from recoupe.web.adding import Addition, Intake
from recoupe.web.render import page, url

#: Longest text that can be pasted, in characters.
_LONGEST = 10_000_000


class FilesForm(msgspec.Struct, kw_only=True):
    """Files, and the date of those that tell none."""

    files: list[UploadFile]
    published: str = ""


class PasteForm(msgspec.Struct, frozen=True, kw_only=True):
    """An article."""

    text: str
    title: str = ""
    outlet: str = ""
    uri: str = ""
    published: str = ""


@get("/add", include_in_schema=False, sync_to_thread=True)
def add(request: Request[object, object, State], state: State, job: FromQuery[str] = "") -> Response[str]:
    """The forms; with `job`, how far an addition is and what it changed."""
    desk, intake = state["desk"], state["intake"]
    return page(request, desk, "add.html", addition=intake.get(job), asked=bool(job), catalogue=desk.catalogue())


@post("/add/files", include_in_schema=False, status_code=303)
async def add_files(
    state: State, data: Annotated[FilesForm, Body(media_type=RequestEncodingType.MULTI_PART)]
) -> Redirect:
    """Read files."""
    files = [Upload(file.filename, await file.read()) for file in data.files if file.filename]
    if not files:
        raise DataError("no file was chosen. Choose one or several, then add them.")
    intake: Intake = state["intake"]
    size = sum(len(file.content) for file in files)
    return _follow(intake.add(uploaded(files, _day(data.published)), size))


@post("/add/text", include_in_schema=False, status_code=303, sync_to_thread=True)
def add_text(state: State, data: Annotated[PasteForm, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> Redirect:
    """Read a pasted article."""
    if not data.text.strip():
        raise DataError("the text is empty. Paste an article.")
    if len(data.text) > _LONGEST:
        raise DataError(f"the text has {len(data.text):,} characters, more than {_LONGEST:,}. Add it as a file.")
    article = Pasted(
        data.text,
        title=data.title.strip() or None,
        outlet=data.outlet.strip() or None,
        uri=data.uri.strip() or None,
        published=_day(data.published),
    )
    intake: Intake = state["intake"]
    return _follow(intake.add(pasted(article), len(data.text)))


@get("/api/additions/{key:str}", sync_to_thread=False, summary="How far an addition is, and what it changed")
def addition(state: State, key: FromPath[str]) -> dict[str, Any]:
    """An addition that was started on the page."""
    intake: Intake = state["intake"]
    found = intake.get(key)
    if found is None:
        raise NotFoundException(f"no addition {key!r} is remembered")
    told: dict[str, Any] = msgspec.to_builtins(found)
    return told


def _follow(started: Addition) -> Redirect:
    return Redirect(url("/add", job=started.id), status_code=303)


def _day(text: str) -> str | None:
    """A date as the page's field gives it."""
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise DataError(f"{text!r} is no date. Give YYYY-MM-DD.") from error


HANDLERS = (add, add_files, add_text, addition)
