export { plotStorm } from "./plotStorm.js";
export { OUTAGES } from "./service.js";
export { rulesFor, runStorm } from "./storm.js";
