import { IllegalArgumentError, isRefusal } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";
import { readObject } from "../../lib/readObject.js";
import { onAbort } from "../../platform/abort.js";
import type { CancelTimer } from "../../platform/platform.js";
import { createObservedValue } from "../../session/observedValue.js";
import type { ExtendKit, PlainSession } from "../../session/parts.js";
import { forgetSignIn, keepSignIn, readKeptSignIn, readSignInReturn } from "./keptSignIn.js";
import { signInCalls } from "./signInCalls.js";
import type { Popup, SignInPlatform, SignInStorage } from "./signInPlatform.js";
import { mayCancel, nextSignIn, URL_WINDOW_MS } from "./signInState.js";
import type { SignInEvent, SignInState } from "./signInState.js";
import type { PopupOptions, SignIn, SignInOptions } from "./signInTypes.js";

/** How often a window is looked at: its closing tells nobody. */
const POPUP_CHECK_MS = 500;
/** No flow waits longer. */
const LONGEST_WAIT_MS = 900_000;

function assertRedirectUri(options: unknown): void {
  const { redirectUri } = (isObject(options) ? options : {}) as { redirectUri?: unknown };
  const isAddress = typeof redirectUri === "string" && /^[a-z][a-z\d+.-]*:./i.test(redirectUri);
  if (!isAddress || redirectUri.length > 1_024)
    throw new IllegalArgumentError(
      "unable to sign in; redirectUri must be an absolute address of at most 1024 characters",
      redirectUri,
    );
}

/** The `state` that the identity provider gives back. */
const oauthStateOf = (url: string) => new URL(url).searchParams.get("state") ?? "";

