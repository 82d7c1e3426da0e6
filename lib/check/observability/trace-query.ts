/** Fields of a span that Tempo knows without a scope. @see https://github.com/grafana/tempo/blob/main/pkg/traceql/lexer.go */
const INTRINSICS: ReadonlySet<string> = new Set([
  ...['duration', 'childCount', 'name', 'status', 'statusMessage', 'kind', 'rootName', 'rootServiceName', 'traceDuration'],
  ...['nestedSetLeft', 'nestedSetRight', 'nestedSetParent', 'parent', 'instrumentation'],
  // Words that stand for values.
  ...['true', 'false', 'nil', 'ok', 'error', 'unset', 'unspecified', 'internal', 'server', 'client', 'producer', 'consumer'],
]);
const SCOPED = /^(?:span|resource|parent|event|link|instrumentation|trace)\./;

/** An attribute that begins with a letter, and what it is compared with; one with a scope and a colon is intrinsic. */
const COMPARED = /(?<![\w.:"$@/-])([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*(?:=~|!~|!=|>=|<=|=|>|<)(?![>~])/g;
/** `| by(a, b)`, `| select(a)` */
const NAMED = /(?<![\w.])(?:by|select)\s*\(([^()]*)\)/g;

/** An attribute of a TraceQL query without the scope that it needs; `undefined` where every one has its scope, and for what is no TraceQL. */
export function unscoped(query: string): string | undefined {
  if (!query.trimStart().startsWith('{') || query.includes('{{')) return undefined;
  // Texts hold anything, and a variable is filled in with anything.
  const plain = query
    .replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""')
    .replace(/\$\{[^{}]*\}|\[\[[^[\]]*\]\]|\$\w+/g, '.variable')
    .replace(/\/\/.*$/gm, '');
  for (const [, inner = ''] of plain.matchAll(/\{([^{}]*)\}/g))
    for (const [, name = ''] of inner.matchAll(COMPARED)) if (!isScoped(name)) return name;
  for (const [, list = ''] of plain.matchAll(NAMED)) {
    const name = list
      .split(',')
      .map((each) => each.trim())
      .find((each) => /^[A-Za-z_][\w.-]*$/.test(each) && !isScoped(each));
    if (name !== undefined) return name;
  }
  return undefined;
}

function isScoped(name: string): boolean {
  return SCOPED.test(name) || INTRINSICS.has(name);
}
