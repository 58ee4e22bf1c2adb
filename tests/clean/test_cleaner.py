"""What pages become: parts, dates, languages, what is dropped and why."""

from __future__ import annotations

import pytest
from article_pages import BODY, END, LEAD, PLAIN, TITLE, codes, document, dropped, html, kinds

from recoupe.model.document import PageMetadata


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


def test_captions_bylines_notes_and_subheads_stay_as_such() -> None:
    made = document(
        f"{TITLE}\n\nPar Awa Diallo avec AFP\n\n{LEAD}\n\nUn convoi à Gao, en 2020. © Archives Nord\n\n"
        f"La route coupée\n\n{BODY}\n\n{END}"
        "\n\n*Organisation interdite au Mali\n\nAwa DIALLO"
    )
    assert kinds(made) == ["title", "byline", "lead", "caption", "subhead", "body", "body", "footnote", "byline"]
    assert [z.language for z in made.zones if z.kind == "byline"] == ["und", "und"]


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


def test_html_piece_of_a_table() -> None:
    made = document(f"<p>{LEAD}</p><div>{BODY}<br/>{END}</div>", "html", metadata=PageMetadata(TITLE))
    assert made.text == PLAIN


def test_scripts_never_reach_the_text() -> None:
    made = document(
        html(body=f"<p>{LEAD}<script>alert(1)</script></p><p onclick='x()'>{BODY}</p><p>{END}</p><p>{LEAD}</p>"), "html"
    )
    assert "alert" not in made.text
    assert "onclick" not in made.text
