import { parseImage } from '../images.ts';

/** First number of an image's version; none (`NaN`) where its tag says none. */
export function imageMajor(image: string | undefined): number {
  return Number(/^v?(\d+)/.exec(parseImage(image ?? '').tag ?? '')?.[1] ?? Number.NaN);
}

/**
 * A user that a script makes and gives a database, without a right to create in its schema `public`.
 * @see https://www.postgresql.org/docs/15/release-15.html (the PUBLIC role loses CREATE on the schema public)
 */
export function userWithoutSchema(script: string): string | undefined {
  const text = script.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  for (const [, name = ''] of text.matchAll(/\bcreate\s+(?:user|role)\s+"?([\w$]+)"?/gi)) {
    const to = `(?:[\\w",\\s$]*[\\s,])?"?${name.replaceAll('$', '\\$')}"?(?![\\w$])`;
    const given = new RegExp(`\\bgrant\\s+(?:all|create)\\b[^;]*\\bon\\s+database\\b[^;]*\\bto\\s+${to}`, 'i').test(text);
    const may =
      new RegExp(`\\bgrant\\s+(?:all|create)[^;]*\\bon\\s+schema\\b[^;]*\\bto\\s+${to}`, 'i').test(text) ||
      new RegExp(`\\bowner\\s*(?:to|=)?\\s*"?${name}"?(?![\\w$])`, 'i').test(text) ||
      new RegExp(`\\bcreate\\s+schema\\b[^;]*\\bauthorization\\s+"?${name}"?`, 'i').test(text) ||
      new RegExp(`\\b(?:create|alter)\\s+(?:user|role)\\s+"?${name}"?[^;]*\\bsuperuser\\b`, 'i').test(text) ||
      /\bgrant\s+(?:all|create)[^;]*\bon\s+schema\b[^;]*\bto\s+public\b|\bgrant\s+pg_\w+/i.test(text);
    if (given && !may) return name;
  }
  return undefined;
}
