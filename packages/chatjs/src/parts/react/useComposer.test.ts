import { afterEach, expect, it, vi } from "vitest";
import { renderHook } from "../../../test/renderHook.js";
import type { RenderedHook } from "../../../test/renderHook.js";
import { useComposer } from "./useComposer.js";
import type { UsedComposer } from "./useComposer.js";

let composer: RenderedHook<UsedComposer> | undefined;
afterEach(() => {
  composer?.unmount();
  composer = undefined;
});

/** A composer whose messages are sent when `answer` says so. */
async function compose(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const sent: string[] = [];
  const sendMessage = ({ message }: { readonly message: string }) => {
    sent.push(message);
    return answer();
  };
  const session = { sendMessage, sendEvent: () => Promise.resolve() };
  const shown = await renderHook(() => useComposer(session));
  composer = shown;
  const until = (text: string) => vi.waitFor(() => expect(shown.read().text).toBe(text), 15_000);
  return { ...shown, sent, until };
}

it("sends what was written once, however often it is sent before the next render", async () => {
  const { read, sent, until } = await compose();
  read().setText("hello");
  await until("hello");
  const { send, formProps } = read();
  formProps.onSubmit({ preventDefault: () => undefined });
  await Promise.all([send(), send()]);
  expect(sent).toEqual(["hello"]);
  await until("");
});

it("sends what was written in the same moment", async () => {
  const { read, sent, until } = await compose();
  const { setText, send } = read();
  setText("yes");
  await send();
  expect(sent).toEqual(["yes"]);
  await until("");
});

it("leaves the Enter that ends a composition to the input method, as Safari tells of it", async () => {
  const { read, sent, until } = await compose();
  read().setText("こんにちは");
  await until("こんにちは");
  const preventDefault = vi.fn();
  const enter = { key: "Enter", shiftKey: false, preventDefault };
  read().fieldProps.onKeyDown({ ...enter, nativeEvent: { isComposing: false, keyCode: 229 } });
  expect([sent, preventDefault.mock.calls]).toEqual([[], []]);
  read().fieldProps.onKeyDown({ ...enter, nativeEvent: { isComposing: false, keyCode: 13 } });
  expect(sent).toEqual(["こんにちは"]);
  await until("");
});

/** A composer whose messages fail when the test says so, by the order in which they went out. */
async function composeFailing() {
  const fails: ((error: Error) => void)[] = [];
  const shown = await compose(() => new Promise((_resolve, reject) => void fails.push(reject)));
  return { ...shown, fail: (nth: number) => fails[nth]!(new Error("no")) };
}

it("gives back what could not be sent, before what was written meanwhile", async () => {
  const { read, until, fail } = await composeFailing();
  read().setText("first ");
  const sending = read().send();
  read().setText("second");
  await until("second");
  fail(0);
  await sending;
  await until("first \nsecond");
  expect(read().error).toEqual(new Error("no"));
});

it("leaves an empty line at the beginning of what was written meanwhile", async () => {
  const { read, until, fail } = await composeFailing();
  read().setText("first");
  const sending = read().send();
  read().setText("\nsecond");
  fail(0);
  await sending;
  await until("first\n\nsecond");
});

it("gives back several in the order in which they were written", async () => {
  const { read, until, fail } = await composeFailing();
  const sendings = ["first", "second", "third"].map((text) => {
    read().setText(text);
    return read().send();
  });
  read().setText("fourth");
  fail(0);
  fail(1);
  await until("first\nsecond\nfourth");
  fail(2);
  await Promise.all(sendings);
  await until("first\nsecond\nthird\nfourth");
  read().setText("another one");
  const sending = read().send();
  fail(3);
  await sending;
  await until("another one");
});

it("leaves a text that came back, and is no longer what it was, in one piece", async () => {
  const { read, until, fail } = await composeFailing();
  const sendings = ["first", "second"].map((text) => {
    read().setText(text);
    return read().send();
  });
  fail(0);
  await until("first");
  read().setText("firstly");
  fail(1);
  await Promise.all(sendings);
  await until("second\nfirstly");
});
