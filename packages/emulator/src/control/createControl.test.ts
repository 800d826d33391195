import { expect, test } from "vitest";
import { createStage } from "../../test/chat.js";

test.each(["watchContacts", "watchItems", "watchRequests", "watchTraffic"] as const)(
  "an error of a listener of %s is its own: the chat goes on, and the others are told",
  async (watch) => {
    const stage = createStage();
    const { control } = stage.emulator;
    const thrown: unknown[] = [];
    const onError = (error: unknown) => void thrown.push(error);
    process.on("uncaughtException", onError);
    control[watch](() => {
      throw new Error("mine");
    });
    let told = 0;
    const stop = control[watch](() => void (told += 1));
    const customer = await stage.customer();
    await customer.call("SendMessage", { Content: "Hi", ContentType: "text/plain" });
    stage.clock.advance(0);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("uncaughtException", onError);
    expect(control.getContact(customer.contactId).contact.state).toBe("QUEUED");
    expect(told).toBeGreaterThan(0);
    expect(thrown).toHaveLength(told);
    stop();
  },
);
