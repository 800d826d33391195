export { plotStorm } from "./plotStorm.js";
export { OUTAGES, RULES, runStorm } from "./storm.js";
