// The interface's words, as the server serves them, and numbers and dates in the page's language.

export const language: string = document.documentElement.lang || "fr";

type Words = Record<string, string | Record<string, string>>;

const plural = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** The words of one file (`web/words/LANG/FILE.yml`), as a function of key and what is filled in. */
export async function words(file: string): Promise<(key: string, filled?: Record<string, unknown>) => string> {
  const answer = await fetch(`/api/words/${language}/${file}`);
  if (!answer.ok) throw new Error(`no words for ${file}: ${answer.status}`);
  const found = (await answer.json()) as Words;
  return (key, filled = {}) => {
    const entry = found[key];
    if (entry === undefined) throw new Error(`words/${language}/${file}.yml has no ${key}`);
    const form = typeof entry === "string" ? entry : (entry[plural.select(Number(filled["n"]))] ?? entry["other"] ?? key);
    return form.replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name] ?? ""));
  };
}

/** A number with the language's separators. */
export function number(value: number): string {
  return numbers.format(value);
}
