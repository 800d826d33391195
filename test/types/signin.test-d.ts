import { createCustomerSession } from "amazon-connect-chatjs/session";
import { signIn } from "amazon-connect-chatjs/signin";

declare function use(value: unknown): void;
const chatDetails = { contactId: "c", participantId: "p", participantToken: "t" };
const session = createCustomerSession({ chatDetails, parts: [signIn] });
const redirectUri = "https://shop.example/signed-in";

const stop: () => void = session.signIn.onChange(
  (state, before) => {
    if (state.name === "offered") use(state.urlUntilMs - Date.now());
    if (state.name === "waiting" && state.popup === "blocked") use(state.url?.length);
    if (state.name === "failed") use(state.reason === "noUrl" ? state.error : before.name);
    // @ts-expect-error only while it waits
    use(state.url);
    // @ts-expect-error there is no such state
    if (state.name === "expired") stop();
  },
  { signal: AbortSignal.timeout(1_000) },
);
void session.signIn.inPopup({ redirectUri, features: "popup", signal: AbortSignal.timeout(1_000) });
void session.signIn.byRedirect({ redirectUri, storage: sessionStorage });
session.signIn.resume({ outcome: "succeeded" });
void session.signIn.cancel();
// @ts-expect-error where to come back to is needed
void session.signIn.inPopup({});
// @ts-expect-error outcomes are told apart by words
session.signIn.resume({ outcome: true });
// @ts-expect-error it is the session's to change
session.signIn.state = { name: "none" };
// @ts-expect-error the part was not passed
use(createCustomerSession({ chatDetails }).signIn);
