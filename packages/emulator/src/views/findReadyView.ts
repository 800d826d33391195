import type { View } from "@amazon-connect-chat/protocol";
import { readyViews } from "./readyViews.js";
import type { ReadyView } from "./readyViews.js";

/** The view of this Id or Name: one of `own`, otherwise one that Amazon Connect brings along. */
export function findReadyView(name: string, own: readonly View[]): ReadyView | undefined {
  const isNamed = ({ Id, Name }: View) => Id === name || Name === name;
  const view = own.find(isNamed);
  return view ? { view, data: {} } : Object.values(readyViews).find((ready) => isNamed(ready.view));
}
