/** The server's time, as near as its Date header tells; what is counted down must not hang on this machine's clock. */
let skew = 0;

export const now = () => Date.now() + skew;

/** Takes the Date header of an answer to a request that was sent at this time of this machine's clock. */
export function heard(date, sentAt) {
  const server = Date.parse(date);
  if (Number.isNaN(server)) return;
  const measured = server + 500 - (sentAt + Date.now()) / 2;
  skew = Math.abs(measured) < 1500 ? 0 : measured; // the header counts whole seconds
}
