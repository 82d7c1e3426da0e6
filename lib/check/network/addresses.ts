import { urlsIn } from '../urls.ts';

/** A place to connect to, in a text. */
export interface Address {
  readonly written: string;
  readonly host: string;
  readonly port: number;
}

/** `host:port` wherever it stands in a text, and URLs with the usual port of their scheme; each once. */
export function* addresses(content: string): Generator<Address> {
  // Most texts have neither a port nor a scheme.
  if (!content.includes(':')) return;
  const said = new Set<string>();
  for (const [written, host = '', port] of content.matchAll(/(?<![\w.-])([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*):(\d{2,5})(?![\d.])/g)) {
    if (!said.has(written)) yield { written, host, port: Number(port) };
    said.add(written);
  }
  for (const { text, host, port } of urlsIn(content)) {
    if (port === undefined || said.has(`${host}:${port}`)) continue;
    said.add(`${host}:${port}`);
    yield { written: text, host, port };
  }
}
