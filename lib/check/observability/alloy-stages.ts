/** Stages of a `loki.process` of Alloy, in the form of those of Promtail. */
export interface AlloyProcess {
  readonly label: string;
  readonly stages: readonly unknown[];
}

const PROCESS = /^[ \t]*loki\.process[ \t]+"(\w+)"[ \t]*\{/gm;
const STAGE = /^[ \t]*stage\.(\w+)[ \t]*\{/gm;

/** `expressions = { level = "level" }`; texts may have braces. */
const MAP = /\b(\w+)\s*=\s*\{((?:"(?:[^"\\]|\\.)*"|`[^`]*`|[^{}"`])*)\}/g;

/** The pipelines of a configuration of Alloy. What stands in a block within a stage (match) is not followed. */
export function alloyProcesses(text: string): readonly AlloyProcess[] {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[\s{}])\/\/.*$/gm, '$1');
  return [...plain.matchAll(PROCESS)].map((found) => {
    const start = found.index + found[0].length;
    const body = bodyFrom(plain, start);
    // An entry comes with its labels, which stages read like fields; those of this pipeline are made later.
    const given = labelsIn(plain.slice(0, start) + plain.slice(start + body.length));
    return { label: found[1] ?? '', stages: [{ static_labels: given }, ...stagesOf(body)] };
  });
}

/** Labels that targets have, or other parts give. */
function labelsIn(text: string): Readonly<Record<string, string>> {
  const targets = [...text.matchAll(/\btarget_label\s*=\s*"(\w+)"/g)].map(([, name = '']) => name);
  const maps = [...text.matchAll(MAP)].flatMap(([, key = '', body = '']) => (/labels$|^values$/.test(key) ? Object.keys(mapOf(body)) : []));
  return Object.fromEntries([...targets, ...maps].map((name) => [name, '']));
}

function stagesOf(body: string): readonly unknown[] {
  const stages: unknown[] = [];
  let end = 0;
  for (const found of body.matchAll(STAGE)) {
    // Within another stage.
    if (found.index < end) continue;
    const inner = bodyFrom(body, found.index + found[0].length);
    end = found.index + found[0].length + inner.length;
    stages.push({ [found[1] ?? '']: found[1] === 'labels' ? (mapsOf(inner)['values'] ?? {}) : { ...mapsOf(inner), ...textsOf(inner) } });
  }
  return stages;
}

/** What stands between an opened brace and the one that closes it. */
function bodyFrom(text: string, start: number): string {
  let open = 1;
  for (let place = start; place < text.length; place += 1) {
    if (text[place] === '"') place = !text.includes('"', place + 1) ? text.length : closing(text, place);
    else if (text[place] === '`') place = !text.includes('`', place + 1) ? text.length : text.indexOf('`', place + 1);
    else if (text[place] === '{') open += 1;
    else if (text[place] === '}' && --open === 0) return text.slice(start, place);
  }
  return text.slice(start);
}

function closing(text: string, start: number): number {
  let place = start + 1;
  while (place < text.length && text[place] !== '"') place += text[place] === '\\' ? 2 : 1;
  return place;
}

/** `expressions = { level = "level" }` */
function mapsOf(body: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries([...body.matchAll(MAP)].map(([, key = '', inner = '']) => [key, mapOf(inner)]));
}

function mapOf(body: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...body.matchAll(/"?(\w+)"?\s*=\s*(?:"([^"]*)"|`([^`]*)`|[\w.]+)/g)].map(([, key = '', one, other]) => [key, one ?? other ?? '']),
  );
}

/** `source = "ts"` */
function textsOf(body: string): Readonly<Record<string, string>> {
  const flat = body.replace(MAP, '');
  return Object.fromEntries(
    [...flat.matchAll(/^\s*(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/gm)].map(([, key = '', one, other]) => [
      key,
      one?.replace(/\\(.)/g, '$1') ?? other ?? '',
    ]),
  );
}
