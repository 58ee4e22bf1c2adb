"""What pages become: parts, dates, languages, what is dropped and why."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.clean.cleaner import ISSUE_CODES, CleanTools, clean, load_tools
from recoupe.clean.rules import DROP_REASONS
from recoupe.model.document import Document, MediaType, PageMetadata, RawPage, Refusal
from recoupe.text.normalise import plain

TOOLS = load_tools()
TITLE = "Sahel : un convoi pris pour cible près de Tessit"
LEAD = "Trois véhicules de l'armée ont sauté mardi sur des mines près de Tessit, a indiqué une source militaire."
BODY = "Les blessés ont été évacués vers Gao dans la soirée, selon la même source, qui n'a pas donné de bilan."
END = "Aucun groupe n'a revendiqué l'attaque, la deuxième en une semaine dans cette zone des trois frontières."
ARTICLE = (TITLE, LEAD, BODY, END)


def page(
    text: str,
    media: MediaType = "text",
    metadata: PageMetadata | None = None,
    argument: str | None = None,
    uri: str | None = None,
) -> RawPage:
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    digest = hashlib.sha256(content).hexdigest()
    return RawPage("a.txt", uri, content, digest, media, metadata or PageMetadata(), argument)


def document(text: str, *args: object, **more: object) -> Document:
    made = clean(page(text, *args, **more), TOOLS)  # type: ignore[arg-type]
    assert isinstance(made, Document), made
    return made


def day(made: Document) -> tuple[str, str, int, str, str] | None:
    if made.published is None:
        return None
    interval, evidence = made.published.interval, made.published.evidence
    return str(interval.start), str(interval.end), interval.precision, evidence.kind, evidence.exact


def dropped(made: Document) -> dict[str, str]:
    return {d.exact: d.reason for d in made.dropped}


def kinds(made: Document) -> list[str]:
    return [zone.kind for zone in made.zones]


def codes(made: Document) -> list[str]:
    return [issue.code for issue in made.issues]


PLAIN = "\n\n".join(ARTICLE)


def html(*, head: str = "", top: str = "", bottom: str = "", body: str = "") -> str:
    body = body or f"<p>{LEAD}</p><p>{BODY}</p><p>{END}</p><p>{BODY.replace('Gao', 'Ansongo')}</p>"
    return (
        f"<!DOCTYPE html><html lang='fr'><head><title>{TITLE}</title>{head}</head><body>"
        "<header><nav><a href='/'>Accueil</a><a href='/m'>Monde</a></nav></header>"
        f"<article><h1>{TITLE}</h1>{top}{body}</article>"
        f"{bottom}<footer>Mentions légales</footer><script>var x = 'faux';</script></body></html>"
    )


def test_text_page_keeps_title_paragraphs_and_breaks() -> None:
    made = document(PLAIN)
    assert made.text == PLAIN
    assert made.title == TITLE
    assert kinds(made) == ["title", "lead", "body", "body"]
    assert {z.language for z in made.zones} == {"fr"}
    assert (made.languages, made.published, made.dropped, made.issues) == (("fr",), None, (), ())


def test_id_is_of_the_bytes() -> None:
    assert document(PLAIN).id == document(PLAIN).id != document(PLAIN + " ").id


def test_wrapped_text_is_joined_and_lists_are_not() -> None:
    wrapped = (
        f"{TITLE}\n\nTrois véhicules de l'armée ont sauté mardi sur des mines\nprès de Tessit, a indiqué une source"
        " militaire. Les\nblessés ont été évacués vers Gao dans la soirée.\n\nPaul\nMarie\n\n"
        "Tous deux sont revenus au poste de Tessit avant la nuit\ntombée, a dit leur chef."
    )
    text = document(wrapped).text
    assert "sur des mines près de Tessit" in text
    assert "militaire. Les blessés" in text
    assert "Paul\n\nMarie" in text


@pytest.mark.parametrize(
    ("head", "start", "end", "precision", "kind"),
    [
        ("Publié le mardi 7 novembre 2023 à 20h41", "2023-11-07", "2023-11-07", 1, "header"),
        ("Le Phare - Publié le 7 novembre 2023 à 20h41", "2023-11-07", "2023-11-07", 1, "header"),
        ("07/11/2023 | 08:05", "2023-11-07", "2023-11-07", 1, "header"),
        ("07.11.2023, 10h21", "2023-11-07", "2023-11-07", 1, "header"),
        ("Belga, publié le 07-11-23 à 13:40", "2023-11-07", "2023-11-07", 1, "header"),
        ("Mis à jour le 7 novembre 2023", "2023-11-07", "2023-11-07", 1, "header"),
        ("Édition du mardi 7 novembre 2023", "2023-11-07", "2023-11-07", 1, "header"),
    ],
)
def test_header_dates(head: str, start: str, end: str, precision: int, kind: str) -> None:
    for text in (f"{head}\n\n{PLAIN}", PLAIN.replace("\n\n", f"\n\n{head}\n\n", 1)):
        made = document(text)
        assert day(made) == (start, end, precision, kind, head)
        assert made.title == TITLE
        assert head not in made.text
        assert dropped(made)[head] == "byline_date"


def test_crawl_header_gives_month_and_title() -> None:
    made = document(f" date 2019-12 {PLAIN}")
    assert day(made) == ("2019-12-01", "2019-12-31", 4, "header", "date 2019-12")
    assert made.title == TITLE
    assert made.text == PLAIN
    assert dropped(made) == {"date 2019-12": "crawl_header"}


def test_crawl_header_before_a_paragraph_gives_no_title() -> None:
    made = document(f" date 2019-12 {LEAD}\n\n{BODY}\n\n{END}")
    assert made.title is None
    assert made.text.startswith(LEAD)


def test_publication_beats_change_and_finer_beats_vaguer() -> None:
    made = document(f"Mis à jour le 9 novembre 2023\nPublié le 7 novembre 2023\n\n{PLAIN}")
    assert day(made)[:2] == ("2023-11-07", "2023-11-07")  # type: ignore[index]
    made = document(f" date 2023-11 {PLAIN}\n\nPublié le 7 novembre 2023 à 10:00")
    assert day(made)[2] == 1  # type: ignore[index]


def test_dateline_gives_place_and_full_date_only() -> None:
    made = document(f"{TITLE}\n\nBAMAKO, 7 novembre 2023 (AFP) - {LEAD}\n\n{BODY}")
    assert made.dateline is not None
    assert made.dateline.exact == "BAMAKO"
    assert made.text[made.dateline.start : made.dateline.end] == "BAMAKO"
    assert day(made) == ("2023-11-07", "2023-11-07", 1, "text", "7 novembre 2023")
    assert document(f"{TITLE}\n\nBAMAKO, 7 novembre (AFP) - {LEAD}\n\n{BODY}").published is None
    assert document(f"{TITLE}\n\nVIDÉO - {LEAD}\n\n{BODY}").dateline is None


@pytest.mark.parametrize(
    "line",
    [
        "GAO (Mali), 7 nov 2023 (AGN) -",
        "GAO, 7 nov. 2023 (Agence du Nord) –",
        "Gao (AGN) - 7 novembre 2023 -",
        "(AGN) GAO, 7 nov 2023 -",
        "GAO/Ansongo, 7 Novembre 2023 (AGN).-",
        "Gao, de notre correspondant, 7 novembre 2023 :",
        "GAO, mardi 7 novembre 2023, 10 h 30 GMT (AGN) -",
        "7 novembre 2023 – Gao –",
        "[Gao, le 7 novembre 2023]",
        "(AFP 07/11/2023) -",
        "GAO, NOV 7, 2023 (AGN) -",
    ],
)
def test_datelines_of_any_agency_date_the_page(line: str) -> None:
    later = "Le 4 mars 2012, trente civils avaient péri dans cette région, rappelle le gouverneur de la province."
    for text in (f"{TITLE}\n\n{line} {LEAD}\n\n{BODY}\n\n{later}", f"{TITLE}\n\n{line}\n{LEAD}\n\n{BODY}\n\n{later}"):
        made = document(text)
        assert made.published is not None, line
        assert str(made.published.interval.start) == str(made.published.interval.end) == "2023-11-07", line


@pytest.mark.parametrize("line", ["Gao, 13 novembre 2015. Il est six heures.", "Gao, le 13 novembre 2015, vers midi :"])
def test_a_story_that_begins_with_a_day_is_not_dated_by_it(line: str) -> None:
    assert document(f"{TITLE}\n\n{line} {LEAD}\n\n{BODY}").published is None


def test_a_dateline_without_a_year_makes_a_vaguer_date_finer() -> None:
    wire = f"BAMAKO, 7 novembre (AFP) - {LEAD}\n\n{BODY}"
    assert day(document(f"date 2023-11 {TITLE}\n\n{wire}")) == ("2023-11-07", "2023-11-07", 1, "text", "7 novembre")
    assert day(document(f"{TITLE}\n\n{wire}\n\n© 2023 AFP"))[0] == "2023-11-07"  # type: ignore[index]
    # Another month, or the year of a site that is not the agency's, tells nothing.
    assert day(document(f"date 2023-12 {TITLE}\n\n{wire}"))[:3] == ("2023-12-01", "2023-12-31", 4)  # type: ignore[index]
    assert document(f"{TITLE}\n\n{wire}\n\n© 2024 Le Phare").published is None


def test_a_communique_is_dated_where_it_is_signed() -> None:
    made = document(f"Communiqué\n\n{LEAD}\n\n{BODY}\n\nFait à Gao, le 7 novembre 2023\n\nLe porte-parole des armées")
    assert day(made)[0] == "2023-11-07"  # type: ignore[index]
    assert made.text.endswith("Le porte-parole des armées")


@pytest.mark.parametrize(
    "line",
    [
        "Tendances",
        "Simulateur de crédit - Comparateur d'assurances",
        "Le bon plan du jour : comparez les box",
        "Le printemps des brocantes",
    ],
)
def test_below_the_article_scraps_are_furniture(line: str) -> None:
    made = document(f"{PLAIN}\n\n{line}")
    assert made.text == PLAIN


@pytest.mark.parametrize(
    "line",
    [
        "Un mort.",
        "« Nous avons tout perdu. »",
        "« Ne tirez pas »",
        "Gao : douze blessés",
        "- Kidal",
        "Selon le porte-parole, les",
        "Moussa Keïta",
    ],
)
def test_below_the_article_its_own_last_words_stay(line: str) -> None:
    assert document(f"{PLAIN}\n\n{line}").text == f"{PLAIN}\n\n{line}"


def test_appeals_go_from_the_body_and_titles_stay() -> None:
    appeal = "Chaque matin, recevez les dix informations clés de l'actualité africaine."
    assert document(f"{TITLE}\n\n{LEAD}\n\n{appeal}\n\n{BODY}").text == f"{TITLE}\n\n{LEAD}\n\n{BODY}"
    title = "Vidéo. Ce que vous devez savoir de l'article 5"
    assert document(f"{title}\n\n{LEAD}\n\n{BODY}").title == title


def test_sections_between_title_and_text_go_and_a_standfirst_stays() -> None:
    made = document(f"{TITLE}\nActualité\nMali\nTrois véhicules détruits près de Tessit\n\n{LEAD}\n\n{BODY}")
    assert made.text == f"{TITLE}\n\nTrois véhicules détruits près de Tessit\n\n{LEAD}\n\n{BODY}"


def test_a_slogan_above_the_menu_is_no_title() -> None:
    made = document(f"ONDES DU FLEUVE\nToutes les rives en parlent ici\nDirect | Podcasts | Fréquences\n\n{PLAIN}")
    assert (made.title, made.outlet) == (TITLE, "ONDES DU FLEUVE")


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Gao, le 7 novembre 2023", None),
        ("GAO (Agence du Nord) - 7 novembre 2023 -", None),
        ("New York, le 7 novembre 2023", None),
        ("Le Phare, le 7 novembre 2023", "Le Phare"),
        ("Belga, publié le 07-11-23 à 13:40", "Belga"),
    ],
)
def test_a_town_before_a_date_is_no_outlet(head: str, outlet: str | None) -> None:
    assert document(f"{TITLE}\n\n{head}\n\n{LEAD}\n\n{BODY}").outlet == outlet


def test_an_agency_above_the_initials_of_its_desk_is_the_outlet() -> None:
    wire = f"{TITLE}\n\nGAO (Mali), 7 nov 2023 (AGN) - {LEAD}\n\n{BODY}"
    assert document(f"{wire}\n\nabc/de/fg").outlet == "AGN"
    assert document(wire).outlet is None


@pytest.mark.parametrize("words", ["mardi", "hier soir", "il y a deux heures", "ce matin"])
def test_relative_dates_date_nothing(words: str) -> None:
    assert document(f"Publié {words}\n\n{PLAIN}").published is None


def test_no_date_is_no_date_and_absurd_ones_are_told() -> None:
    made = document(f"Publié le 31 février 2023\n\n{PLAIN}")
    assert made.published is None
    assert codes(made) == ["bad_date"]


@pytest.mark.parametrize(
    ("argument", "expected", "issues"),
    [
        ("2023-11-07", ("2023-11-07", "argument"), []),
        ("7 novembre 2023", ("2023-11-07", "argument"), []),
        ("demain", None, ["bad_date"]),
        ("2023-02-31", None, ["bad_date"]),
    ],
)
def test_argument_speaks_where_the_page_is_silent(
    argument: str, expected: tuple[str, str] | None, issues: list[str]
) -> None:
    made = document(PLAIN, argument=argument)
    found = day(made)
    assert (found and (found[0], found[3])) == expected
    assert codes(made) == issues


def test_argument_refines_but_does_not_overrule() -> None:
    refined = document(f" date 2023-11 {PLAIN}", argument="2023-11-07")
    assert day(refined)[3] == "argument"  # type: ignore[index]
    kept = document(f"Publié le 7 novembre 2023\n\n{PLAIN}", argument="2020-01-01")
    assert day(kept)[0] == "2023-11-07"  # type: ignore[index]
    assert codes(kept) == ["date_conflict"]


NOISE = [
    ("Lire aussi : Tchad, le pouvoir hésite", "related"),
    ("Partager sur Facebook   Partager sur Twitter   Imprimer", "share"),
    ("Abonnez-vous à notre lettre quotidienne", "subscribe"),
    ("Laisser un commentaire", "comments"),
    ("Votre adresse e-mail ne sera pas publiée.", "comments"),
    ("GIPHY App Key not set. Please check settings", "ui"),
    ("bur-abc/de/fgh", "desk_initials"),
    ("Copyright Le Phare du Sahel. Tous droits réservés.", "copyright"),
    ("Nous utilisons des cookies pour mesurer notre audience", "consent"),
    ("Accepter - Refuser - Paramétrer", "consent"),
    ("Pour réagir, identifiez-vous ou créez un compte", "login"),
    ("Accueil | Monde | Sport | Culture", "menu"),
    ("Podcasts  Grille des programmes  Fréquences", "menu"),
    ("Publicité", "advert"),
    ("Temps de lecture : 3 min", "ui"),
    ("Crédit : Télé Nord", "credit"),
]


@pytest.mark.parametrize(("line", "reason"), NOISE)
def test_furniture_goes_with_its_reason(line: str, reason: str) -> None:
    made = document(f"{PLAIN}\n\n{line}\n")
    assert made.text == PLAIN
    assert [d.reason for d in made.dropped] == [reason]
    middle = document(f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{BODY}\n\n{END}")
    assert middle.text == PLAIN, "furniture in the middle does not take the rest with it"


def test_readers_comments_go_to_the_end() -> None:
    made = document(
        f"{PLAIN}\n\nCommentaires (2)\nAwa\nUn article qui ne dit pas tout, comme d'habitude dans ce journal.\nBravo !"
    )
    assert made.text == PLAIN
    assert {d.reason for d in made.dropped} == {"comments"}


def test_headlines_under_a_heading_go_and_prose_below_stays() -> None:
    made = document(
        f"{TITLE}\n\n{LEAD}\n\nÀ lire aussi\nLe pont de Gao rouvert\n\n{BODY}\n\n{END}\n\n"
        "Les plus lus\n\nUn\n\nDeux autres titres"
    )
    assert made.text == PLAIN
    assert dropped(made)["Le pont de Gao rouvert"] == "related"


def test_captions_bylines_notes_and_subheads_stay_as_such() -> None:
    made = document(
        f"{TITLE}\n\nPar Awa Diallo avec AFP\n\n{LEAD}\n\nUn convoi à Gao, en 2020. © Archives Nord\n\n"
        f"La route coupée\n\n{BODY}\n\n{END}"
        "\n\n*Organisation interdite au Mali\n\nAwa DIALLO"
    )
    assert kinds(made) == ["title", "byline", "lead", "caption", "subhead", "body", "body", "footnote", "byline"]
    assert [z.language for z in made.zones if z.kind == "byline"] == ["und", "und"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Le Phare du Sahel - Publié le 7 mai 2023\n\n{PLAIN}", "Le Phare du Sahel"),
        (f"{PLAIN}\n\nCopyright Le Phare du Sahel. Tous droits réservés.", "Le Phare du Sahel"),
        (f"LE COURRIER DU SAHEL\n\n{PLAIN}", "LE COURRIER DU SAHEL"),
        (f"Chronique militaire\n\n{PLAIN}", None),
        (f"{PLAIN}\n\nAvec AFP", None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    made = document(text)
    assert made.outlet == outlet
    assert made.title == TITLE


def test_a_post_in_english_is_split_off_the_paragraph() -> None:
    post = (
        "Our forces conducted a defensive strike near the border this morning"
        " https://t.co/x-- Relief Desk (@reliefdesk) March 3, 2021"
    )
    made = document(f"{TITLE}\n\n{LEAD} {post} {BODY}\n\n{END}")
    assert kinds(made) == ["title", "lead", "embed", "lead", "body"]
    embed = made.zones[2]
    assert made.text[embed.start : embed.end] == post
    assert embed.language == "en"
    assert made.languages == ("fr", "en")
    assert codes(made) == []


def test_another_language_is_an_issue_and_foreign_furniture_is_not() -> None:
    hebrew = "הצבא הודיע כי שלושה כלי רכב נפגעו"
    made = document(f"{PLAIN}\n\n{hebrew}\n\nS'abonner\n\nЗаголовок новости")
    assert made.languages == ("fr", "he")
    (issue,) = made.issues
    assert issue.code == "unsupported_language"
    assert issue.quote is not None
    assert issue.quote.exact == hebrew
    assert dropped(made)["Заголовок новости"] == "foreign_furniture"


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("Selon le porte-parole du groupe, 19 ...", True),
        ("Le porte-parole a ajouté que les...", True),
        ("Le porte-parole a ajouté que les blessés sont dans un", True),
        ("Le bilan pourrait encore s'alourdir [...]", True),
        ("Le porte-parole a ajouté que tous les blessés avaient été évacués vers la capitale et que les", True),
        ("Et la guerre continue...", False),
        ("« On verra bien… »", False),
        ("Le calme est revenu.", False),
        ("Le calme est revenu !", False),
    ],
)
def test_cut_off_ends(end: str, cut: bool) -> None:
    made = document(f"{PLAIN} {end}")
    assert codes(made) == (["truncated"] if cut else [])
    if cut:
        quote = made.issues[0].quote
        assert quote is not None
        assert quote.exact == end
        assert made.text[quote.start : quote.end] == end


def test_dots_above_a_paywall_are_a_cut() -> None:
    made = document(f"{PLAIN} Le chef du groupe a été tu...\n\nLire la suite (réservé aux abonnés)")
    assert codes(made) == ["truncated"]
    assert [d.reason for d in made.dropped] == ["paywall"]


def test_machine_translation_shows_by_calques() -> None:
    made = document(PLAIN.replace("l'attaque", "les grèves aériennes"))
    assert codes(made) == ["machine_translation"]
    assert codes(document(PLAIN.replace("l'attaque", "la grève des transports aériens"))) == []


def test_row_with_title_and_lead_from_its_container() -> None:
    made = document(f"{BODY}{END}", metadata=PageMetadata(TITLE, "Le Phare", "2023-11-07", None, LEAD))
    assert made.text == f"{TITLE}\n\n{LEAD}\n\n{BODY}{END}"
    assert kinds(made) == ["title", "lead", "body"]
    assert (made.outlet, day(made)) == ("Le Phare", ("2023-11-07", "2023-11-07", 1, "metadata", "2023-11-07"))


def test_title_said_twice_is_kept_once() -> None:
    made = document(PLAIN, metadata=PageMetadata(TITLE))
    assert made.text == PLAIN
    assert dropped(made) == {TITLE: "repeated"}


def test_typography_stays_and_the_invisible_goes() -> None:
    text = (
        PLAIN.replace("'", "’")
        .replace("évacués", "e\u0301vacue\u0301s")
        .replace("source", "sour\u00adce\u200b")
        .replace(" : ", "\u00a0: ")
    )
    made = document(text.replace("attaque", "of\ufb01ce"))
    assert "évacués" in made.text
    assert "source militaire" in made.text
    assert "l’office" in made.text
    assert "Sahel\u00a0: un" in made.text
    assert "of\ufb01ce" not in made.text


def test_entities_of_a_text_page_are_characters() -> None:
    assert "l'armée & l'État" in document(PLAIN.replace("l'armée", "l&#39;arm&eacute;e &amp; l'État")).text


def test_markdown_marks_go() -> None:
    made = document(f"# {TITLE}\n\n**{LEAD}**\n\n{BODY}\n\n## La suite\n\n{END} [Le Phare](https://x.org/a)")
    assert made.text == f"{TITLE}\n\n{LEAD}\n\n{BODY}\n\nLa suite\n\n{END} Le Phare"


def test_html_page() -> None:
    made = document(html(bottom="<aside><a href='/x'>Trois autres titres à lire</a></aside>"), "html")
    assert made.title == TITLE
    assert made.text.startswith(f"{TITLE}\n\n{LEAD}\n\n{BODY}\n\n{END}")
    assert kinds(made) == ["title", "lead", "body", "body", "body"]
    furniture = "\n".join(d.exact for d in made.dropped)
    assert all(words in furniture for words in ("Accueil", "Trois autres titres à lire", "Mentions légales"))
    assert "faux" not in furniture + made.text
    assert made.published is None


@pytest.mark.parametrize(
    ("head", "exact"),
    [
        ("<meta property='article:published_time' content='2023-11-07T20:41:00+01:00'>", "2023-11-07T20:41:00+01:00"),
        ("<meta name='dc.date' content='2023-11-07'>", "2023-11-07"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-11-07"}</script>',
            "2023-11-07",
        ),
        ("<link rel='canonical' href='https://x.org/2023/11/07/convoi.html'>", "https://x.org/2023/11/07/convoi.html"),
    ],
)
def test_html_dates_are_metadata_with_their_words(head: str, exact: str) -> None:
    made = document(html(head=head), "html")
    assert day(made) == ("2023-11-07", "2023-11-07", 1, "metadata", exact)


def test_html_visible_date_line() -> None:
    made = document(html(top="<p class='d'>Le Phare avec AFP, publié le mardi 7 novembre 2023 à 13h02</p>"), "html")
    assert day(made)[:4] == ("2023-11-07", "2023-11-07", 1, "header")  # type: ignore[index]
    assert "13h02" not in made.text


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:modified_time' content='2023-11-09'>",
        "<meta name='generated' content='2023-11-09 14:23'>",
        "<meta name='date' content='aujourd’hui'>",
    ],
)
def test_other_dates_of_a_page_are_not_its_publication(head: str) -> None:
    assert document(html(head=head), "html").published is None


def test_html_line_breaks_and_headings_are_paragraph_breaks() -> None:
    body = f"<p>{LEAD}<br>{BODY}</p><h2>La route coupée</h2><p>{END}</p><p>{BODY.replace('Gao', 'Ansongo')}</p>"
    made = document(html(body=body), "html")
    assert f"{LEAD}\n\n{BODY}\n\nLa route coupée\n\n{END}" in made.text
    assert "subhead" in kinds(made)


def test_html_standfirst_and_byline_outside_the_article_body() -> None:
    chapo = "L'attaque, qui n'a pas été revendiquée, est la plus meurtrière depuis le début de l'année dans la région."
    top = f"<div class='t'><p class='d'>{chapo}</p><p>Par Awa Diallo avec AFP</p></div>"
    page_html = html(head=f"<meta name='description' content=\"{chapo}\">").replace(
        f"<article><h1>{TITLE}</h1>", f"<div><h1>{TITLE}</h1>{top}</div><article>"
    )
    made = document(page_html, "html")
    assert kinds(made)[:3] == ["title", "byline", "lead"]
    assert made.text.startswith(f"{TITLE}\n\nPar Awa Diallo avec AFP\n\n{chapo}\n\n{LEAD}")
    assert all(chapo not in d.exact and "Awa" not in d.exact for d in made.dropped)


def test_html_post_is_one_zone() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p lang='en'>Twelve soldiers killed near the border today, the army says."
        "</p>&mdash; Sahel Desk (@saheldesk) <a href='x'>February 3, 2024</a></blockquote>"
    )
    made = document(
        html(body=f"<p>{LEAD}</p><p>{BODY}</p>{post}<p>{END}</p><p>{BODY.replace('Gao', 'Ansongo')}</p>"), "html"
    )
    embeds = [made.text[z.start : z.end] for z in made.zones if z.kind == "embed"]
    assert embeds == [
        "Twelve soldiers killed near the border today, the army says. — Sahel Desk (@saheldesk) February 3, 2024"
    ]


def test_html_without_a_named_title_takes_the_headline_above() -> None:
    rows = (
        f"<tr><td><font size=4>{TITLE}</font></td></tr><tr><td><p>{LEAD}<p>{BODY}<p>{END}<p>{BODY[::1]} Fin.</td></tr>"
    )
    made = document(f"<html><body><table>{rows}</table></body></html>", "html", uri="https://www.lephare.example/a/1")
    assert made.title == TITLE
    assert made.outlet == "lephare.example"


@pytest.mark.parametrize(
    ("above", "date", "outlet"),
    [
        (f"Accueil Sécurité {TITLE}\n\n{TITLE}\n\nBy La Rédaction -  3 février 2024  0  152", "2024-02-03", None),
        (f"AA / Bamako / Awa Diallo\n\n{TITLE}", None, None),
        (f"Le Phare | Par Awa Diallo - 3 Février 2024\n\n{TITLE}", "2024-02-03", "Le Phare"),
        (f"monde\n3.2.2024 - 08:12\n\n{TITLE}", "2024-02-03", None),
        (f"{TITLE}\nLe Phare | Publié le 2024-02-03 |", "2024-02-03", "Le Phare"),
        (f"{TITLE}\n\n1 min\n\nTexte par :\nSuivre\nÉcouter cet article\n00:00/02:31", None, None),
    ],
)
def test_heads_of_many_houses(above: str, date: str | None, outlet: str | None) -> None:
    made = document(f"{above}\n\n{LEAD}\n\n{BODY}\n\n{END}")
    found = day(made)
    assert (made.title, found and found[0], made.outlet) == (TITLE, date, outlet)
    assert [k for k in kinds(made) if k != "byline"] == ["title", "lead", "body", "body"]


def test_html_piece_of_a_table() -> None:
    made = document(f"<p>{LEAD}</p><div>{BODY}<br/>{END}</div>", "html", metadata=PageMetadata(TITLE))
    assert made.text == PLAIN


def test_scripts_never_reach_the_text() -> None:
    made = document(
        html(body=f"<p>{LEAD}<script>alert(1)</script></p><p onclick='x()'>{BODY}</p><p>{END}</p><p>{LEAD}</p>"), "html"
    )
    assert "alert" not in made.text
    assert "onclick" not in made.text


def assert_promises(made: Document) -> None:
    """What holds of any document."""
    assert unicodedata.is_normalized("NFC", made.text)
    assert len(plain(made.text)) == len(made.text)
    at = 0
    for zone in made.zones:
        assert at <= zone.start < zone.end <= len(made.text)
        assert not made.text[at : zone.start].strip()
        at = zone.end
    assert not made.text[at:].strip()
    assert {d.reason for d in made.dropped} <= set(DROP_REASONS)
    assert {i.code for i in made.issues} <= set(ISSUE_CODES)
    for quote in [i.quote for i in made.issues] + [made.dateline]:
        assert quote is None or made.text[quote.start : quote.end] == quote.exact
    if made.title:
        assert made.text.startswith(made.title)
        assert made.zones[0].kind == "title"


LINES = st.sampled_from(
    [
        *ARTICLE,
        *(line for line, _ in NOISE),
        "",
        "\u00a0",
        "Gao",
        "…",
        "Publié le 3 mai 2021",
        "(@a) May 3, 2021",
        "הצבא הודיע",
        "# x",
        "e\u0301\u200d",
        "12",
    ]
)
ANY = st.one_of(st.text(max_size=300), st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=14).map("\n".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY, st.sampled_from(["text", "html"]))
def test_promises_hold_for_any_text(text: str, media: MediaType) -> None:
    source = page(text, media)
    made = clean(source, TOOLS)
    assert made == clean(source, TOOLS), "a pure function"
    if isinstance(made, Document):
        assert_promises(made)
    else:
        assert isinstance(made, Refusal)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text", "html"]))
def test_promises_hold_for_any_bytes(content: bytes, media: MediaType) -> None:
    made = clean(RawPage("x", None, content, "0", media), TOOLS)
    if isinstance(made, Document):
        assert_promises(made)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES.filter(lambda line: line != "Laisser un commentaire"), min_size=1, max_size=12))
def test_furniture_between_paragraphs_takes_none_of_them_with_it(lines: list[str]) -> None:
    made = clean(page("\n\n".join(lines)), TOOLS)
    if isinstance(made, Document):
        for paragraph in (LEAD, BODY, END):
            assert (paragraph in made.text) == (paragraph in lines)


def test_tools_are_shared_not_changed(tools: CleanTools) -> None:
    first = clean(page(PLAIN), tools)
    clean(page("x" * 1000), tools)
    assert clean(page(PLAIN), tools) == first


def test_title_and_outlet_are_told_apart_in_the_title_of_the_window() -> None:
    body = f"<body><h2>{TITLE}</h2><p>{LEAD}</p><p>{BODY}</p></body>"
    made = document(f"<html><head><title>Journal du Fleuve - {TITLE}</title></head>{body}</html>", "html")
    assert (made.title, made.outlet) == (TITLE, "Journal du Fleuve")


def test_a_button_is_no_title() -> None:
    body = f"<body><h2>{TITLE}</h2><p>{LEAD}</p><p>{BODY}</p></body>"
    assert document(f"<html><head><title>Version imprimable</title></head>{body}</html>", "html").title == TITLE


def test_a_date_alone_beside_the_title_dates_an_html_page_that_says_nothing_else() -> None:
    top = "<p><i>Mardi 7 novembre 2023</i></p>"
    assert day(document(html(top=top), "html"))[0] == "2023-11-07"  # type: ignore[index]
    stated = "<meta name='date' content='2023-11-08'>"
    assert day(document(html(head=stated, top=top), "html"))[0] == "2023-11-08"  # type: ignore[index]
    below = f"<ul><li>{'Un autre titre sans fin ' * 3}</li><li>3 mai 2019</li></ul>"
    assert document(html(bottom=below), "html").published is None


@pytest.mark.parametrize(
    "told",
    [
        "Dans un communiqué publié le 16 mai 2021, l'armée reconnaît dix morts.",
        "Le bilan, mis à jour le 3 mai 2020, est de dix morts.",
        "Créé le 3 mai 2020, le groupe compte cent hommes.",
    ],
)
def test_a_sentence_with_a_day_of_publication_is_the_articles_own(told: str) -> None:
    made = document(f"{TITLE}\n\n{LEAD}\n\n{told}\n\n{BODY}")
    assert told in made.text
    assert made.published is None


def test_a_short_last_sentence_below_a_link_stays() -> None:
    made = document(f"{PLAIN}\n\nÀ lire aussi : la saison des pluies\n\nLe calme est revenu.")
    assert made.text == f"{PLAIN}\n\nLe calme est revenu."


def test_a_day_that_heads_a_chronology_stays() -> None:
    made = document(f"{TITLE}\n\n25 septembre\n\n{LEAD}\n\n26 septembre\n\n{BODY}")
    assert "25 septembre" in made.text
