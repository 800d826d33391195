import type { RunningEmulator } from "amazon-connect-chat-emulator";

/** A customer who speaks plain HTTP. */
export interface Customer {
  readonly contactId: string;
  say(text: string): Promise<void>;
  typing(): Promise<void>;
  leave(): Promise<void>;
  /** Everything that was said in the chat. */
  transcript(): readonly string[];
}

/** Starts a chat, and comes into it: it is in the queue then. */
export async function startCustomer({ url, control }: RunningEmulator): Promise<Customer> {
  const { contactId, participantToken } = control.startChat({ displayName: "Avery" });
  const post = async (path: string, token: string, body: object): Promise<any> => {
    const response = await fetch(`${url}/participant/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": token },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`unable to ${path} as the customer; HTTP ${response.status}`);
    return response.json();
  };
  const { ConnectionCredentials } = await post("connection", participantToken, {
    Type: ["CONNECTION_CREDENTIALS"],
    ConnectParticipant: true,
  });
  const token: string = ConnectionCredentials.ConnectionToken;
  return {
    contactId,
    say: (Content) => post("message", token, { Content, ContentType: "text/plain" }),
    typing: () => post("event", token, { ContentType: "application/vnd.amazonaws.connect.event.typing" }),
    leave: () => post("disconnect", token, {}),
    transcript: () =>
      control
        .getContact(contactId)
        .transcript.filter(({ Type }) => Type === "MESSAGE")
        .map(({ Content = "" }) => Content),
  };
}
