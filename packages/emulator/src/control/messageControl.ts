import { eventContentType } from "@amazon-connect-chat/protocol";
import type { View } from "@amazon-connect-chat/protocol";
import type { Ids } from "../ids.js";
import { checkMessage, INTERACTIVE, takesInteractive } from "../operations/messageRules.js";
import { sizeInBytes } from "../sizeInBytes.js";
import { ServiceError } from "../operations/serviceError.js";
import type { Settings } from "../options.js";
import { interactiveSamples } from "../samples/interactiveSamples.js";
import type { InteractiveSample, InteractiveTemplate } from "../samples/interactiveSamples.js";
import { picturesPath } from "../samples/pictures.js";
import { findReadyView } from "../views/findReadyView.js";
import type { ParticipantRef } from "../world/contact.js";
import type { Side } from "../world/item.js";
import type { Room } from "../world/room.js";
import type { Voice, World } from "../world/world.js";
import { ControlError } from "./controlError.js";
import { controlRules, readControlValue } from "./controlRules.js";
import type { ControlSubjects } from "./controlSubjects.js";

/** What became of a message. */
export interface Sent {
  readonly Id: string;
  readonly AbsoluteTime: string;
}

/** A message from the control side. Without `participantId` the contact flow speaks. */
export interface ControlMessage {
  readonly contactId: string;
  readonly participantId?: string | undefined;
  /** Which voice of the contact flow: its prompts, or its bot. @defaultValue "flow" */
  readonly voice?: Voice | undefined;
  readonly content: string;
  /** @defaultValue "text/plain" */
  readonly contentType?: string | undefined;
  /** Of a whisper of the contact flow: the side that alone gets it. @defaultValue everyone */
  readonly visibleTo?: Side | undefined;
}

/** A question of the contact flow. */
export interface ControlQuestion {
  readonly contactId: string;
  /** A ready one by name, or any content. */
  readonly template: InteractiveSample | InteractiveTemplate;
}

/** A view that the contact flow shows. */
export interface ControlView {
  readonly contactId: string;
  /** The Id or Name of a ready view or of one of the options, or a view. */
  readonly view: string | (View & { readonly Id: string });
  /** What the view is filled with. @defaultValue that of the ready view */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

export interface MessageControl {
  say(message: ControlMessage): Sent;
  type(ref: ParticipantRef): void;
  /**
   * InvalidRequest for a template that lacks something or has too much; `say` sends any content. Conflict when the chat was
   * started without the content types for questions and answers.
   */
  sendInteractive(question: ControlQuestion): Sent;
  /** As `sendInteractive`; NotFound for an unknown view. The token is good for the life of the chat. */
  showView(view: ControlView): Sent & { readonly viewToken: string };
}

export interface MessageControlParts {
  readonly world: World;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly subjects: ControlSubjects;
  readonly origin: () => string;
}

const tooLong = () =>
  new ControlError("InvalidRequest", "unable to send the message; its content is empty or too long");

export function createMessageControl(parts: MessageControlParts): MessageControl {
  const { world, ids, settings, subjects, origin } = parts;
  const { limits } = settings;

  const requireSpeakable = (
    room: Readonly<Room>,
    message: ControlMessage & { readonly contentType: string },
  ) => {
    const { participantId, contentType, content } = message;
    if (participantId === undefined) {
      const maxSizeBytes = contentType === INTERACTIVE ? limits.interactiveSizeBytes : limits.textSizeBytes;
      if (content && sizeInBytes(content) <= maxSizeBytes) return;
      throw tooLong();
    }
    try {
      checkMessage(room.contact.supportedContentTypes, { contentType, content }, limits);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw new ControlError(
        "InvalidRequest",
        `unable to send the message; ${error.detail ?? error.message}`,
      );
    }
  };

  const ask = (contactId: string, template: InteractiveTemplate): Sent => {
    if (!takesInteractive(subjects.liveRoomOf(contactId).contact))
      throw new ControlError(
        "Conflict",
        `unable to ask the customer; start the chat with ${INTERACTIVE} and ${INTERACTIVE}.response among its SupportedMessagingContentTypes`,
      );
    const content = JSON.stringify(template);
    if (sizeInBytes(content) > limits.interactiveSizeBytes) throw tooLong();
    const { Id, AbsoluteTime } = world.say(
      { contactId, voice: "bot" },
      { contentType: INTERACTIVE, content },
    );
    return { Id, AbsoluteTime };
  };

  const pictureUrl = (name: string) => `${origin()}${picturesPath}${name}.svg`;

  return {
    say({ contactId, participantId, voice, content, contentType = "text/plain", visibleTo }) {
      const room =
        participantId === undefined
          ? subjects.liveRoomOf(contactId)
          : subjects.requireSpeaker({ contactId, participantId });
      requireSpeakable(room, { contactId, participantId, content, contentType });
      if (visibleTo !== undefined && participantId !== undefined)
        throw new ControlError(
          "InvalidRequest",
          "unable to send the message to one side; only the flow whispers, so leave participantId out",
        );
      const { Id, AbsoluteTime } = world.say(
        { contactId, participantId, voice },
        { contentType, content, visibleTo },
      );
      return { Id, AbsoluteTime };
    },
    type(ref) {
      subjects.requireSpeaker(ref);
      world.signal(ref, eventContentType("typing"));
    },
    sendInteractive({ contactId, template: wanted }) {
      const { template } = readControlValue({ template: wanted }, controlRules.interactive);
      return ask(
        contactId,
        typeof template === "string"
          ? interactiveSamples[template]({ pictureUrl, nowMs: settings.clock.nowMs() })
          : template,
      );
    },
    showView({ contactId, view: wanted, data }) {
      const room = subjects.liveRoomOf(contactId);
      const ready =
        typeof wanted === "string" ? findReadyView(wanted, settings.views) : { view: wanted, data: {} };
      if (!ready) throw new ControlError("NotFound", "unable to show the view; its name is unknown");
      // Base64 ends so, and clients have to encode it.
      const viewToken = `${ids.token("vt.")}+/=`;
      const content = { viewId: ready.view.Arn ?? ready.view.Id, viewToken, viewData: data ?? ready.data };
      const sent = ask(contactId, { templateType: "ViewResource", version: "1.0", data: { content } });
      room.views.set(viewToken, ready.view);
      return { ...sent, viewToken };
    },
  };
}
