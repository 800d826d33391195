import type { OperationInput, OperationOutput } from "@amazon-connect-chat/protocol";
import type { OpenConnection } from "../../connection/ownConnection.js";
import type { GetTransport } from "../../connection/transport.js";
import type { Call } from "../../credentials/credentials.js";
import type { PartKit } from "../../session/parts.js";
import { VERSION } from "../../version.js";
import { createSharedEvents, keysOf } from "./sharedEvents.js";
import { createSharedToken } from "./sharedToken.js";
import { createTabGroup } from "./tabGroup.js";
import type { TabGroup } from "./tabGroup.js";
import type { Request } from "./tabNotes.js";
import { tabsPlatformOf } from "./tabsPlatform.js";

type Connection = OperationOutput<"CreateParticipantConnection">;

/** Stands in a follower's connection details where the leader has an address. No socket would open it. */
const SHARED_URL = "tabs:shared";

export interface TabShareOptions extends Pick<PartKit, "participant" | "platform"> {
  /** To the participant service. */
  readonly call: Call;
  readonly name: string | undefined;
  changed(): void;
}

/** What a session shares with those of other tabs, and how it gets it. */
export interface TabShare {
  readonly group: TabGroup;
  readonly call: Call;
  open(open: OpenConnection): OpenConnection;
}

/** Undefined where the browser cannot share. */
export function createTabShare(options: TabShareOptions): TabShare | undefined {
  const { participant, platform, call, changed } = options;
  const world = tabsPlatformOf(platform);
  if (!world) return undefined;
  const { contactId, participantId, participantToken = "" } = participant;
  const { name = `${contactId} ${participantId}` } = options;

  const token = createSharedToken(
    () =>
      call("CreateParticipantConnection", { Type: ["CONNECTION_CREDENTIALS"] }, { token: participantToken }),
    platform.nowMs,
  );
  const events = createSharedEvents(platform.nowMs, (key, result) =>
    group.post({ kind: "sent", key, result }),
  );
  const serve = async (request: Request): Promise<object> => {
    if (request.what === "event")
      return events.once(request.input, () => call("SendEvent", request.input, { token: request.token }));
    return { ConnectionCredentials: await token.get(request.has) };
  };
  const group = createTabGroup({
    platform,
    world,
    name: `amazon-connect-chatjs/tabs ${VERSION} ${name}`,
    serve,
    sent: events.learned,
    changed,
  });

  let lastToken: string | undefined;
  const connect = async (
    { Type }: OperationInput<"CreateParticipantConnection">,
    fetchOwn: () => Promise<Connection>,
  ): Promise<Connection> => {
    // What only says that the participant is there brings nothing to share.
    if (!Type?.includes("CONNECTION_CREDENTIALS")) return fetchOwn();
    const wantsSocket = Type.includes("WEBSOCKET");
    const own = { isFetched: false };
    const fetchAlone = () => {
      own.isFetched = true;
      return fetchOwn();
    };
    const request: Request = { what: "token", has: wantsSocket ? undefined : lastToken };
    const connection = await group.run<Connection>({
      request,
      lead: () => (wantsSocket ? token.track(fetchAlone()) : serve(request)),
      alone: fetchAlone,
    });
    const { ConnectionCredentials = {} } = connection;
    token.learned(ConnectionCredentials);
    lastToken = ConnectionCredentials.ConnectionToken;
    return wantsSocket && !own.isFetched ? { ...connection, Websocket: { Url: SHARED_URL } } : connection;
  };
  const send = (input: OperationInput<"SendEvent">, own: string, perform: () => Promise<object>) => {
    if (!group.isJoined() || !keysOf(input).length) return perform();
    const request: Request = { what: "event", input, token: own };
    return group.run({ request, lead: () => serve(request), alone: perform });
  };
  const callShared: Call = (operation, input, callOptions) => {
    const perform = (): Promise<object> => call(operation, input, callOptions);
    let outcome: Promise<object>;
    if (operation === "CreateParticipantConnection")
      outcome = connect(input as OperationInput<"CreateParticipantConnection">, perform);
    else if (operation === "SendEvent")
      outcome = send(input as OperationInput<"SendEvent">, callOptions.token, perform);
    else outcome = perform();
    return outcome;
  };

  return {
    group,
    call: callShared,
    open: (open) => (getTransport, listener) => {
      /** What a follower got in the place of an address is of no use when it leads. */
      const fresh: GetTransport = async () => {
        const transport = await getTransport();
        return transport.webSocketTransport.url === SHARED_URL ? getTransport() : transport;
      };
      return group.attach((own) => open(fresh, own), listener);
    },
  };
}
