import { loadAll, YAMLException } from 'js-yaml';
import { join, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { readBlockYaml } from '../../tree/block-yaml.ts';

export const textParses = defineRule({
  id: 'text-parses',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'Files in ConfigMaps that are named as JSON, YAML or properties are such files.',
  source: 'https://www.rfc-editor.org/rfc/rfc8259; https://yaml.org/spec/1.2.2/',
  *check({ object }) {
    for (const [key, text] of Object.entries(textsAt(object, 'data'))) {
      if (!/\.(?:json|ya?ml|properties|env)$/i.test(key) || text.trim() === '') continue;
      // Templates become such a file only later; those inside of quotes are for the program that reads it.
      const plain = text.replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'/g, '""');
      if (/\{\{|<%|\{%/.test(withoutBlocks(plain))) continue;
      const path = join('data', key);
      if (/\.json$/i.test(key)) yield* json(path, text);
      else if (/\.ya?ml$/i.test(key)) yield* yaml(path, text);
      else if (/\.(properties|env)$/i.test(key)) yield* pairs(path, text);
    }
  },
});

/** A text in a block (`|`, `>`) cannot break the YAML around it. */
function withoutBlocks(text: string): string {
  let depth = Infinity;
  return text
    .split('\n')
    .filter((line) => {
      const indent = line.length - line.trimStart().length;
      if (line.trim() === '' || indent > depth) return false;
      depth = /(^|[:\s-])[|>][+-]?\d?\s*$/.test(line) ? indent : Infinity;
      return true;
    })
    .join('\n');
}

const WHY = 'The program that reads the file stops at its start, or goes on without what the file says.';

function* json(path: string, text: string): Iterable<Issue> {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // Unquoted placeholders are filled in by a program before it reads the file.
    if (/:\s*(\$\{?\w|__\w+__|@\w+@)/.test(text)) return;
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = place === undefined ? undefined : text.slice(0, Number(place)).split('\n').length;
    const comma = /,\s*[}\]]/.test(text)
      ? ': a comma stands before a closing bracket'
      : /^\s*(\/\/|#|\/\*)/m.test(text)
        ? ': JSON has no comments'
        : '';
    yield {
      path,
      message: `${line === undefined ? '' : `line ${line}: `}the text is no JSON${comma}`,
      why: WHY,
      fix: 'Correct it; a JSON linter shows the place.',
    };
  }
}

function* yaml(path: string, text: string): Iterable<Issue> {
  // Plain ones, and they are most, are read at once; only what is not plain can be wrong.
  if (readBlockYaml(text) !== undefined) return;
  try {
    loadAll(text);
  } catch (error) {
    if (!(error instanceof YAMLException) || /unknown .*tag/.test(error.reason) || /^[^#\n]*:\s*(@\w+@|%\w)/m.test(text)) return;
    const { line } = (error as { readonly mark?: { readonly line: number } | null }).mark ?? { line: 0 };
    yield {
      path,
      message: `line ${line + 1}: the text is no YAML: ${error.reason}`,
      why: WHY,
      fix: 'Correct the indentation, quote or key on this line or the one before.',
    };
  }
}

function* pairs(path: string, text: string): Iterable<Issue> {
  const lines = new Map<string, { readonly value: string; readonly line: number }>();
  for (const [index, line] of text.replace(/\\\n/g, '  ').split('\n').entries()) {
    const [, key, value = ''] = /^\s*([\w.[\]-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const first = lines.get(key);
    if (first !== undefined && first.value !== value) {
      const message = `line ${index + 1}: ${key} is set a second time, after line ${first.line}`;
      yield {
        path,
        severity: 'warning',
        message,
        why: 'The last one silently wins: a change to the other has no effect.',
        fix: 'Keep one of them.',
      };
    }
    lines.set(key, first ?? { value, line: index + 1 });
  }
}
