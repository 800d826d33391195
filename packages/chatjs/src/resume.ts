/**
 * Chats that survive a reload; see [the guide](../../../docs/guides/resume.md).
 * @module amazon-connect-chatjs/resume
 */
import type { ChatStorageSource, KeepOptions } from "./parts/resume/chatStorage.js";
import { keepSessionOn, readKeptChatOn, resumeSessionOn } from "./parts/resume/keepSession.js";
import type { ResumableSession } from "./parts/resume/keepSession.js";
import type { KeptChat } from "./parts/resume/keptChat.js";
import { createBrowserPlatform } from "./platform/browserPlatform.js";

/**
 * Keeps the chat of a session in a storage, until the chat ends: what is kept is written at once, and made new whenever the
 * session connects, once a minute while its socket lives, and when the page is hidden or left, as long as it is there: what another
 * tab has removed stays so. A storage that throws is done without.
 * @param session has the part `resumable`
 * @param storage `sessionStorage` unless other tabs are to get into the chat
 * @returns forgets the chat: for a page whose customer leaves without ending it
 * @throws IllegalArgumentError for a session without the part, what is no storage, an empty key, and a ttlMs that is not above 0
 */
export const keepSession = (
  session: ResumableSession,
  storage: ChatStorageSource,
  options?: KeepOptions,
): (() => Promise<void>) => keepSessionOn(createBrowserPlatform(), session, storage, options);

/**
 * Reads what `keepSession` has kept: the `chatDetails` of the next session. Resolves with undefined where there is nothing, where
 * its time is over, and where what is there is no chat; an expired one is removed.
 * @param options `ttlMs`: to allow less time than was given when it was kept
 * @throws IllegalArgumentError (rejection) as `keepSession`
 */
export const readKeptChat = (
  storage: ChatStorageSource,
  options?: KeepOptions,
): Promise<KeptChat | undefined> => readKeptChatOn(createBrowserPlatform(), storage, options);

/**
 * Gets into the chat that was kept: creates the session, keeps it on, and connects it. Resolves with undefined where there is no
 * such chat, or the service refuses it because it has ended; then it is forgotten, and the page starts a new one. It is kept on for
 * as long as before, or less if `options` say so.
 * @param create makes the session, with the part `resumable`, and subscribes to what the page shows
 * @throws ChatError (rejection) `CONNECT_FAILED` when the service could not be asked: the chat is still kept
 * @throws IllegalArgumentError (rejection) as `keepSession`
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_CreateParticipantConnection.html
 */
export const resumeSession = <Session extends ResumableSession>(
  storage: ChatStorageSource,
  create: (chatDetails: KeptChat) => Session,
  options?: KeepOptions,
): Promise<Session | undefined> => resumeSessionOn(createBrowserPlatform(), storage, create, options);

export { forgetSession } from "./parts/resume/keepSession.js";
export { resumable } from "./parts/resume/resumable.js";
export type { ChatStorage, ChatStorageSource, KeepOptions } from "./parts/resume/chatStorage.js";
export type { ResumableSession } from "./parts/resume/keepSession.js";
export type { KeptChat } from "./parts/resume/keptChat.js";
export type { Resumable } from "./parts/resume/resumable.js";
export type { SessionPart } from "./session/parts.js";
