// Running totals over time: a step for each count, the events held beside it. The table below says the same.
import { extent, max } from "d3-array";
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleTime } from "d3-scale";
import { select } from "d3-selection";
import { language, number } from "./words";

interface Count {
  day: Date;
  number: number;
  comparator: string;
  held: number | null;
}

const height = 180;
const margin = { top: 12, right: 24, bottom: 24, left: 48 };
const month = new Intl.DateTimeFormat(language, { month: "short", year: "2-digit" });

for (const section of document.querySelectorAll<HTMLElement>("section.card")) {
  const figure = section.querySelector<HTMLElement>("[data-plot]");
  const counts = [...section.querySelectorAll<HTMLElement>("tr[data-day]")]
    .filter((row) => row.dataset["day"])
    .map((row): Count => ({
      day: new Date(`${row.dataset["day"]}T00:00:00`),
      number: Number(row.dataset["number"]),
      comparator: row.dataset["comparator"] ?? "=",
      held: row.dataset["held"] ? Number(row.dataset["held"]) : null,
    }));
  if (figure && counts.length > 1) {
    figure.hidden = false;
    draw(figure, counts);
    new ResizeObserver(() => draw(figure, counts)).observe(figure);
  }
}

/** Draws the counts into a figure as wide as it is now. */
function draw(figure: HTMLElement, counts: Count[]): void {
  const width = figure.clientWidth;
  if (width < 100 || figure.dataset["width"] === String(width)) return;
  figure.dataset["width"] = String(width);
  const [first, last] = extent(counts, (c) => c.day);
  const x = scaleTime([first ?? new Date(), last ?? new Date()], [margin.left, width - margin.right]).nice();
  const y = scaleLinear([0, max(counts, (c) => c.number) ?? 1], [height - margin.bottom, margin.top]).nice();
  figure.replaceChildren();
  const svg = select(figure).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(0 ${height - margin.bottom})`)
    .call(axisBottom<Date>(x).ticks(Math.max(2, width / 120)).tickFormat((d) => month.format(d)).tickSizeOuter(0));
  svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(${margin.left} 0)`)
    .call(axisLeft<number>(y).ticks(4).tickFormat((n) => number(n)));
  let path = "";
  for (const [n, c] of counts.entries()) {
    path += n === 0 ? `M${x(c.day)} ${y(c.number)}` : `H${x(c.day)}V${y(c.number)}`;
  }
  svg.append("path").attr("class", "step").attr("d", path);
  for (const c of counts) {
    svg.append("circle").attr("class", "total").attr("cx", x(c.day)).attr("cy", y(c.number)).attr("r", 4);
    if (c.comparator === ">=") {
      svg.append("path").attr("class", "open").attr("d", `M${x(c.day)} ${y(c.number) - 4}v-7m-3 3l3 -3l3 3`);
    }
    if (c.held !== null) {
      svg.append("rect").attr("class", "held").attr("x", x(c.day) - 3).attr("y", y(c.held)).attr("width", 6).attr("height", y(0) - y(c.held));
    }
  }
}
