/* global document */
/**
 * Makes a browser that no program can steer do what tests ask for: asks its server for jobs, does each in a frame, and tells what
 * came of it.
 *
 * @typedef {object} Job
 * @property {number} id
 * @property {string} frame a page of its own, by name
 * @property {string} [url] loaded first
 * @property {string} [source] an expression, or what it promises; without one the frame is taken away
 * @property {number} limitMs
 */

/** @type {Map<string, HTMLIFrameElement>} */
const framesByName = new Map();

/** @param {string} name */
function frameOf(name) {
  const frame = framesByName.get(name) ?? document.body.appendChild(document.createElement("iframe"));
  framesByName.set(name, frame);
  return frame;
}

/** @param {Job} job */
async function perform({ frame: name, url, source }) {
  const frame = frameOf(name);
  if (url)
    await new Promise((resolve) => {
      frame.onload = resolve;
      frame.src = url;
    });
  if (source) return /** @type {Window & typeof globalThis} */ (frame.contentWindow).eval(source);
  framesByName.delete(name);
  frame.remove();
}

/**
 * @param {Job} job
 * @returns {Promise<{ readonly value?: unknown, readonly failure?: string }>}
 */
const outcomeOf = (job) =>
  new Promise((resolve) => {
    const limit = setTimeout(() => resolve({ failure: "it did not come to an end" }), job.limitMs);
    void perform(job)
      .then((value) => ({ value }))
      .catch((error) => ({ failure: String(error) }))
      .then((outcome) => {
        clearTimeout(limit);
        resolve(outcome);
      });
  });

/** @param {object} told */
const ask = (told) =>
  fetch("/", { method: "POST", body: JSON.stringify(told) }).then((answer) => answer.json());

async function work() {
  for (;;) {
    /** @type {Job} */
    const job = await ask({});
    void outcomeOf(job).then((outcome) => ask({ id: job.id, ...outcome }));
  }
}
void work();
