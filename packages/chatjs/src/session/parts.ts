import type { Logger } from "../config/logger.js";
import type { OpenConnection } from "../connection/ownConnection.js";
import type { Call } from "../credentials/credentials.js";
import { IllegalArgumentError } from "../errors.js";
import type { Platform } from "../platform/platform.js";
import { VERSION } from "../version.js";
import type { CallKit } from "./callKit.js";
import type { Participant } from "./chatDetails.js";
import type { ChatController, ChatSessionMethods } from "./chatSessionTypes.js";
import type { ChatDetails, SessionType } from "./sessionArgs.js";
import type { SessionMetrics } from "./sessionMetrics.js";
import type { SessionParts } from "./sessionParts.js";

/** The methods of 5.0.0 that sessions without globals have only with the part they belong to. */
export type PartMethod =
  | "sendAttachment"
  | "downloadAttachment"
  | "getAttachmentURL"
  | "sendMessageReceipt"
  | "describeView"
  | "getAuthenticationUrl"
  | "cancelParticipantAuthentication"
  | "onTranscriptUpdated";

/** What a session can do beyond its own. A page that does not import a part does not pay for it. */
export interface SessionPart<Added extends object = object> {
  /** The version of the package that it is of: parts and session must be of one. */
  readonly version: string;
  /** Never there: it ties the part to the members that it adds. */
  readonly adds?: ((added: Added) => void) | undefined;
}
export type SomeParts = readonly SessionPart<never>[];

/** The members that parts add: of `[typeof attachments, typeof views]`, say. */
export type AddedBy<Parts extends SomeParts> = (
  Parts[number] extends infer Part
    ? Part extends SessionPart<infer Added>
      ? // Of parts that nothing is known of.
        (added: [Added] extends [never] ? unknown : Added) => void
      : never
    : never
) extends (added: infer Added) => void
  ? Added
  : never;

/** What every session has, whoever's it is and whoever made it. */
export type PlainSession = Omit<ChatSessionMethods, PartMethod>;
/** What pages reach in different ways, by whose session it is and who made it. */
export type OwnMethods = Omit<ChatController, keyof ChatDetails | keyof ChatSessionMethods>;

/** What the hooks of a part are given. */
export interface PartKit extends CallKit {
  readonly participant: Participant;
}
/** What `extend` is given. */
export type ExtendKit = Pick<PartKit, "platform"> &
  OwnMethods & {
    /** Absent where the part comes to a session that was made without it. */
    readonly perform?: CallKit["perform"] | undefined;
  };

/**
 * What a part is made of, one for each session. The hooks run in the order of the parts, and each takes what the part before has made.
 */
export interface PartContent extends SessionParts {
  /** Stands between the session and the world. */
  platform?(platform: Platform): Platform;
  /** Stands between the session and the participant service. */
  call?(call: Call, kit: PartKit): Call;
  /** Opens the session's connection in the place of `open`, where it has one of its own. */
  open?(open: OpenConnection, kit: PartKit): OpenConnection;
  /**
   * What it adds to the finished session, or puts in the place of what is there; `session` has what the parts before have added.
   * Members, not accessors.
   */
  extend?(session: PlainSession, kit: ExtendKit): object;
  metrics?(platform: Platform, logger: Logger, sessionType: SessionType): SessionMetrics;
  getLogger?(platform: Platform): (prefix: string, logMetaData: object) => Logger;
}

/** A part as sessions see it. */
interface MadePart {
  readonly version: string;
  create(): PartContent;
}

/** Makes a part; `create` is called once for each session that it is passed to. */
export const definePart = <Added extends object = object>(create: () => PartContent): SessionPart<Added> =>
  ({ version: VERSION, create }) as MadePart;

const isMade = (part: unknown): part is MadePart => (part as MadePart | null)?.version === VERSION;

/** @throws IllegalArgumentError as somebody may pass what is none, or a part that names members of another build */
export function contentsOf(parts: unknown): readonly PartContent[] {
  const given = parts ?? [];
  if (Array.isArray(given) && given.every(isMade)) return given.map((part) => part.create());
  throw new IllegalArgumentError(
    `unable to create a session; parts must be an array of parts of amazon-connect-chatjs ${VERSION}`,
    parts,
  );
}
