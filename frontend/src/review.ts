// The queue by keyboard: a key picks an action and goes to the reason, Enter saves; n and k walk, z undoes.
import { need } from "./dom";

const form = document.querySelector<HTMLFormElement>("form.decide");
const set = form?.querySelector<HTMLFieldSetElement>("[data-set]");
const choices = form?.querySelector<HTMLFieldSetElement>(".choices-of");

/** Shows the fields of a value only while a value is to be set, and names what the value is set on. */
function follow(): void {
  if (!form) return;
  const action = form.querySelector<HTMLInputElement>("input[name=action]:checked")?.value;
  const setting = action === "set";
  if (set) {
    set.hidden = !setting;
    set.disabled = !setting;
  }
  const subject = need<HTMLInputElement>("[data-subject]", form);
  const event = form.querySelector<HTMLInputElement>("[data-event]")?.value;
  subject.dataset["item"] ??= subject.value;
  subject.value = setting && event ? event : (subject.dataset["item"] ?? "");
}

/** Picks an action by its key; the next thing to do takes the focus. */
function pick(radio: HTMLInputElement): void {
  radio.checked = true;
  follow();
  const first = radio.value === "set" ? (choices?.querySelector<HTMLElement>("[data-choice]") ?? set?.querySelector<HTMLElement>("select, input")) : null;
  (first ?? form?.querySelector<HTMLElement>("[name=why]"))?.focus();
}

function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) {
    (event.target as HTMLElement).blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const found = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  if (found instanceof HTMLInputElement) pick(found);
  else found.click();
});

form?.addEventListener("change", (event) => {
  const target = event.target as HTMLInputElement;
  // A value that is picked is a decision to set it.
  const setting = form.querySelector<HTMLInputElement>("input[name=action][value=set]");
  if (target.name === "value" && setting) setting.checked = true;
  follow();
});
follow();
document.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
