// An article beside the event: fetched in segments, shown with its highlights, the words asked for in the middle.
import { el } from "./dom";

interface Segment {
  text: string;
  kinds: string[];
  refs: string[];
}

interface Run {
  quoted: boolean;
  segments: Segment[];
}

interface Block {
  kind: string;
  language: string;
  runs: Run[];
}

export interface Marked {
  document: string;
  title: string;
  outlet: string;
  published: string;
  part: number;
  parts: number;
  blocks: Block[];
}

export type Say = (key: string, filled?: Record<string, unknown>) => string;

/** What was asked for: a document, and the words in it as "START-END" in code points. */
export interface Asked {
  document: string;
  quote: string;
}

/** The document with the words asked for, from the desk. */
export async function fetchMarked(asked: Asked, event: string, signal: AbortSignal): Promise<Marked> {
  const query = new URLSearchParams({ quote: asked.quote, event });
  const answer = await fetch(`/api/documents/${encodeURIComponent(asked.document)}/marked?${query}`, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as Marked;
}

/** The address of a document's page at its words. */
export function address(asked: Asked): string {
  return `/document/${encodeURIComponent(asked.document)}?quote=${asked.quote}#q`;
}

/** Zones of a text as elements: the same shape as templates/parts/text.html. */
export function zones(blocks: Block[], zoneName: Say): HTMLElement[] {
  let found = false;
  return blocks.map((block) => {
    const words = el("p");
    for (const run of block.runs) {
      const pieces = run.segments.map(piece);
      if (run.quoted) {
        words.append(el("span", { class: "quoted", id: found ? null : "q", tabindex: found ? null : "-1" }, ...pieces));
        found = true;
      } else {
        words.append(...pieces);
      }
    }
    const named = block.kind && block.kind !== "body" ? el("span", { class: "passage-name" }, zoneName(block.kind)) : null;
    const lang = block.language && block.language !== "und" ? block.language : null;
    if (named) named.lang = document.documentElement.lang;
    return el("div", { class: `passage passage-${block.kind || "other"}`, lang, dir: "auto" }, named, words);
  });
}

/** One piece of text inside its marks, the outermost kind first. */
function piece(segment: Segment): Node {
  return segment.kinds.reduceRight<Node>(
    (inner, kind) => el("mark", { class: `m m-${kind}`, "data-refs": segment.refs.join(" ") }, inner),
    document.createTextNode(segment.text),
  );
}
