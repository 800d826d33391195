import { IllegalArgumentError } from "../../errors.js";
import { hearAlong, hearFrames, hearPages } from "../../session/heardItems.js";
import type { Hear } from "../../session/heardItems.js";
import type { SendAttachmentArgs } from "../../session/callTypes.js";
import { definePart } from "../../session/parts.js";
import type { SessionPart } from "../../session/parts.js";
import { transcriptInput } from "../../session/requests.js";
import { sendAtOnce, sendBySteps } from "../../session/sendFile.js";
import { whenConnected } from "../../session/whenConnected.js";
import { createFiles } from "./createFiles.js";
import { readFileRules } from "./fileRules.js";
import { createFilesPlatform } from "./filesPlatform.js";
import type { FilesOptions, WithFiles } from "./filesTypes.js";
import { createScannerWatch } from "./scannerWatch.js";

/** The page does not see it. */
const PAGE = { maxResults: 100, peek: true };

/**
 * Adds `session.files`: files that are checked before they go out, sent once whatever gets lost, and followed until the scanner has
 * decided.
 * @param options what of the instance differs from Amazon Connect's defaults
 * @throws IllegalArgumentError for a rule that is none
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_StartAttachmentUpload.html
 */
export function files(options: FilesOptions = {}): SessionPart<WithFiles> {
  const { verdictTimeoutMs = 90_000 } = options;
  const rules = readFileRules(options);
  if (!(verdictTimeoutMs > 0))
    throw new IllegalArgumentError(
      "unable to follow files; verdictTimeoutMs must be a number above 0",
      verdictTimeoutMs,
    );
  return definePart<WithFiles>(() => {
    let hear: Hear = () => undefined;
    return {
      call: (call, { participant }) => hearPages(call, participant, (...heard) => hear(...heard)),
      open:
        (open, { participant }) =>
        (getTransport, listener) =>
          open(
            getTransport,
            hearFrames(listener, participant, (...heard) => hear(...heard)),
          ),
      extend(session, { platform, perform }) {
        const { participantId } = session.getChatDetails();
        const { sendAttachment } = session as {
          readonly sendAttachment?: (args: SendAttachmentArgs) => Promise<unknown>;
        };
        const look = async (nextToken?: string) => {
          const args = { ...PAGE, nextToken };
          const { NextToken } = perform
            ? await perform("GetTranscript", transcriptInput(args))
            : (await session.getTranscript(args)).data;
          return NextToken;
        };
        const watch = createScannerWatch({ platform, participantId, timeoutMs: verdictTimeoutMs, look });
        hear = watch.hear;
        if (!perform) hearAlong(session, hear);
        const desk = createFiles({
          platform,
          page: createFilesPlatform(platform.globals),
          rules,
          watch,
          sendFile: perform
            ? sendBySteps({ platform, perform })
            : sendAttachment && sendAtOnce(sendAttachment),
          isConnected: () => session.getChatDetails().connectionDetails !== undefined,
          async heardBefore() {
            // A session that takes the steps itself knows the ids.
            if (!perform) await look().catch(() => undefined);
            return new Set(watch.known);
          },
          closeSignal: () => (session as { readonly closeSignal?: AbortSignal }).closeSignal,
        });
        return { files: desk.files, connect: whenConnected(session, desk) };
      },
    };
  });
}
