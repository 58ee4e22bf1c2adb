// Bundles the pages of the desk and the world's outlines into src/recoupe/web/static. No network, no clock.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { iso31661 } from "iso-3166";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "src", "recoupe", "web", "static");
const require = createRequire(import.meta.url);

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await build({
  entryPoints: {
    overview: join(here, "src", "overview.ts"),
    event: join(here, "src", "event.ts"),
    document: join(here, "src", "document.ts"),
    review: join(here, "src", "review.ts"),
    decide: join(here, "src", "decide.ts"),
    tallies: join(here, "src", "tallies.ts"),
    add: join(here, "src", "add.ts"),
    desk: join(here, "styles", "desk.css"),
  },
  outdir: out,
  bundle: true,
  format: "esm",
  splitting: true,
  minify: true,
  target: ["es2022"],
  legalComments: "linked",
  logLevel: "warning",
});

// Natural Earth's countries (public domain) with ISO 3166-1 alpha-2 codes, as the ledger names countries.
const alpha2 = new Map(iso31661.map((row) => [row.numeric, row.alpha2]));
const world = JSON.parse(await readFile(require.resolve("world-atlas/countries-50m.json"), "utf8"));
for (const country of world.objects.countries.geometries) {
  country.id = alpha2.get(country.id) ?? (country.properties.name === "Kosovo" ? "XK" : null);
}
delete world.objects.land;
await writeFile(join(out, "world.json"), JSON.stringify(world));
