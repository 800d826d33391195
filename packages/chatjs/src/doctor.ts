/**
 * Says what keeps a chat from working, and how to mend it; see [the doctor](../../../docs/doctor.md).
 * @module amazon-connect-chatjs/doctor
 */
import { createDoctor } from "./doctor/diagnose.js";
import type { DiagnoseOptions } from "./doctor/diagnose.js";
import type { Diagnosis } from "./doctor/finding.js";
import { createBrowserPlatform } from "./platform/browserPlatform.js";

export type { DiagnoseOptions } from "./doctor/diagnose.js";
export type { CheckName, Diagnosis, Finding, FindingStatus } from "./doctor/finding.js";
export type { StartChatRequest } from "./doctor/startChat.js";
export { toLine } from "./doctor/finding.js";

/**
 * Looks, from where it runs, at everything that a chat needs: address, service, clock, CORS and CSP, the page's start-chat, token,
 * socket and scripts. It never rejects for what it finds, registers no global, and tells no token.
 * @example
 * ```ts
 * const { findings } = await diagnose({ region: "eu-west-2", startChat: "https://api.example.com/start-chat" });
 * for (const finding of findings) console.log(toLine(finding));
 * ```
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations_Amazon_Connect_Participant_Service.html
 */
export const diagnose = (options?: DiagnoseOptions): Promise<Diagnosis> =>
  createDoctor(createBrowserPlatform())(options);
