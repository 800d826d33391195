import { createControlRequester } from "./controlRequest.js";

/** What the emulator can play in a chat. Rejects with `ControlError`. */
export interface ScenarioClient {
  list(): Promise<readonly string[]>;
  start(contactId: string, scenario: string): Promise<unknown>;
}

export function createScenarioClient(baseUrl: string): ScenarioClient {
  const request = createControlRequester(baseUrl);
  return {
    async list() {
      const { scenarios }: { readonly scenarios: readonly string[] } = await request({
        method: "GET",
        path: ["scenarios"],
        what: "list the scenarios",
      });
      return scenarios;
    },
    start: (contactId, scenario) =>
      request({
        method: "POST",
        path: ["contacts", contactId, "scenario"],
        what: "play the scenario",
        body: { scenario },
      }),
  };
}
