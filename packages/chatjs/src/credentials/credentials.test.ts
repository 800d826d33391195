import { describe, expect, it, vi } from "vitest";
import { createFakePlatform } from "../../test/fakePlatform.js";
import { ChatError } from "../errors.js";
import { fetchAgentDetails } from "./connectionDetails.js";
import { createCredentials } from "./credentials.js";
import type { Call } from "./credentials.js";

const output = {
  Websocket: { Url: "wss://a/", ConnectionExpiry: "2026-01-01T01:00:00.000Z" },
  ConnectionCredentials: { ConnectionToken: "ct.service", Expiry: "2026-01-02T00:00:00.000Z" },
};
const setUp = (getConnectionToken?: () => unknown, answer: () => unknown = () => output) => {
  const platform = createFakePlatform();
  const calls: [string, object, object][] = [];
  const call = ((name: string, input: object, options: object) => {
    calls.push([name, input, options]);
    return Promise.resolve().then(answer);
  }) as unknown as Call;
  const warn = vi.fn();
  const credentials = createCredentials({
    platform,
    call,
    warn,
    participantToken: "pt",
    fetchForAgent: getConnectionToken && fetchAgentDetails,
    getConnectionToken: getConnectionToken as never,
  });
  return { platform, calls, warn, credentials };
};
const pageToken =
  (participantToken: unknown = "ct.page") =>
  () =>
    Promise.resolve({ chatTokenTransport: { participantToken, expiry: "2026-01-02T00:00:00.000Z" } });

