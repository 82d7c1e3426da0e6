import { load } from 'js-yaml';

/** What a text holds as YAML; `undefined` where it is none. A rule about the text itself says so. */
export function yamlIn(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}
