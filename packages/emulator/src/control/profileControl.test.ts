import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";
import { FAULT_PROFILE_NAMES } from "../index.js";

test("profiles are listed, applied and cleared over HTTP", async () => {
  const stage = createStage();
  const call = async (method: string, path: string, body?: object) => {
    const response = await stage.send(`/control${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const all = (await call("GET", "/profiles")).body.profiles;
  expect(all.map(({ profile }: { readonly profile: string }) => profile)).toEqual([...FAULT_PROFILE_NAMES]);
  expect(all[0]).toEqual({ profile: "subway", summary: expect.stringContaining("Tunnels"), active: [] });

  const { profileId } = (await call("POST", "/profiles", { profile: "throttled", contactId: "one" })).body;
  const [throttled] = (await call("GET", "/profiles")).body.profiles.filter(
    ({ active }: { readonly active: readonly object[] }) => active.length > 0,
  );
  expect(throttled.active).toEqual([{ profile: "throttled", contactId: "one", profileId, hits: 0 }]);
  expect(await call("DELETE", `/profiles/${profileId}`)).toEqual({ status: 200, body: {} });
  expect((await call("DELETE", `/profiles/${profileId}`)).body.error.code).toBe("NotFound");
  expect((await call("POST", "/profiles", { profile: "metro" })).body.error.code).toBe("InvalidRequest");
});
