import { createCustomerSession } from "amazon-connect-chatjs/session";
import { signIn } from "amazon-connect-chatjs/signin";
import type { SignInState } from "amazon-connect-chatjs/signin";
import { button, find, link, place, run, say, startChat, talk } from "./chat";

const TEXTS: Readonly<Record<SignInState["name"], string>> = {
  none: "",
  offered: "We would like to know who you are.",
  waiting: "Please sign in in the other window.",
  succeeded: "You are signed in.",
  failed: "That did not work.",
  canceled: "You go on without signing in.",
  timedOut: "That took too long.",
};

run(async () => {
  const session = createCustomerSession({
    ...place,
    chatDetails: await startChat("authentication"),
    parts: [signIn],
  });
  // A page of your site, that your backend knows: it gets the code which the backend hands to Amazon Connect.
  const redirectUri = new URL("signed-in.html", location.href).href;
  const open = button("Sign in", () => session.signIn.inPopup({ redirectUri }));
  const decline = button("Go on without", () => session.signIn.cancel());

  session.signIn.onChange((state) => {
    find("state").textContent = TEXTS[state.name];
    const choices: HTMLElement[] = [];
    if (state.name === "offered") choices.push(open);
    if (state.name === "waiting" && state.url !== undefined && state.popup !== "open")
      choices.push(link("Open the sign-in page", state.url));
    if (state.name === "offered" || state.name === "waiting") choices.push(decline);
    find("tools").replaceChildren(...choices);
  });
  talk(session);
  await session.connect();
  say("");
});
