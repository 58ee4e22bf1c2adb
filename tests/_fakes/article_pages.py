"""Articles, and pages around them, for tests of cleaning."""

from __future__ import annotations

import hashlib

from recoupe.clean.cleaner import clean, load_tools
from recoupe.model.document import Document, MediaType, PageMetadata, RawPage

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
