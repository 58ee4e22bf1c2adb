// The form on an event's page: only the fields of the action that is picked, and a value's property where it is told.
import { need } from "./dom";

const details = document.querySelector<HTMLDetailsElement>("details.decide-event");
const form = details?.querySelector<HTMLFormElement>("form");

if (details && form) {
  const property = need<HTMLSelectElement>("[name=property]", form);
  const told = need<HTMLSelectElement>("[name=told]", form);

  const follow = (): void => {
    const action = form.querySelector<HTMLInputElement>("[name=action]:checked")?.value ?? "";
    for (const part of form.querySelectorAll<HTMLFieldSetElement>("fieldset.part")) {
      const wanted = (part.dataset["for"] ?? "").split(" ").includes(action);
      part.hidden = !wanted;
      part.disabled = !wanted;
    }
  };

  form.addEventListener("change", (event) => {
    if (event.target === told) {
      const picked = told.selectedOptions[0]?.dataset["property"];
      if (picked) property.value = picked;
    }
    follow();
  });
  follow();

  // Beside each property: set it.
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-set]")) {
    const name = button.dataset["set"] ?? "";
    if (![...property.options].some((option) => option.value === name)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      details.open = true;
      need<HTMLInputElement>("[name=action][value=set]", form).checked = true;
      property.value = name;
      follow();
      details.scrollIntoView({ block: "start", behavior: "instant" });
      told.focus();
    });
  }
}
