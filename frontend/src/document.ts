// The document page: a claim and its words point at each other, by mouse and by keyboard. One stop of the Tab key leads
// into the highlights; arrows go from one to the next, Enter to what was read from it.
import { need } from "./dom";

const reading = need<HTMLElement>(".reading");
const text = need<HTMLElement>("#text");
const marks = [...text.querySelectorAll<HTMLElement>(".m")];
const claims = new Map<string, HTMLElement[]>();
for (const claim of reading.querySelectorAll<HTMLElement>("[data-ref]")) {
  const ref = claim.dataset["ref"] ?? "";
  claims.set(ref, [...(claims.get(ref) ?? []), claim]);
}
const marksOf = new Map<string, HTMLElement[]>();
for (const mark of marks) {
  for (const ref of refs(mark)) marksOf.set(ref, [...(marksOf.get(ref) ?? []), mark]);
}

function refs(mark: HTMLElement): string[] {
  return (mark.dataset["refs"] ?? "").split(" ").filter(Boolean);
}

function light(found: Iterable<HTMLElement>): void {
  for (const lit of reading.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  for (const one of found) one.classList.add("is-lit");
}

/** The words of a claim, of its own kind only: others may lie under the same words. */
function wordsOf(claim: HTMLElement): HTMLElement[] {
  const kind = [...claim.classList].find((name) => name.startsWith("m-"));
  const found = marksOf.get(claim.dataset["ref"] ?? "") ?? [];
  return kind ? found.filter((mark) => mark.classList.contains(kind)) : found;
}

function claimsOf(mark: HTMLElement): HTMLElement[] {
  return refs(mark).flatMap((ref) => claims.get(ref) ?? []);
}

for (const list of claims.values()) {
  for (const claim of list) {
    const show = (): void => light(wordsOf(claim));
    claim.addEventListener("pointerenter", show);
    claim.addEventListener("focusin", show);
    claim.addEventListener("pointerleave", () => light([]));
    claim.addEventListener("focusout", () => light([]));
  }
}

text.addEventListener("pointerover", (over) => {
  const mark = (over.target as Element).closest<HTMLElement>(".m");
  light(mark ? [mark, ...claimsOf(mark)] : []);
});
text.addEventListener("pointerleave", () => light([]));

/** Scrolls an element into view within its own box and the page, gently and only as far as needed. */
function reveal(one: HTMLElement | undefined): void {
  one?.scrollIntoView({ block: "nearest" });
}

// Keyboard: one highlight at a time can be reached by Tab.
const stops = marks.filter((mark) => !mark.parentElement?.closest(".m"));
let current = 0;

function stand(at: number, focus: boolean): void {
  stops[current]?.setAttribute("tabindex", "-1");
  current = Math.min(Math.max(at, 0), stops.length - 1);
  const stop = stops[current];
  stop?.setAttribute("tabindex", "0");
  if (focus) stop?.focus();
}

for (const stop of stops) stop.setAttribute("tabindex", "-1");
stand(0, false);

text.addEventListener("focusin", (focus) => {
  const stop = (focus.target as Element).closest<HTMLElement>(".m");
  if (!stop) return;
  const at = stops.indexOf(stop);
  if (at >= 0) stand(at, false);
  const found = claimsOf(stop);
  light([stop, ...found]);
  reveal(found[0]);
});
text.addEventListener("focusout", () => light([]));

text.addEventListener("keydown", (press) => {
  if (!(press.target as Element).matches(".m")) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[press.key];
  if (step !== undefined) {
    press.preventDefault();
    stand(current + step, true);
  } else if (press.key === "Enter") {
    const link = claimsOf(press.target as HTMLElement)[0]?.querySelector<HTMLElement>("a[data-quote]");
    if (link) {
      press.preventDefault();
      link.focus();
    }
  }
});

text.addEventListener("click", (click) => {
  const mark = (click.target as Element).closest<HTMLElement>(".m");
  if (mark) reveal(claimsOf(mark)[0]);
});

// Words that the address asks for: the browser goes to #q itself; a script makes sure that they stand in the middle.
const quoted = document.getElementById("q");
if (quoted) {
  quoted.scrollIntoView({ block: "center" });
  quoted.focus({ preventScroll: true });
}
