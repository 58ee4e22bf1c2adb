// Elements without a framework. Words go in as text, never as markup.

type Child = Node | string | number | null | undefined | false;

/** An element with attributes (`on…` listeners, `data-…`, `class`; null and false leave one out) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on") && typeof value === "function") {
      made.addEventListener(key.slice(2), value as EventListener);
    } else {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) made.append(typeof child === "number" ? String(child) : child);
  }
  return made;
}

/** The element that the selector finds; an error where there is none. */
export function need<T extends Element>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Calls `what` once the calls for it have stopped for `ms` milliseconds. */
export function settled(what: () => void, ms: number): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(what, ms);
  };
}
