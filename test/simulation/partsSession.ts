import { createChatJS } from "../../packages/chatjs/src/chatSession.js";
import { asyncSession } from "../../packages/chatjs/src/parts/async/asyncSession.js";
import { connection } from "../../packages/chatjs/src/parts/connection/connection.js";
import { files } from "../../packages/chatjs/src/parts/files/filesPart.js";
import { history } from "../../packages/chatjs/src/parts/history/history.js";
import { interactive } from "../../packages/chatjs/src/parts/interactive/interactivePart.js";
import { outbox } from "../../packages/chatjs/src/parts/outbox/outboxPart.js";
import type { OutboxStorage } from "../../packages/chatjs/src/parts/outbox/outboxTypes.js";
import { participants } from "../../packages/chatjs/src/parts/participants/participants.js";
import { polling } from "../../packages/chatjs/src/parts/polling/polling.js";
import type { Polling } from "../../packages/chatjs/src/parts/polling/polling.js";
import { reading } from "../../packages/chatjs/src/parts/reading/reading.js";
import { recorder } from "../../packages/chatjs/src/parts/recorder/recorder.js";
import { resumable } from "../../packages/chatjs/src/parts/resume/resumable.js";
import { signInOn } from "../../packages/chatjs/src/parts/signin/signInPart.js";
import type { SignInPlatform } from "../../packages/chatjs/src/parts/signin/signInPlatform.js";
import { tabs } from "../../packages/chatjs/src/parts/tabs/tabs.js";
import type { WithTabs } from "../../packages/chatjs/src/parts/tabs/tabs.js";
import { telemetry } from "../../packages/chatjs/src/parts/telemetry/telemetry.js";
import type { TelemetrySink } from "../../packages/chatjs/src/parts/telemetry/telemetryRecord.js";
import type { Platform } from "../../packages/chatjs/src/platform/platform.js";
import { addPartsOn } from "../../packages/chatjs/src/session/addParts.js";
import type { OwnMethods, SessionPart } from "../../packages/chatjs/src/session/parts.js";
import { receipts } from "../../packages/chatjs/src/session/partList.js";
import { customerSessionOn } from "../../packages/chatjs/src/session/sessionOn.js";
import type { Dice } from "./dice.js";
import { ORIGIN } from "./page.js";

/** What a page makes its session of. */
export interface ChatDetails {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly participantId: string;
  readonly participantToken: string;
}

/** As many as a ring of the recorder holds here, so that it overflows now and then. */
export const RING = { maxEntries: 150, maxBytes: 60_000 };

/** The same list in another order. */
function shuffled<Value>(dice: Dice, list: readonly Value[]): Value[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(dice.between(0, rest.length - 1), 1));
}

interface PartsSessionOptions {
  readonly platform: Platform;
  readonly chatDetails: ChatDetails;
  readonly dice: Dice;
  readonly sink: TelemetrySink;
  readonly signsIn: SignInPlatform;
  /** For what the outbox has not sent yet. */
  readonly shelf: OutboxStorage;
}

/** The parts of every session. */
const createParts = ({ sink, signsIn, shelf }: PartsSessionOptions) =>
  [
    participants,
    asyncSession,
    history,
    reading,
    interactive,
    resumable,
    telemetry(sink),
    signInOn(signsIn),
    files(),
    outbox({ storage: shelf }),
  ] as const;

/** A session of its own, which has every part. */
function createOwn(options: PartsSessionOptions) {
  const { platform, chatDetails, dice } = options;
  // In this order: the leader alone polls, and what the connection hooks into is what tabs make of it.
  const network = [polling({ afterMs: dice.between(1_000, 8_000) }), tabs(), connection] as const;
  const others = [...createParts(options), ...(dice.chance(0.5) ? [receipts] : [])] as const;
  const isOrdered = (part: SessionPart<never>) => network.some((each) => each === part);
  const ordered = [...network];
  const parts = shuffled<(typeof others)[number] | (typeof network)[number]>(dice, [
    ...others,
    ...network,
  ]).map((part) => (isOrdered(part) ? (ordered.shift() ?? part) : part));
  return customerSessionOn(platform, { chatDetails, endpoint: ORIGIN, parts: [recorder(RING), ...parts] });
}

/** A session of the package's root, to which the parts come late. */
function createLate(options: PartsSessionOptions) {
  const { platform, chatDetails, dice } = options;
  const { ChatSession } = createChatJS(platform);
  ChatSession.setGlobalConfig({ endpoint: ORIGIN });
  const parts = shuffled(dice, [connection, ...createParts(options)] as const);
  return addPartsOn(platform, ChatSession.create({ type: "CUSTOMER", chatDetails }), [
    recorder(RING),
    ...parts,
  ]);
}

export type PartsSession = Omit<ReturnType<typeof createLate>, "controller"> &
  Partial<Polling & WithTabs> &
  Pick<OwnMethods, "breakConnection" | "getConnectionStatus">;

/** @param isLate whether the parts come to a session of the root */
export function createPartsSession(options: PartsSessionOptions, isLate: boolean): PartsSession {
  if (!isLate) return createOwn(options) as unknown as PartsSession;
  const session = createLate(options);
  const { controller } = session;
  return Object.assign(session, {
    breakConnection: () => controller.breakConnection(),
    getConnectionStatus: () => controller.getConnectionStatus(),
  });
}
