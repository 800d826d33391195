import { BIN_MS, inBins } from "./stormResult.js";
import type { StormResult } from "./stormResult.js";

/** One outage, and what it was for each set of rules. */
export interface Panel {
  readonly title: string;
  /** When the service was back, in seconds. */
  readonly backAtSeconds: number;
  readonly results: readonly StormResult[];
}

const WIDTH = 900;
const PANEL_HEIGHT = 210;
const LEFT = 80;
const RIGHT = 20;
const TOP = 34;
const BOTTOM = 34;
const COLOURS = ["#0b6bcb", "#c0392b", "#b8860b"];
const DECADES = 6;
const LEGEND_LEFT = [430, 505, 660];
const HEADING = 30;

const rounded = (value: number) => Math.round(value * 10) / 10;

/** Each panel has its own: 5.0.0's third kind is another one where sockets are refused. */
const legendSvg = ({ results }: Panel, clients: number) =>
  results
    .map(({ title, dead }, number) => {
      const x = LEGEND_LEFT[number] ?? 0;
      const fate = dead === clients ? ", all dead" : dead > 0 ? `, ${dead.toLocaleString("en")} dead` : "";
      return (
        `<rect x="${x}" y="14" width="14" height="4" fill="${COLOURS[number]}"/>` +
        `<text x="${x + 20}" y="20">${title}${fate}</text>`
      );
    })
    .join("");

function panelSvg(panel: Panel, index: number, clients: number): string {
  const { title, backAtSeconds, results } = panel;
  const seconds = backAtSeconds + 45;
  const plotHeight = PANEL_HEIGHT - TOP - BOTTOM;
  const x = (second: number) => rounded(LEFT + (second / seconds) * (WIDTH - LEFT - RIGHT));
  const y = (rate: number) =>
    rounded(TOP + plotHeight - (Math.log10(Math.max(rate, 1)) / DECADES) * plotHeight);
  const line = ({ bins }: StormResult, number: number) => {
    const rates = inBins(bins, 1_000 / BIN_MS).slice(0, seconds);
    const steps = rates.map((rate, second) => `${second ? "V" : `M${x(0)} `}${y(rate)}H${x(second + 1)}`);
    return `<path d="${steps.join("")}" fill="none" stroke="${COLOURS[number]}" stroke-width="1.6"/>`;
  };
  const grid = Array.from({ length: DECADES / 2 + 1 }, (_none, step) => step * 2).map(
    (decade) =>
      `<path d="M${LEFT} ${y(10 ** decade)}H${WIDTH - RIGHT}" stroke="#8884"/>` +
      `<text x="${LEFT - 8}" y="${y(10 ** decade) + 4}" text-anchor="end">${(10 ** decade).toLocaleString("en")}</text>`,
  );
  const tick = seconds > 300 ? 60 : seconds > 80 ? 15 : 5;
  const ticks = Array.from({ length: Math.floor(seconds / tick) + 1 }, (_none, step) => step * tick).map(
    (second) =>
      `<text x="${x(second)}" y="${PANEL_HEIGHT - BOTTOM + 16}" text-anchor="middle">${second}</text>`,
  );
  const back = x(backAtSeconds);
  return `<g transform="translate(0 ${index * PANEL_HEIGHT + HEADING})">
<text x="${LEFT}" y="20" font-weight="600">${title}</text>
${legendSvg(panel, clients)}
${grid.join("")}${ticks.join("")}
<path d="M${back} ${TOP}V${PANEL_HEIGHT - BOTTOM}" stroke="#8888" stroke-dasharray="4 3"/>
<text x="${back + 5}" y="${TOP + 12}" fill="#777">back</text>
${results.map(line).reverse().join("\n")}
</g>`;
}

/** CreateParticipantConnection requests per second over time, a panel an outage, as SVG. */
export function plotStorm(panels: readonly Panel[], clients: number): string {
  const height = panels.length * PANEL_HEIGHT + 56;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="${LEFT}" y="20">CreateParticipantConnection requests in each second, of ${clients.toLocaleString("en")} clients; logarithmic</text>
${panels.map((panel, index) => panelSvg(panel, index, clients)).join("\n")}
<text x="${WIDTH / 2}" y="${height - 8}" text-anchor="middle">seconds since all sockets were lost</text>
</svg>
`;
}
