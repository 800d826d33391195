/** Thrown out of the application when a request gets no answer: the host then cuts the connection. */
export class ConnectionCut extends Error {
  override readonly name = "ConnectionCut";

  constructor() {
    super("the connection was cut by a fault");
  }
}
