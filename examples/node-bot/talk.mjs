import { ChatSession } from "amazon-connect-chatjs";

async function startChat(url, name, signal) {
  const response = await fetch(url, {
    method: "POST",
    signal,
    body: JSON.stringify({ ParticipantDetails: { DisplayName: name } }),
  }).catch((cause) => {
    throw new Error(`unable to start a chat; ${url} does not answer`, { cause });
  });
  if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
  const { data } = await response.json();
  return data.startChatResult;
}

/**
 * Plays a customer: starts a chat, answers what is asked, and leaves when nothing is left to hear.
 *
 * @param {object} options
 * @param {string} options.startChatUrl
 * @param {string} options.name
 * @param {readonly { hears: RegExp, says?: string }[]} options.rules in their order
 * @param {AbortSignal} options.signal ends the chat when it aborts
 * @param {(line: string) => void} options.heard gets each message, own ones included
 * @returns {Promise<readonly string[]>} all that was said
 * @throws Error that names what was not heard when the chat ends, or the signal aborts, before that
 */
export async function talk({ startChatUrl, name, rules, signal, heard }) {
  const chatDetails = await startChat(startChatUrl, name, signal);
  const session = ChatSession.create({ type: ChatSession.SessionTypes.CUSTOMER, chatDetails });
  const waiting = [...rules];
  const transcript = [];

  const over = new Promise((resolve, reject) => {
    const missing = () =>
      waiting.length === 0
        ? resolve(transcript)
        : reject(new Error(`the chat is over, or too slow, and nobody has said ${String(waiting[0].hears)}`));
    signal.addEventListener("abort", missing);
    session.onEnded(missing);
    session.onConnectionBroken(({ data }) => reject(new Error(`the connection is gone; ${data.reason}`)));

    session.onMessage(async ({ data }) => {
      if (data.Type !== "MESSAGE") return;
      const line = `${data.DisplayName}: ${data.Content}`;
      transcript.push(line);
      heard(line);
      if (data.ParticipantRole === "CUSTOMER" || !waiting[0]?.hears.test(data.Content)) return;
      const { says } = waiting.shift();
      try {
        if (says !== undefined) await session.sendMessage({ contentType: "text/plain", message: says });
        else if (waiting.length === 0) resolve(transcript);
      } catch (error) {
        reject(error);
      }
    });
  });

  try {
    const [said] = await Promise.all([over, session.connect()]);
    return said;
  } finally {
    // A chat must not be left for an agent; one that is over already says no to this.
    await session.disconnectParticipant().catch(() => undefined);
    // Lets the process end.
    await session.controller.breakConnection();
  }
}
