"""The door of the room: one page in, one document or refusal out. A pure function of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recoupe.clean.assemble import Assembled, assemble
from recoupe.clean.draft import Draft, draft_text
from recoupe.clean.html_draft import draft_html
from recoupe.clean.html_page import Malformed
from recoupe.clean.languages import UNKNOWN, Languages
from recoupe.clean.posts import Posts
from recoupe.clean.publication import Verdict, decide
from recoupe.clean.rules import PageRules
from recoupe.clean.sift import Sieve
from recoupe.clean.signs import Sign, translated, truncated
from recoupe.language.pack import LanguagePack
from recoupe.model.document import Document, Issue, RawPage, Refusal
from recoupe.model.ids import make_id
from recoupe.model.spans import CharSpan, Quote, quote
from recoupe.text.encoding import CUT, decode

#: Words of another language below which no issue is raised: a name, a slogan.
_FEW_WORDS = 4
#: Codes of the issues raised here.
ISSUE_CODES = ("bad_date", "date_conflict", "machine_translation", "truncated", "unsupported_language")


class CleanTools:
    """What cleaning needs besides the page: rules of the packs, means to tell languages apart. Never changes."""

    def __init__(self, packs: Sequence[LanguagePack]) -> None:
        self.rules = tuple(PageRules(pack) for pack in packs)
        self.languages = Languages(packs)
        self.sieve = Sieve(self.rules, self.languages)
        months = {month for rules in self.rules for month in rules.calendar.months}
        self.posts = Posts(sorted(months), self.languages)


def load_tools(codes: Sequence[str] = ("fr",)) -> CleanTools:
    """Tools for the language packs `codes`.

    Raises:
        LanguageError: a pack is missing or faulty.
    """
    return CleanTools([LanguagePack(code) for code in codes])


def clean(page: RawPage, tools: CleanTools) -> Document | Refusal:
    """The article on `page`, or why there is none: `binary`, `malformed`, `no_text` or `unsupported_language`."""
    decoded = decode(page.content)
    if decoded is None:
        return Refusal(page.path, "binary", "bytes that are no text in any encoding")
    try:
        make = draft_html if page.media_type == "html" else draft_text
        draft = make(page, decoded.text, tools.sieve, tools.rules)
    except Malformed as error:
        return Refusal(page.path, "malformed", str(error))
    if not any(char.isalpha() for part in draft.parts for char in part.text):
        return Refusal(page.path, "no_text", "nothing on the page reads as an article")
    made = assemble(
        draft.parts, tools.languages, tools.posts, (page.metadata.language or draft.language or "")[:2].lower()
    )
    if not any(zone.language in tools.languages.supported for zone in made.zones):
        found = ", ".join(made.languages) or "none that can be told"
        return Refusal(page.path, "unsupported_language", f"no language pack for what it is written in: {found}")
    cut = decoded.fault == CUT
    return _document(page, draft, made, tools, cut)


def _document(page: RawPage, draft: Draft, made: Assembled, tools: CleanTools, cut: bool) -> Document:
    identity = make_id("doc", page.sha256)
    verdict = decide(draft.witnesses, page.published_argument, tools.rules)
    paywalled = cut or any(dropped.reason == "paywall" for dropped in draft.dropped)
    end = truncated(made.text, made.zones, tools.rules, paywalled)
    signs = (
        *_date_signs(verdict),
        *((end,) if end else ()),
        *translated(made.text, made.zones, tools.rules),
        *_foreign_signs(made, tools.languages),
    )
    return Document(
        id=identity,
        path=page.path,
        uri=page.uri,
        sha256=page.sha256,
        title=draft.title,
        outlet=draft.outlet,
        languages=made.languages,
        published=verdict.published,
        dateline=_dateline(made, tools.rules),
        text=made.text,
        zones=made.zones,
        dropped=draft.dropped,
        issues=tuple(_issue(identity, made.text, sign) for sign in signs),
    )


def _issue(document: str, text: str, sign: Sign) -> Issue:
    return Issue(document, sign.code, quote(text, sign.span) if sign.span else None, sign.detail)


def _date_signs(verdict: Verdict) -> Iterable[Sign]:
    for words in verdict.bad:
        yield Sign("bad_date", None, f"no such day: {words}")
    for words in verdict.against:
        yield Sign("date_conflict", None, f"the page dates itself, and not to the day given: {words}")


def _foreign_signs(made: Assembled, languages: Languages) -> Iterable[Sign]:
    """Stretches of the article that nothing will be read from. Embedded posts are shown as such and raise nothing."""
    for zone in made.zones:
        words = len(made.text[zone.start : zone.end].split())
        known = zone.language in languages.supported or zone.language == UNKNOWN
        if not known and zone.kind != "embed" and words >= _FEW_WORDS:
            yield Sign("unsupported_language", CharSpan(zone.start, zone.end), f"no language pack for {zone.language}")


def _dateline(made: Assembled, rules: Sequence[PageRules]) -> Quote | None:
    """The place that one of the first paragraphs begins with."""
    paragraphs = [zone for zone in made.zones if zone.kind in ("lead", "body", "byline")][:3]
    for zone in paragraphs:
        for rule in rules:
            match = rule.dateline(made.text[zone.start : zone.end])
            if match and match["place"]:
                return quote(made.text, CharSpan(zone.start + match.start("place"), zone.start + match.end("place")))
    return None
