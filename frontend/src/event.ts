// The event page: a click on a value or a quotation opens the article beside it, at the words. The address holds what is
// open, so that it can be sent; Escape closes; Back goes back.
import { el, need } from "./dom";
import { address, type Asked, fetchMarked, type Marked, type Say, zones } from "./pane";
import { words } from "./words";

const beside = need<HTMLElement>(".beside");
const article = need<HTMLElement>(".event");
const pane = need<HTMLElement>("#pane");
/** What an article that covers the page leaves out of reach. */
const around = [article, need<HTMLElement>(".bar"), need<HTMLElement>(".skip")];
const narrow = window.matchMedia("(max-width: 1000px)");
const event = beside.dataset["event"] ?? "";
const said: Promise<{ page: Say; zone: Say }> = Promise.all([words("event"), words("zones")]).then(([page, zone]) => ({ page, zone }));

/** What opened the pane: where the focus goes back to. */
let opener: HTMLElement | null = null;
let loading: AbortController | null = null;

function askedBy(url: URL): Asked | null {
  const name = url.searchParams.get("doc");
  return name ? { document: name, quote: url.searchParams.get("quote") ?? "" } : null;
}

function here(asked: Asked | null): string {
  const url = new URL(window.location.href);
  for (const key of ["doc", "quote"]) url.searchParams.delete(key);
  if (asked) {
    url.searchParams.set("doc", asked.document);
    if (asked.quote) url.searchParams.set("quote", asked.quote);
  }
  url.hash = "";
  return url.pathname + url.search;
}

/** The link on the page that asks for the same words. */
function linkTo(asked: Asked): HTMLElement | null {
  const links = article.querySelectorAll<HTMLElement>("a[data-document]");
  return [...links].find((link) => link.dataset["document"] === asked.document && link.dataset["quote"] === asked.quote) ?? null;
}

async function open(asked: Asked, from: HTMLElement | null): Promise<void> {
  loading?.abort();
  loading = new AbortController();
  opener = from ?? linkTo(asked);
  const { page, zone } = await said;
  show();
  pane.setAttribute("aria-busy", "true");
  if (!pane.hasChildNodes()) pane.replaceChildren(el("p", { class: "soft" }, page("pane_loading")));
  try {
    const marked = await fetchMarked(asked, event, loading.signal);
    pane.replaceChildren(head(marked, asked, page), body(marked, page, zone));
    bringIntoView();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    pane.replaceChildren(
      el("header", { class: "pane-head" }, el("p", { role: "alert" }, page("pane_failed")), closer(page)),
      el("p", {}, el("a", { href: address(asked) }, page("pane_whole"))),
    );
  }
  pane.removeAttribute("aria-busy");
  markOpener();
}

function show(): void {
  pane.hidden = false;
  beside.classList.add("is-open");
  const sheet = narrow.matches;
  for (const part of around) part.inert = sheet;
  if (sheet) {
    pane.setAttribute("role", "dialog");
    pane.setAttribute("aria-modal", "true");
  } else {
    pane.setAttribute("role", "complementary");
    pane.removeAttribute("aria-modal");
  }
}

function close(): void {
  loading?.abort();
  pane.hidden = true;
  pane.replaceChildren();
  for (const part of around) part.inert = false;
  beside.classList.remove("is-open");
  const back = opener;
  opener = null;
  markOpener();
  back?.focus();
}

function markOpener(): void {
  for (const link of article.querySelectorAll(".cite.is-open")) {
    link.classList.remove("is-open");
    link.removeAttribute("aria-current");
  }
  opener?.classList.add("is-open");
  opener?.setAttribute("aria-current", "location");
}

function closer(page: Say): HTMLElement {
  return el("button", { type: "button", "data-close": true, title: page("pane_escape"), onclick: leave }, page("pane_close"));
}

function head(marked: Marked, asked: Asked, page: Say): HTMLElement {
  const about = [marked.outlet, marked.published].filter(Boolean).join(" · ");
  return el(
    "header",
    { class: "pane-head" },
    el("div", {}, el("p", { class: "small soft" }, about), el("h2", { id: "pane-title" }, marked.title), el("p", { class: "small" }, el("a", { href: address(asked) }, page("pane_whole")))),
    closer(page),
  );
}

function body(marked: Marked, page: Say, zone: Say): HTMLElement {
  const told = marked.parts > 1 ? el("p", { class: "soft small" }, page("pane_part", { part: marked.part, parts: marked.parts })) : null;
  return el("div", { class: "text" }, told, ...zones(marked.blocks, zone));
}

/** The words asked for in the middle of the pane, and the focus on them; the page itself stays where it is. */
function bringIntoView(): void {
  const quoted = pane.querySelector<HTMLElement>(".quoted");
  if (!quoted) {
    pane.scrollTop = 0;
    pane.focus({ preventScroll: true });
    return;
  }
  const [place, frame] = [quoted.getBoundingClientRect(), pane.getBoundingClientRect()];
  pane.scrollTop += place.top - frame.top - Math.max(0, (frame.height - place.height) / 2);
  quoted.focus({ preventScroll: true });
}

function leave(): void {
  window.history.pushState(null, "", here(null));
  close();
}

article.addEventListener("click", (click) => {
  const link = (click.target as Element).closest<HTMLElement>("a[data-document]");
  if (!link || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
  click.preventDefault();
  const asked = { document: link.dataset["document"] ?? "", quote: link.dataset["quote"] ?? "" };
  window.history.pushState(null, "", here(asked));
  void open(asked, link);
});

document.addEventListener("keydown", (press) => {
  if (press.key !== "Escape" || pane.hidden || press.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  press.preventDefault();
  leave();
});

function follow(): void {
  const asked = askedBy(new URL(window.location.href));
  if (asked) void open(asked, null);
  else if (!pane.hidden) close();
}

window.addEventListener("popstate", follow);
narrow.addEventListener("change", () => {
  if (!pane.hidden) show();
});
follow();
