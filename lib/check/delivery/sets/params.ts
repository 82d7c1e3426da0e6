import { fields, items, text, type Fields } from '../../read.ts';

/** What a generator hands to the template of an ApplicationSet: names to values, several deep. */
export type Params = Readonly<Record<string, unknown>>;

/** A value with every `{{…}}` that the params answer filled in; what they do not answer stays as it is. */
export function filled(value: unknown, params: Params, isGo: boolean): unknown {
  if (typeof value === 'string') return value.includes('{{') ? filledText(value, params, isGo) : value;
  if (Array.isArray(value)) return value.map((each) => filled(each, params, isGo));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [filledText(key, params, isGo), filled(each, params, isGo)]));
}

/** A text with every `{{…}}` that the params answer filled in. */
export function filledText(written: string, params: Params, isGo: boolean): string {
  return written.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, expression: string) => {
    const found = isGo ? goValue(expression, params) : plainValue(expression, params);
    return text(found) ?? whole;
  });
}

/** `path.basename`, `path[0]`, `values.region`: the path of a git generator is both a text and a map. */
function plainValue(expression: string, params: Params): unknown {
  const [, list, place] = /^([\w.-]+)\[(\d+)\]$/.exec(expression) ?? [];
  if (list !== undefined) return items(fields(value(list.split('.'), params))['segments'])[Number(place)];
  const found = value(expression.split('.'), params);
  return fields(found)['path'] ?? found;
}

/** `.path.basename`, `index .path.segments 1`; pipes and functions are not followed. */
function goValue(expression: string, params: Params): unknown {
  const [, list, place] = /^index \.([\w.-]+) (\d+)$/.exec(expression) ?? [];
  if (list !== undefined) return items(value(list.split('.'), params))[Number(place)];
  return /^\.[\w.-]+$/.test(expression) ? value(expression.slice(1).split('.'), params) : undefined;
}

function value(names: readonly string[], params: Params): unknown {
  // A list generator may have names with dots.
  const whole = params[names.join('.')];
  if (whole !== undefined) return whole;
  let found: unknown = params;
  for (const name of names) found = fields(found)[name];
  return found;
}

/** What a git generator says about a folder. */
export function pathParams(folder: string, file?: string): Fields {
  const segments = folder.split('/');
  const basename = segments.at(-1) ?? '';
  return {
    path: {
      path: folder,
      basename,
      basenameNormalized: normalized(basename),
      segments,
      ...(file === undefined ? {} : { filename: file, filenameNormalized: normalized(file) }),
    },
  };
}

/** As names of objects are: what may not stand there becomes a hyphen. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
}
