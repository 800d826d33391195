import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayCancel, nextSignIn } from "./signInState.js";
import type { SignInEvent, SignInState } from "./signInState.js";

const url = "https://login.example/";
const none: SignInState = { name: "none" };
const offered: SignInState = { name: "offered", urlUntilMs: 60_000 };
const opening: SignInState = { name: "waiting", by: "popup", popup: "open" };
const waiting: SignInState = { ...opening, url };
const blocked: SignInState = { name: "waiting", by: "popup", popup: "blocked", url };
const leaving: SignInState = { name: "waiting", by: "redirect" };
const succeeded: SignInState = { name: "succeeded" };
const noUrl: SignInState = { name: "failed", reason: "noUrl", error: "e" };
const refused: SignInState = { name: "failed", reason: "refused" };
const canceled: SignInState = { name: "canceled" };
const late: SignInState = { name: "timedOut", cancelable: true };
const over: SignInState = { name: "timedOut", cancelable: false };
const ALL = [
  none,
  offered,
  opening,
  waiting,
  blocked,
  leaving,
  succeeded,
  noUrl,
  refused,
  canceled,
  late,
  over,
];

const asked: SignInEvent = { type: "asked", atMs: 0 };
const outcome = (state: SignInState): SignInEvent => ({ type: "outcome", state });
const failed = (isFinal: boolean): SignInEvent => ({
  type: "noUrl",
  error: "e",
  isFinal,
  urlUntilMs: 60_000,
});

describe("a sign-in", () => {
  it.each<[string, SignInState, SignInEvent, SignInState]>([
    ["is offered for a minute", none, asked, offered],
    ["is offered anew after another one", succeeded, asked, offered],
    ["waits for the address", offered, { type: "opening", by: "popup", popup: "open" }, opening],
    ["knows the address", opening, { type: "url", url }, waiting],
    ["tells of a window that was closed", waiting, { type: "popupClosed" }, { ...waiting, popup: "closed" }],
    ["has no window to close where it was blocked", blocked, { type: "popupClosed" }, blocked],
    ["is offered again after a passing failure", opening, failed(false), offered],
    ["fails when the service refuses", opening, failed(true), noUrl],
    ["is too late when nobody has begun", offered, { type: "tooLate" }, late],
    ["is not too late once it has begun", waiting, { type: "tooLate" }, waiting],
    ["waits again after the way back", none, { type: "returned" }, leaving],
    ["succeeds", waiting, outcome(succeeded), succeeded],
    ["is timed out by the flow, too late or not", late, outcome(over), over],
    ["may succeed though the page got no address", noUrl, outcome(succeeded), succeeded],
    ["keeps the first outcome", canceled, outcome(refused), canceled],
    ["fails with the chat", offered, { type: "chatEnded" }, { name: "failed", reason: "chatEnded" }],
    ["has nothing to lose with the chat afterwards", succeeded, { type: "chatEnded" }, succeeded],
    ["ignores an address that comes late", canceled, { type: "url", url }, canceled],
    ["ignores a failure that comes late", succeeded, failed(true), succeeded],
  ])("%s", (_rule, state, event, next) => {
    expect(nextSignIn(state, event)).toEqual(next);
  });

  it("can be cancelled as long as the flow waits", () => {
    expect(ALL.filter(mayCancel)).toEqual([offered, opening, waiting, blocked, leaving, noUrl, late]);
  });

  it("is the same object where nothing changes, and comes to an end with an outcome, in any order of events", () => {
    const events: SignInEvent[] = [
      { type: "url", url },
      { type: "popupClosed" },
      { type: "tooLate" },
      { type: "chatEnded" },
      failed(true),
      failed(false),
      ...[succeeded, refused, canceled, over].map(outcome),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.array(fc.constantFrom(...events)), (first, happened) => {
        let state = first;
        for (const event of happened) {
          const next = nextSignIn(state, event);
          if (!mayCancel(state)) expect(next).toBe(state);
          state = next;
        }
        expect(mayCancel(nextSignIn(state, outcome(succeeded)))).toBe(false);
      }),
    );
  });
});