/** @throws IllegalArgumentError where the service cannot be asked */
export function createSignIn(world: SignInPlatform, session: PlainSession, kit: ExtendKit): SignIn {
  const { platform } = kit;
  const calls = signInCalls(session, kit);
  const state = createObservedValue<SignInState>({ name: "none" }, platform.reportError);
  let sessionId = "";
  let urlUntilMs = 0;
  let storage: SignInStorage | undefined;
  let popup: Popup | undefined;
  let stopTimer: CancelTimer | undefined;
  let stopWatching: CancelTimer | undefined;
  let stopClosing: (() => void) | undefined;

  const letGo = () => {
    stopTimer?.();
    stopWatching?.();
    popup?.close();
    popup = undefined;
  };
  const change = (event: SignInEvent) => {
    const next = nextSignIn(state.get(), event);
    if (next === state.get()) return;
    if (next.name !== "offered" && next.name !== "waiting") {
      letGo();
      forgetSignIn(storage);
    }
    state.set(next);
  };
  const watch = () => {
    stopWatching = platform.setTimer(() => {
      if (popup?.closed) change({ type: "popupClosed" });
      else if (popup) watch();
    }, POPUP_CHECK_MS);
  };

  /** Asks for the address, and leads there; the session may be another one by then, or over. */
  const begin = async (options: SignInOptions, lead: (url: string) => void) => {
    const asked = sessionId;
    const isStill = () => asked === sessionId && state.get().name === "waiting";
    try {
      const url = await calls.getUrl(asked, options.redirectUri, options.signal);
      if (!isStill()) return state.get();
      stopTimer?.();
      // The outcome may come while the session is away: it is in no transcript.
      stopTimer = platform.setTimer(end({ name: "timedOut", cancelable: false }), LONGEST_WAIT_MS);
      lead(url);
      change({ type: "url", url });
    } catch (error) {
      if (isStill()) {
        popup?.close();
        popup = undefined;
        const isFinal = isRefusal(error) || platform.nowMs() >= urlUntilMs;
        change({ type: "noUrl", error, isFinal, urlUntilMs });
      }
      throw error;
    }
    return state.get();
  };
  const openPopup = ({ features = "popup,width=480,height=640" }: PopupOptions) => {
    popup = world.openPopup(features);
    return popup ? "open" : "blocked";
  };
  const assertOffered = () => {
    const { name } = state.get();
    if (name !== "offered")
      throw new IllegalArgumentError(`unable to sign in; the flow does not ask for it now (state: ${name})`);
  };
  const end = (outcome: SignInState) => () => change({ type: "outcome", state: outcome });

  /** Looked up here, as the part that adds it may come later. */
  const letGoWhenClosed = () => {
    stopClosing?.();
    stopClosing = onAbort((session as { readonly closeSignal?: AbortSignal }).closeSignal, letGo);
  };

  if (kit.sessionType === "CUSTOMER") {
    session.onAuthenticationInitiated(({ data }) => {
      const { SessionId } = readObject(data.Content) ?? {};
      if (typeof SessionId !== "string" || !SessionId) return;
      letGo();
      letGoWhenClosed();
      sessionId = SessionId;
      const atMs = platform.nowMs();
      urlUntilMs = atMs + URL_WINDOW_MS;
      stopTimer = platform.setTimer(() => change({ type: "tooLate" }), URL_WINDOW_MS);
      change({ type: "asked", atMs });
    });
    session.onAuthenticationSuccessful(end({ name: "succeeded" }));
    session.onAuthenticationFailed(end({ name: "failed", reason: "refused" }));
    session.onAuthenticationTimeout(end({ name: "timedOut", cancelable: false }));
    session.onAuthenticationExpired(end({ name: "timedOut", cancelable: false }));
    session.onAuthenticationCanceled(end({ name: "canceled" }));
    session.onEnded(() => change({ type: "chatEnded" }));
  }

  return {
    get state() {
      return state.get();
    },
    onChange: state.onChange,
    inPopup(options) {
      assertRedirectUri(options);
      const now = state.get();
      if (now.name === "waiting" && now.by === "popup" && now.url !== undefined && now.popup !== "open") {
        const { url } = now;
        change({ type: "opening", by: "popup", popup: openPopup(options) });
        popup?.go(url);
        change({ type: "url", url });
        watch();
        return Promise.resolve(state.get());
      }
      assertOffered();
      change({ type: "opening", by: "popup", popup: openPopup(options) });
      watch();
      return begin(options, (url) => popup?.go(url));
    },
    byRedirect(options) {
      assertRedirectUri(options);
      assertOffered();
      storage = options.storage ?? world.storage();
      change({ type: "opening", by: "redirect" });
      return begin(options, (url) => {
        const { contactId } = session.getChatDetails();
        const leftAtMs = platform.nowMs();
        keepSignIn(storage, { contactId, sessionId, oauthState: oauthStateOf(url), leftAtMs });
        world.leave(url);
      });
    },
    resume({ storage: given, address, outcome } = {}) {
      // Whoever is asked by now is not the one who left.
      if (state.get().name !== "none") return state.get();
      storage = given ?? world.storage();
      const kept = readKeptSignIn(storage, session.getChatDetails().contactId);
      if (!kept) return state.get();
      // A clock that was put back makes nothing last longer.
      const restMs = Math.min(kept.leftAtMs - platform.nowMs(), 0) + LONGEST_WAIT_MS;
      if (restMs <= 0) {
        forgetSignIn(storage);
        return state.get();
      }
      ({ sessionId } = kept);
      change({ type: "returned" });
      const back = readSignInReturn(address ?? world.address());
      const isOurs = back && (!kept.oauthState || back.oauthState === kept.oauthState);
      if (outcome === "succeeded") end({ name: "succeeded" })();
      else if (outcome === "failed") end({ name: "failed", reason: "refused" })();
      else if (isOurs && back.name === "error")
        end({ name: "failed", reason: "refused", error: back.error })();
      else {
        stopTimer = platform.setTimer(end({ name: "timedOut", cancelable: false }), restMs);
        letGoWhenClosed();
      }
      return state.get();
    },
    cancel({ signal } = {}) {
      const now = state.get();
      if (!mayCancel(now))
        throw new IllegalArgumentError(
          `unable to cancel; the flow does not wait for signing in (state: ${now.name})`,
        );
      const asked = sessionId;
      return calls.cancel(asked, signal).then(() => {
        if (asked === sessionId) end({ name: "canceled" })();
      });
    },
  };
}
