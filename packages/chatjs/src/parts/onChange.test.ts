import { expect, it } from "vitest";
import { CHAT, createFakeService } from "../../test/fakeService.js";
import { ValueError } from "../errors.js";
import { customerSessionOn } from "../session/sessionOn.js";
import { connection } from "./connection/connection.js";
import { history } from "./history/history.js";
import { outbox } from "./outbox/outboxPart.js";
import { participants } from "./participants/participants.js";
import { polling } from "./polling/polling.js";
import { reading } from "./reading/reading.js";
import { signIn } from "./signin/signInPart.js";
import { tabs } from "./tabs/tabs.js";

const { platform } = createFakeService();
const parts = [
  participants,
  connection,
  history,
  outbox(),
  polling(),
  reading,
  signIn,
  tabs({ name: "on change" }),
] as const;
const session = customerSessionOn(platform, { chatDetails: CHAT, parts });

it.each([
  ["connection", session.connection.onChange],
  ["participants", session.participants.onChange],
  ["history", session.transcript.onChange],
  ["outbox", session.outbox.onChange],
  ["polling", session.polling.onChange],
  ["reading", session.onUnreadChange],
  ["signin", session.signIn.onChange],
  ["tabs", session.tabs.onChange],
])("%s refuses a handler that is no function where it is given, not when something changes", (_name, on) => {
  for (const handler of [undefined, null, {}]) expect(() => on(handler as never)).toThrow(ValueError);
});