describe("a customer's", () => {
  it("come from one CreateParticipantConnection", async () => {
    const { credentials, calls } = setUp();
    expect(await credentials.obtain()).toEqual({
      url: "wss://a/",
      expiry: "2026-01-01T01:00:00.000Z",
      transportLifeTimeInSeconds: 3540,
      connectionAcknowledged: false,
      connectionToken: "ct.service",
      connectionTokenExpiry: "2026-01-02T00:00:00.000Z",
    });
    credentials.acknowledge(vi.fn());
    expect(calls).toEqual([
      [
        "CreateParticipantConnection",
        { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"] },
        { token: "pt", attempts: undefined },
      ],
    ]);
  });

  it.each([
    [{}],
    [{ Websocket: { Url: "wss://a/" } }],
    [{ ConnectionCredentials: output.ConnectionCredentials }],
  ])("are refused when the answer is %j", async (answer) => {
    await expect(setUp(undefined, () => answer).credentials.obtain()).rejects.toThrow(TypeError);
  });

  it("keep the socket's address when only the token is refreshed (CP-48)", async () => {
    const answers: unknown[] = [
      output,
      { ConnectionCredentials: { ConnectionToken: "ct.next", Expiry: "2026-01-03T00:00:00.000Z" } },
    ];
    const { credentials, platform, calls } = setUp(undefined, () => answers.shift());
    await credentials.obtain();
    await platform.advance(86_340_000);
    expect(calls[1]).toEqual([
      "CreateParticipantConnection",
      { Type: ["CONNECTION_CREDENTIALS"] },
      { token: "pt", attempts: 1 },
    ]);
    expect(credentials.details()).toMatchObject({ url: "wss://a/", connectionToken: "ct.next" });
    credentials.stop();
    expect(platform.live.timers).toBe(0);
  });
});

describe("an agent's (CP-14)", () => {
  it("come from the page, and are acknowledged once without Type", async () => {
    const { credentials, calls } = setUp(pageToken());
    expect(await credentials.obtain()).toMatchObject({
      url: null,
      expiry: null,
      connectionToken: "ct.page",
      connectionAcknowledged: false,
    });
    expect(calls).toEqual([]);
    credentials.acknowledge(vi.fn());
    await Promise.resolve();
    expect(calls).toEqual([
      ["CreateParticipantConnection", { ConnectParticipant: true }, { token: "pt", attempts: undefined }],
    ]);
  });

  it.each([
    ["rejects", () => Promise.reject(new SyntaxError("ct.secret is not valid JSON"))],
    ["resolves with rubbish", () => Promise.resolve({})],
    ["resolves without a token", pageToken("")],
  ])(
    "come from the service, acknowledged in the same call, when the page %s",
    async (_name, getConnectionToken) => {
      const { credentials, calls, warn } = setUp(getConnectionToken);
      expect(await credentials.obtain()).toMatchObject({
        connectionToken: "ct.service",
        connectionAcknowledged: true,
      });
      credentials.acknowledge(vi.fn());
      expect(calls.map(([, input]) => input)).toEqual([
        { Type: ["WEBSOCKET", "CONNECTION_CREDENTIALS"], ConnectParticipant: true },
      ]);
      expect(warn).toHaveBeenCalledTimes(1);
      // The text of the page's error may quote its server's answer, token and all.
      expect(JSON.stringify(warn.mock.calls)).not.toContain("secret");
    },
  );

  it.each([
    ["is no function", 5],
    ["returns no promise", () => 5],
  ])("are not papered over when getConnectionToken %s", async (_name, value) => {
    const { credentials, calls } = setUp(value as never);
    const obtained = credentials.obtain();
    await expect(obtained).rejects.toThrow(TypeError);
    await expect(obtained).rejects.toThrow("getConnectionToken must return a promise");
    expect(calls).toEqual([]);
  });

  it("survive an acknowledgement that fails", async () => {
    const { credentials, warn, platform, calls } = setUp(pageToken(), () => {
      throw new Error("no answer");
    });
    await credentials.obtain();
    const gone = vi.fn();
    credentials.acknowledge(gone);
    await platform.settle();
    expect(warn).toHaveBeenCalledTimes(1);
    // Nobody said that the chat is gone, so that nobody has to be asked.
    expect(calls).toHaveLength(1);
    expect(gone).not.toHaveBeenCalled();
  });
});

const refusal = (statusCode: number) => Object.assign(new Error("refused"), { statusCode });
const byProxy = new ChatError("INVALID_RESPONSE", "is not JSON", { statusCode: 403 });

describe("a refused renewal", () => {
  const renew = async (answers: readonly unknown[]) => {
    const script = [output, ...answers];
    const made = setUp(undefined, () => {
      const answer = script.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
    await made.credentials.obtain();
    const outcome: unknown = await made.credentials.renew().catch((error: unknown) => error);
    return { ...made, script, outcome, names: made.calls.slice(1).map(([name]) => name) };
  };

  it("is tried again once", async () => {
    const { outcome, names } = await renew([refusal(403), output]);
    expect(outcome).toMatchObject({ connectionToken: "ct.service" });
    expect(names).toEqual(["CreateParticipantConnection", "CreateParticipantConnection"]);
  });

  it("means that the chat is gone when the token at hand is refused too", async () => {
    const first = refusal(403);
    const { credentials, outcome, calls } = await renew([first, refusal(403), refusal(403)]);
    expect(outcome).toBe(first);
    expect(credentials.isChatGone()).toBe(true);
    expect(calls[3]).toEqual([
      "GetTranscript",
      { MaxResults: 1, StartPosition: {} },
      { token: "ct.service", attempts: 1 },
    ]);
  });

  it("needs no further question once the chat was found to be gone, until the service lets in again", async () => {
    const { credentials, calls, script } = await renew([refusal(403), refusal(403), refusal(403)]);
    script.push(refusal(403), output, refusal(403), output);
    await expect(credentials.renew()).rejects.toMatchObject({ statusCode: 403 });
    expect(calls).toHaveLength(5);
    expect(credentials.isChatGone()).toBe(true);
    await credentials.renew();
    expect(credentials.isChatGone()).toBe(false);
    await credentials.renew();
    expect(calls).toHaveLength(8);
  });

  it("means a lack of rights when the token at hand still reads the transcript", async () => {
    const first = refusal(403);
    const { credentials, outcome } = await renew([first, refusal(403), {}]);
    expect(outcome).toBe(first);
    expect(credentials.isChatGone()).toBe(false);
  });

  it.each([
    ["the second attempt", [refusal(403), new TypeError("Failed to fetch")]],
    ["the question", [refusal(403), refusal(403), new TypeError("Failed to fetch")]],
  ])("means nothing yet when %s gets no answer", async (_name, answers) => {
    const { credentials, outcome } = await renew(answers);
    expect(outcome).toBeInstanceOf(TypeError);
    expect(credentials.isChatGone()).toBe(false);
  });

  it("means nothing where a proxy gave it", async () => {
    for (const answers of [[byProxy], [refusal(403), byProxy], [refusal(403), refusal(403), byProxy]]) {
      const { credentials, outcome } = await renew(answers);
      expect(outcome).toBe(byProxy);
      expect(credentials.isChatGone()).toBe(false);
    }
  });

  it("means nothing when a call gets a new token meanwhile: it is tried once more", async () => {
    const fresh = { ConnectionCredentials: { ConnectionToken: "ct.fresh" } };
    const connections: unknown[] = [output, refusal(403), refusal(403), fresh, output];
    const use = (token: string) =>
      token === "ct.service" ? Promise.reject(refusal(403)) : Promise.resolve("done");
    const { credentials, calls } = setUp(undefined, async () => {
      if (calls.at(-1)?.[0] === "GetTranscript") {
        expect(await credentials.authorized(use)).toBe("done");
        throw refusal(403);
      }
      const answer = connections.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
    await credentials.obtain();
    expect(await credentials.renew()).toMatchObject({ url: "wss://a/" });
    expect(credentials.isChatGone()).toBe(false);
    expect(connections).toEqual([]);
  });

  it("with another status is what it says", async () => {
    const { outcome, names } = await renew([refusal(400)]);
    expect(outcome).toMatchObject({ statusCode: 400 });
    expect(names).toHaveLength(1);
  });
});

describe("a call with the connection token (CP-50)", () => {
  const next = {
    ConnectionCredentials: { ConnectionToken: "ct.next", Expiry: output.ConnectionCredentials.Expiry },
  };
  const connected = async (answers: (() => unknown)[]) => {
    const script = [() => output, ...answers];
    const made = setUp(undefined, () => script.shift()?.());
    await made.credentials.obtain();
    const tokens: string[] = [];
    const use = (token: string) => {
      tokens.push(token);
      return token === "ct.next" ? Promise.resolve("done") : Promise.reject(refusal(403));
    };
    return { ...made, tokens, call: () => made.credentials.authorized(use) };
  };

  it("that is refused is made again with a new token, which all share", async () => {
    const { call, calls, tokens } = await connected([() => next]);
    expect(await Promise.all([call(), call()])).toEqual(["done", "done"]);
    expect(tokens).toEqual(["ct.service", "ct.service", "ct.next", "ct.next"]);
    expect(calls).toHaveLength(2);
  });

  it("fails as it did when there is no other token, and asks for one once a minute", async () => {
    const { call, calls, platform } = await connected([
      () => {
        throw refusal(403);
      },
      () => next,
    ]);
    await expect(call()).rejects.toMatchObject({ statusCode: 403 });
    await expect(call()).rejects.toMatchObject({ statusCode: 403 });
    expect(calls).toHaveLength(2);
    platform.suspend(60_000);
    expect(await call()).toBe("done");
  });

  const no = () => {
    throw refusal(403);
  };
  it.each([
    ["the participant is refused", [no, no], 1],
    ["a new token is refused, and so is the participant", [() => next, no], 1],
    ["the token stays the same, and the participant is refused", [() => output, no], 1],
    ["the participant is not refused", [() => output, () => output], 0],
    ["nobody answers", [() => output, () => Promise.reject(new TypeError("Failed to fetch"))], 0],
    ["a proxy answers", [() => output, () => Promise.reject(byProxy)], 0],
  ])("tells that the chat is gone, or not, when %s", async (_what, answers, times) => {
    const { credentials, platform } = await connected(answers);
    const gone = vi.fn();
    const use = () => Promise.reject(refusal(403));
    await expect(credentials.authorized(use, gone)).rejects.toMatchObject({ statusCode: 403 });
    expect(gone).toHaveBeenCalledTimes(times);
    credentials.stop();
    expect(platform.live.timers).toBe(0);
  });

  it("finds out what a refusal means also within the minute", async () => {
    const { credentials } = await connected([() => output, no, no]);
    const gone = vi.fn();
    const use = () => Promise.reject(refusal(403));
    await expect(credentials.authorized(use)).rejects.toMatchObject({ statusCode: 403 });
    await expect(credentials.authorized(use, gone)).rejects.toMatchObject({ statusCode: 403 });
    expect(gone).toHaveBeenCalledTimes(1);
  });

  it("fails with what kept it from a new token, and asks again at once", async () => {
    const { call } = await connected([
      () => {
        throw new ChatError("NETWORK_ERROR", "Failed to fetch");
      },
      () => next,
    ]);
    await expect(call()).rejects.toMatchObject({ code: "NETWORK_ERROR" });
    expect(await call()).toBe("done");
  });

  it.each([
    ["the service refuses what it asks for", refusal(400)],
    ["there is no answer", new ChatError("NETWORK_ERROR", "Failed to fetch")],
  ])("fails as it does with the new token when %s", async (_why, error) => {
    const { credentials, calls } = await connected([() => next]);
    const use = (token: string) => Promise.reject(token === "ct.next" ? error : refusal(403));
    await expect(credentials.authorized(use, vi.fn())).rejects.toBe(error);
    expect(calls).toHaveLength(2);
  });

  it("fails as it did when the answer has no token", async () => {
    const { call } = await connected([() => ({})]);
    await expect(call()).rejects.toMatchObject({ statusCode: 403 });
  });

  it("is made again with a token that came while it was under way, and asks for none", async () => {
    const { credentials, call, calls } = await connected([() => next]);
    const tokens: string[] = [];
    const slow = async (token: string) => {
      tokens.push(token);
      if (token === "ct.next") return "done";
      await call();
      throw refusal(403);
    };
    expect(await credentials.authorized(slow, vi.fn())).toBe("done");
    expect(tokens).toEqual(["ct.service", "ct.next"]);
    expect(calls).toHaveLength(2);
  });

  it("is not made again with the token that was refused", async () => {
    const { call, tokens } = await connected([() => output]);
    await expect(call()).rejects.toMatchObject({ statusCode: 403 });
    expect(tokens).toEqual(["ct.service"]);
  });

  it("that is refused when the chat has ended asks for no token", async () => {
    const { credentials, call, calls } = await connected([() => next]);
    credentials.stop();
    await expect(call()).rejects.toMatchObject({ statusCode: 403 });
    expect(calls).toHaveLength(1);
  });

  it("that fails otherwise is the caller's", async () => {
    const { credentials, calls } = await connected([]);
    await expect(credentials.authorized(() => Promise.reject(refusal(400)))).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(calls).toHaveLength(1);
  });
});
