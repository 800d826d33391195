import { element } from "@amazon-connect-chat/page/element.js";
import { setText } from "@amazon-connect-chat/page/setText.js";
import { sizeText } from "./uploads.js";
import type { Upload } from "./uploads.js";

export interface UploadElement {
  readonly root: HTMLElement;
  update(upload: Upload): void;
}

/** A file on its way: how far it has got, and the way to stop it. */
export function createUploadElement(onCancel: (key: string) => void): UploadElement {
  const name = element("span", { class: "file__name", dir: "auto" });
  const progress = element("progress", { class: "file__progress", max: 1, value: 0 });
  const status = element("span", { class: "file__status" });
  const cancel = element("button", { type: "button", class: "link-button", "data-testid": "cancel-upload" }, [
    "Cancel",
  ]);
  const root = element("div", { class: "file", "data-testid": "upload" }, [
    element("span", { class: "file__icon", "aria-hidden": "true" }),
    name,
    cancel,
    progress,
    status,
  ]);
  let key = "";
  cancel.addEventListener("click", () => onCancel(key));
  return {
    root,
    update(upload) {
      const { loadedBytes, sizeBytes } = upload;
      key = upload.key;
      root.dataset.status = upload.status;
      setText(name, upload.name);
      progress.value = sizeBytes === 0 ? 1 : loadedBytes / sizeBytes;
      progress.setAttribute("aria-label", `Upload of ${upload.name}`);
      progress.hidden = upload.status !== "sending";
      setText(
        status,
        upload.status === "sending" ? `${sizeText(loadedBytes)} of ${sizeText(sizeBytes)}` : "",
      );
      setText(cancel, upload.status === "failed" ? "Dismiss" : "Cancel");
      cancel.setAttribute("aria-label", `${cancel.textContent} ${upload.name}`);
      cancel.hidden = upload.status === "checking";
    },
  };
}
