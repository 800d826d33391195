import type { Settings } from "./settings.js";

/** The region of a session: the override, else what the session's options name, else the global one. */
export const resolveRegion = (settings: Settings, optionsRegion?: string | null): string =>
  settings.regionOverride || optionsRegion || settings.region;

/** Base URL of the participant service of a region, without a slash at its end. A configured endpoint wins, its path included. */
export const resolveEndpoint = ({ endpoint }: Pick<Settings, "endpoint">, region: string): string =>
  (endpoint ?? `https://participant.connect.${region}.amazonaws.com`).replace(/\/+$/, "");
