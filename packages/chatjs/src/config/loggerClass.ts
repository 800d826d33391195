import type { Logger } from "./logger.js";
import type { LogManager } from "./logManager.js";

type Methods = Omit<Logger, "options">;

/** `ChatSession.Logger`: a base class for loggers of the page, whose methods do nothing until overridden; the static ones log. */
export interface LoggerClass extends Methods {
  new (): Methods;
}

/** The class whose static methods log through `manager`. */
export function createLoggerClass(manager: LogManager): LoggerClass {
  // A base that logged would call the logger of the page, which is an instance of it, for ever.
  class Logger {
    debug(): unknown {
      return undefined;
    }
    info(): unknown {
      return undefined;
    }
    warn(): unknown {
      return undefined;
    }
    error(): unknown {
      return undefined;
    }
    advancedLog(): unknown {
      return undefined;
    }
  }
  return Object.assign(Logger, manager.getLogger());
}
