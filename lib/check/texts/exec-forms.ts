import type { Issue } from '../rule.ts';

/** Commands in brackets that are no list of JSON: Docker hands them to a shell as they stand. */
export function* execFormFaults(dockerfile: string): Iterable<Issue> {
  for (const [index, line] of dockerfile.split('\n').entries()) {
    const [, instruction = '', list = ''] = /^\s*(CMD|ENTRYPOINT|HEALTHCHECK\s+(?:--\S+\s+)*CMD|SHELL)\s+(\[.*\])\s*$/i.exec(line) ?? [];
    if (instruction === '' || isList(list)) continue;
    const words = [...list.matchAll(/"[^"]*"|'[^']*'|[^\s,[\]]+/g)].map(([word]) => word.replace(/^["']|["']$/g, ''));
    yield {
      path: `line ${index + 1}`,
      message: `${instruction.toUpperCase()} ${list} is no list of JSON${list.includes("'") ? ', which has double quotes' : ''}`,
      why: `A shell is to run a program called "${/^\[\s*\S+/.exec(list)?.[0] ?? '['}": "not found", and the container ends each time it is started.`,
      fix: `Write ${JSON.stringify(words)}.`,
    };
  }
}

function isList(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every((each) => typeof each === 'string');
  } catch {
    return false;
  }
}
