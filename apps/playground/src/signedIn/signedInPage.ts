import { requireElement } from "@amazon-connect-chat/page/element.js";

// On AWS this page hands `code` and `state` to the site's backend, which tells Amazon Connect. The emulator has done so itself.
const hasFailed = new URLSearchParams(location.search).has("error");
requireElement("#outcome").textContent = hasFailed ? "You were not signed in" : "You are signed in";
window.close();
