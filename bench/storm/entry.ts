export { plotStorm } from "./plotStorm.js";
export { OUTAGES } from "./service.js";
export { RULES, runStorm } from "./storm.js";
