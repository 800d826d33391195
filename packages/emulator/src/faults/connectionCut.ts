/** Thrown out of the application when a request gets no answer, since a fault wants it so or its client is gone: the host then cuts the connection. */
export class ConnectionCut extends Error {
  override readonly name = "ConnectionCut";

  constructor() {
    super("the connection was cut");
  }
}
