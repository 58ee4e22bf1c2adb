// Files dropped anywhere on their form; an addition followed until it is done.
import { need } from "./dom";
import { words } from "./words";

for (const form of document.querySelectorAll<HTMLFormElement>("[data-drop]")) {
  const files = need<HTMLInputElement>("input[type=file]", form);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer?.files.length) files.files = event.dataTransfer.files;
  });
}

const result = document.querySelector<HTMLElement>("[data-job]");
if (result && ["waiting", "reading", "linking"].includes(result.dataset["stage"] ?? "")) void follow(result);

interface Addition {
  stage: string;
  progress: { read: number; to_read: number };
}

/** Asks how far an addition is until it is done, then shows the page with what it changed. */
async function follow(section: HTMLElement): Promise<void> {
  const say = await words("add");
  const bar = need<HTMLProgressElement>("progress", section);
  const told = need<HTMLElement>("[data-progress]", section);
  for (;;) {
    await new Promise((resolve) => window.setTimeout(resolve, 400));
    const answer = await fetch(`/api/additions/${section.dataset["job"]}`);
    if (!answer.ok) break;
    const now = (await answer.json()) as Addition;
    bar.max = Math.max(1, now.progress.to_read);
    bar.value = now.progress.read;
    told.textContent = say("so_far", { n: now.progress.read, of: now.progress.to_read });
    need("h2", section).textContent = say(`stage_${now.stage}`);
    if (now.stage === "done" || now.stage === "failed") break;
  }
  window.location.reload();
}
