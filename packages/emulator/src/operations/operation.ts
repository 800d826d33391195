import type { OperationInput, OperationName, OperationOutput } from "@amazon-connect-chat/protocol";
import type { z } from "zod";
import type { Attachments } from "../attachments/attachments.js";
import type { Authentications } from "../authentication/authentications.js";
import type { Limits } from "../limits.js";
import type { Settings } from "../options.js";
import type { Contact, Participant, ParticipantRef } from "../world/contact.js";
import type { Throttle } from "../throttle/throttle.js";
import type { MessageProcessing } from "../processing/messageProcessing.js";
import type { World } from "../world/world.js";

/** Hands out addresses of sockets. */
export interface SocketAddresses {
  /** A URL that opens a socket of this participant, on the origin that the request came to. */
  issue(ref: ParticipantRef, origin: string): { readonly url: string; readonly expiresAtMs: number };
}

/** Who calls, and all that an operation may touch. */
export interface Call {
  readonly ref: ParticipantRef;
  readonly contact: Contact;
  readonly participant: Participant;
  readonly world: World;
  readonly sockets: SocketAddresses;
  readonly throttle: Throttle;
  readonly attachments: Attachments;
  readonly authentications: Authentications;
  readonly messages: MessageProcessing;
  readonly settings: Settings;
  readonly limits: Limits;
  /** Scheme, host and port that the request came to. */
  readonly origin: string;
}

/** One operation of the service. */
export interface Operation<Name extends OperationName = OperationName> {
  /** Rules of the single members; what the members mean together is checked in `run`. */
  readonly rules: z.ZodType<OperationInput<Name>>;
  /** A repeat with the same ClientToken is answered even after the participant has left. */
  readonly repeatableAfterLeaving?: boolean;
  /** @throws ServiceError */
  run(call: Call, input: OperationInput<Name>): OperationOutput<Name>;
}
