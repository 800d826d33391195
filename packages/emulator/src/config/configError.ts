/** A configuration that cannot be used. Its message has a line for each problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
