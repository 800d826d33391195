import { Chat } from "./Chat";

/** Rendered on the server, the chat's first state included; the chat itself begins in the browser. */
export default function Page() {
  return (
    <main>
      <h1>Chat with us</h1>
      <Chat region={process.env["NEXT_PUBLIC_REGION"]} endpoint={process.env["NEXT_PUBLIC_ENDPOINT"]} />
    </main>
  );
}
