import type { Attachment } from "amazon-connect-chatjs";
import { failureReason } from "../chat/failure.js";
import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { saveFile } from "./saveFile.js";

export type Download = (attachmentId: string) => Promise<Blob>;

const STATUS_WORDS: Readonly<Record<string, string>> = {
  REJECTED: "Rejected: the file did not pass the scanner",
  IN_PROGRESS: "Being checked…",
};

/** A file that was sent: its name, and the way to have it. */
export function createFileElement(
  { AttachmentId: id, AttachmentName, Status = "APPROVED" }: Attachment,
  download: Download,
): HTMLElement {
  const name = AttachmentName ?? "unnamed file";
  const status = element("span", { class: "file__status", role: "status" });
  const button = element(
    "button",
    { type: "button", class: "link-button", "aria-label": `Download ${name}`, "data-testid": "download" },
    ["Download"],
  );
  setText(status, Object.hasOwn(STATUS_WORDS, Status) ? (STATUS_WORDS[Status] ?? "") : "");
  const canDownload = Status === "APPROVED" && id !== undefined;
  button.addEventListener("click", () => {
    if (id === undefined) return;
    button.disabled = true;
    setText(status, "Downloading…");
    download(id)
      .then((blob) => {
        saveFile(blob, name);
        setText(status, "");
      })
      .catch((error: unknown) => setText(status, `Not downloaded: ${failureReason(error)}`))
      .finally(() => (button.disabled = false));
  });
  return element("div", { class: "file", "data-testid": "file", "data-status": Status }, [
    element("span", { class: "file__icon", "aria-hidden": "true" }),
    element("span", { class: "file__name", dir: "auto" }, [name]),
    canDownload ? button : undefined,
    status,
  ]);
}
