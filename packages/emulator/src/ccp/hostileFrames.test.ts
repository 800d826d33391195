import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

const inherited = ["__proto__", "constructor", "__defineGetter__", "hasOwnProperty"];
const broadcastOf = (data: string) =>
  `{"channel":"core","frame":{"event":"broadcast","data":{"event":"log","data":${data}}}}`;
const requestOf = (command: string, data = "{}") =>
  `{"channel":"sdk","frame":{"type":"request","requestId":"1","command":"${command}","data":${data}}}`;

const openTab = () => {
  const sent: string[] = [];
  const { emulator } = createStage();
  const tab = emulator.ccp.openTab({ agentId: "robin", displayName: "Robin" }, "http://127.0.0.1", {
    send: (frame) => sent.push(frame),
  });
  return { tab, sent };
};

/** A page that gets no answer has to find its agent's other frames answered all the same. */
const isAlive = ({ tab, sent }: ReturnType<typeof openTab>) => {
  tab.receive('{"channel":"core","frame":{"event":"synchronize"}}');
  return sent.at(-1)?.includes('"acknowledge"');
};

test.each([
  ...inherited.map((name) => `{"channel":"core","frame":{"event":"${name}"}}`),
  ...inherited.map((name) => `{"channel":"core","frame":{"event":"broadcast","data":{"event":"${name}"}}}`),
  broadcastOf('{"$date":"no date"}'),
  ...[5_000, 100_000].map((depth) => broadcastOf("[".repeat(depth) + "]".repeat(depth))),
])("a frame of any name and data does no harm: %.100s", (frame) => {
  const opened = openTab();
  opened.tab.receive(frame);
  expect(isAlive(opened)).toBe(true);
});

test.each(inherited)(
  "the second channel has no command by the name of what objects inherit: %s",
  (command) => {
    const { tab, sent } = openTab();
    tab.receive(requestOf(command));
    expect(JSON.parse(sent.at(-1)!)).toMatchObject({ frame: { isError: true, errorKey: "handlerNotFound" } });
  },
);

test("what is no date stays what it was", () => {
  const { tab, sent } = openTab();
  tab.receive(requestOf("unknown", '{"$date":"no date"}'));
  expect(sent.at(-1)).toContain('"requestData":{"$date":"no date"}');
});
