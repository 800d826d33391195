import type { ChatItem } from "@amazon-connect-chat/protocol";
import type { ChatRequest, EmulatorOptions, Flow, VirtualClock } from "../src/index.js";
import { createStage } from "./chat.js";
import type { Person, Stage } from "./chat.js";

const interactive = "application/vnd.amazonaws.connect.message.interactive";

/** A chat that goes through a flow, and what its customer can do. */
export interface PlayedFlow extends Stage {
  readonly avery: Person;
  /** Lines of the log that tell of errors. */
  readonly errors: readonly string[];
  readonly clock: VirtualClock;
  state(): string;
  /** Contents of messages, templates of questions, last parts of the names of events, since the customer has joined. */
  told(): readonly string[];
  say(content: string, contentType?: string): Promise<void>;
  /** Lets time pass, and code go on. */
  pass(ms?: number): Promise<void>;
}

const nameOf = ({ Content = "", ContentType = "", Attachments }: ChatItem): string => {
  if (Attachments) return `attachment ${Attachments[0]?.Status ?? ""}`;
  if (ContentType === interactive) return (JSON.parse(Content) as { templateType: string }).templateType;
  return Content || (ContentType.split("event.")[1] ?? "");
};

/** Takes a customer through a flow without a pace; `more` has other options, `request` what the chat is started with. */
export async function playFlow(
  flow: Flow,
  more: EmulatorOptions = {},
  request: Partial<ChatRequest> = {},
): Promise<PlayedFlow> {
  const errors: string[] = [];
  const stage = createStage({
    ...more,
    flows: { default: flow, ...more.flows },
    flow: { prompts: [], paceMs: 0, ...more.flow },
    logger: { info: () => undefined, error: (line) => void errors.push(line) },
  });
  const supportedContentTypes = ["text/plain", interactive, `${interactive}.response`];
  const customer = await stage.customer({ supportedContentTypes, ...request });
  const { contactId } = customer;
  const pass = (ms = 0) => stage.clock.advanceAsync(ms);
  await pass();
  return {
    ...stage,
    avery: customer,
    errors,
    pass,
    state: () => stage.emulator.control.getContact(contactId).contact.state,
    told: () => stage.transcript(contactId).slice(1).map(nameOf),
    async say(content, contentType = "text/plain") {
      await customer.call("SendMessage", { Content: content, ContentType: contentType });
      await pass();
    },
  };
}
