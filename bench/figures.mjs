import { connect } from "./figures/connect.mjs";
import { evaluation } from "./figures/evaluation.mjs";
import { idle } from "./figures/idle.mjs";
import { installed } from "./figures/installed.mjs";
import { items } from "./figures/items.mjs";
import { memory } from "./figures/memory.mjs";
import { receipts } from "./figures/receipts.mjs";
import { recovery } from "./figures/recovery.mjs";
import { sendMessage } from "./figures/sendMessage.mjs";
import { sizes } from "./figures/sizes.mjs";
import { slowNetwork } from "./figures/slowNetwork.mjs";

/** What is measured, in this order. */
export const figures = [
  sizes,
  installed,
  evaluation,
  slowNetwork,
  connect,
  sendMessage,
  items,
  receipts,
  idle,
  memory,
  recovery,
];
