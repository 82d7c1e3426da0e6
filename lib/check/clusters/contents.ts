import { textsAt } from '../read.ts';

/** What a Secret holds, in plain text: `stringData` over `data`. */
export function secretContents(secret: unknown): Readonly<Record<string, string>> {
  const data = Object.entries(textsAt(secret, 'data')).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')] as const);
  return { ...Object.fromEntries(data), ...textsAt(secret, 'stringData') };
}
