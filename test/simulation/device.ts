import type { OutboxFileStorage, OutboxStorage } from "../../packages/chatjs/src/parts/outbox/outboxTypes.js";
import type { Dice } from "./dice.js";
import type { Tab } from "./tab.js";

/** What of a device outlives its pages: their storage. */
export interface Device {
  readonly texts: Map<string, string>;
  readonly files: Map<string, Blob>;
  /** Whether it answers with promises. */
  readonly isAsync: boolean;
  isFull: boolean;
}

/** One page's way to the device. */
export interface DeviceStorage {
  readonly storage: OutboxStorage;
  readonly fileStorage: OutboxFileStorage;
}

export interface DeviceStorageOptions {
  readonly device: Device;
  readonly tab: Tab;
  readonly dice: Dice;
  /** Called before and after each change and each look: the page may be gone then. */
  readonly step: () => void;
}

/** A storage that is used no more once its page is gone, be it between a look and a change. */
export function openDeviceStorage({ device, tab, dice, step }: DeviceStorageOptions): DeviceStorage {
  const { texts, files } = device;
  const perform = <Result>(act: () => Result): Result => {
    step();
    if (!tab.isAlive) throw new Error("the page is gone");
    const result = act();
    step();
    return result;
  };
  const delay = () => (dice.chance(0.2) ? dice.between(150, 2_500) : dice.between(0, 150));
  const later = async <Result>(act: () => Result): Promise<Result> => {
    await new Promise<void>((resolve) => {
      tab.setTimer(delay(), resolve);
    });
    return perform(act);
  };
  const set = <Value>(map: Map<string, Value>, key: string, value: Value) => {
    if (device.isFull) throw new DOMException("the storage is full", "QuotaExceededError");
    map.set(key, value);
  };
  const how: <Result>(act: () => Result) => Result | Promise<Result> = device.isAsync ? later : perform;
  return {
    storage: {
      getItem: (key) => how(() => texts.get(key) ?? null),
      setItem: (key, value) => how(() => set(texts, key, value)),
      removeItem: (key) => how(() => texts.delete(key)),
    },
    fileStorage: {
      getItem: (key) => later(() => files.get(key)),
      setItem: (key, file) => later(() => set(files, key, file)),
      removeItem: (key) => later(() => files.delete(key)),
    },
  };
}
