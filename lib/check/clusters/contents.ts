import { load } from 'js-yaml';
import { textsAt } from '../read.ts';

/** What a Secret holds, in plain text: `stringData` over `data`. */
export function secretContents(secret: unknown): Readonly<Record<string, string>> {
  const data = Object.entries(textsAt(secret, 'data')).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')] as const);
  return { ...Object.fromEntries(data), ...textsAt(secret, 'stringData') };
}

/** A configuration inside a text; what is no YAML says nothing. */
export function yamlIn(content: string): unknown {
  try {
    return load(content);
  } catch {
    return undefined;
  }
}
