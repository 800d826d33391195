/** Scripts of an agent's desktop. Each is sent to a page as text, so that none may refer to anything outside itself. */

/** What happened at a desk, in order: of Streams (`contact.onAccepted`), of the session (`session.onMessage`), of the page itself. */
export interface DeskEvent {
  readonly contactId: string;
  readonly name: string;
  readonly data?: any;
}

/** What the scripts leave in their page. */
export interface DeskScope {
  readonly connect: Record<string, any>;
  desk?: {
    readonly events: DeskEvent[];
    readonly contacts: Record<string, any>;
    readonly sessions: Record<string, any>;
    agent?: any;
  };
}

/**
 * How a desk comes to the session of a chat: Streams' media controller, that or else a session of its own, or the latter at once; or,
 * as an app of the agent, the media controller while the chat still rings.
 */
export type SessionSource = "media" | "mediaOrOwn" | "own" | "app";

/** Starts a desktop as pages do: `initCCP`, then a session for each chat when it is connected. */
export function startDesk(given: {
  readonly ccpUrl: string;
  readonly endpoint: string;
  readonly source: SessionSource;
}): void {
  const scope = globalThis as unknown as DeskScope;
  const { connect } = scope;
  const desk: NonNullable<DeskScope["desk"]> = { events: [], contacts: {}, sessions: {} };
  scope.desk = desk;
  const note = (contactId: string, name: string, data?: unknown) =>
    desk.events.push({ contactId, name, data });

  connect["ChatSession"].setGlobalConfig({ endpoint: given.endpoint });
  const frame = document.body.appendChild(document.createElement("div"));
  const ccpParams = {
    region: "us-west-2",
    loginPopup: false,
    softphone: { allowFramedSoftphone: false, disableRingtone: true },
    chat: { disableRingtone: true },
  };
  if (given.source === "app") {
    frame.id = "ccp-container";
    const url = given.ccpUrl.replace("/ccp-v2/", "/connect/ccp-v2/");
    connect["agentApp"].initApp("ccp", frame.id, url, { ccpParams });
  } else connect["core"].initCCP(frame, { ...ccpParams, ccpUrl: given.ccpUrl });

  connect["core"].onViewContact(({ contactId }: { contactId: string }) => note(contactId, "view"));

  const ownSession = async (connection: any) => {
    const session = connect["ChatSession"].create({
      chatDetails: connection.getMediaInfo(),
      options: { region: "us-west-2" },
      type: connect["ChatSession"].SessionTypes.AGENT,
      websocketManager: connect["core"].getWebSocketManager(),
    });
    await session.connect();
    return session;
  };
  const openSession = (connection: any): Promise<any> => {
    if (given.source === "own") return ownSession(connection);
    const media: Promise<any> = connection.getMediaController();
    return given.source === "mediaOrOwn"
      ? media.catch(() => {
          note("", "media failed");
          return ownSession(connection);
        })
      : media;
  };
  const startSession = async (contactId: string, contact: any) => {
    if (desk.sessions[contactId]) return;
    desk.sessions[contactId] = {};
    try {
      const session = await openSession(contact.getAgentConnection());
      desk.sessions[contactId] = session;
      note(contactId, "session");
      for (const name of [
        "onMessage",
        "onTyping",
        "onConnectionEstablished",
        "onConnectionLost",
        "onConnectionBroken",
        "onEnded",
      ])
        session[name]((event: any) =>
          note(contactId, `session.${name}`, JSON.parse(JSON.stringify(event ?? null))),
        );
    } catch (error) {
      note(contactId, "no session", String((error as Error | undefined)?.message ?? error));
    }
  };

  connect["agent"]((agent: any) => {
    desk.agent = agent;
    note("", "agent");
  });
  connect["contact"]((contact: any) => {
    const contactId: string = contact.getContactId();
    desk.contacts[contactId] = contact;
    for (const name of [
      "onConnecting",
      "onAccepted",
      "onConnected",
      "onMissed",
      "onACW",
      "onEnded",
      "onDestroy",
    ])
      contact[name]?.(() => note(contactId, `contact.${name}`));
    // Not onAccepted: after a reload there is none.
    contact.onConnected(() => void startSession(contactId, contact));
    if (given.source === "app" || contact.getState().type === "connected")
      void startSession(contactId, contact);
    note(contactId, "contact");
  });
}

/** Calls a method of a contact, its agent connection or the agent in the way of Streams, and waits for its callback. */
export function callStreams(call: {
  readonly on: "contact" | "agentConnection" | "agent";
  readonly contactId?: string;
  readonly method: string;
  readonly args?: readonly unknown[];
}): Promise<unknown> {
  const { desk } = globalThis as unknown as DeskScope;
  const contact = desk!.contacts[call.contactId ?? ""];
  const owner =
    call.on === "agent" ? desk!.agent : call.on === "contact" ? contact : contact.getAgentConnection();
  return new Promise((resolve, reject) => {
    owner[call.method](...(call.args ?? []), {
      success: (data: unknown) => resolve(JSON.parse(JSON.stringify(data ?? null))),
      failure: (error: unknown) => reject(new Error(String(error))),
    });
  });
}

/** Calls a method of a chat's session, or of its controller. */
export async function callSession(call: {
  readonly contactId: string;
  readonly method: string;
  readonly args: readonly unknown[];
}): Promise<any> {
  const { desk } = globalThis as unknown as DeskScope;
  const session = desk!.sessions[call.contactId];
  const owner = call.method in session ? session : session.controller;
  return (await owner[call.method](...call.args)) ?? null;
}

/** The nth event of this name, or nothing yet. */
export function findEvent(wanted: {
  readonly contactId: string;
  readonly name: string;
  readonly nth: number;
  /** What an item has to hold. */
  readonly content?: string;
}): DeskEvent | null {
  const { desk } = globalThis as unknown as DeskScope;
  const found = (desk?.events ?? []).filter(
    ({ contactId, name, data }) =>
      contactId === wanted.contactId &&
      name === wanted.name &&
      (wanted.content === undefined ||
        data.data.Content === wanted.content ||
        data.data.ContentType === wanted.content),
  );
  return found[wanted.nth - 1] ?? null;
}

export const allEvents = (): readonly DeskEvent[] => (globalThis as unknown as DeskScope).desk?.events ?? [];
