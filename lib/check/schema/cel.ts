import type * as Cel from '@bufbuild/cel';
import type * as CelExtensions from '@bufbuild/cel/ext';
import { patternOf } from './patterns.ts';
import type { Report } from './problem.ts';
import type { Schema } from './schema.ts';
import { celInput } from './cel-values.ts';
import { surelyHolds } from './surely.ts';

/** The evaluator, loaded when the first rule is met: most trees have few kinds with rules, and a start has no time for it. */
interface Engine {
  readonly cel: typeof Cel;
  readonly env: Cel.CelEnv;
}

let engine: Engine | undefined;

function start(): Engine {
  if (engine !== undefined) return engine;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late, and from a place that cannot wait
  const cel = require('@bufbuild/cel') as typeof Cel;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { strings } = require('@bufbuild/cel/ext') as typeof CelExtensions;
  const re2 = { compile: (pattern: string) => ({ test: (text: string) => patternOf(pattern)?.matcher(text).find() ?? false }) };
  engine = { cel, env: cel.celEnv({ funcs: [...strings, ...kubernetesFunctions(cel)], re2 }) };
  return engine;
}

/**
 * Functions that Kubernetes adds to CEL, as far as definitions use them.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#cel-options-language-features-and-libraries
 */
function kubernetesFunctions({ celFunc, celMethod, CelScalar, mapType }: typeof Cel): Cel.CelFunc[] {
  const url = mapType(CelScalar.STRING, CelScalar.STRING);
  const parts: Readonly<Record<string, (parsed: URL) => string>> = {
    getScheme: ({ protocol }) => protocol.replace(/:$/, ''),
    getHost: ({ host }) => host,
    getHostname: ({ hostname }) => hostname,
    getPort: ({ port }) => port,
    getEscapedPath: ({ pathname }) => pathname,
  };
  return [
    celFunc('isURL', [CelScalar.STRING], CelScalar.BOOL, (text) => URL.canParse(text)),
    celFunc('url', [CelScalar.STRING], url, (text) => {
      const parsed = new URL(text);
      return new Map(Object.entries(parts).map(([name, part]) => [name, part(parsed)]));
    }),
    ...Object.keys(parts).map((name) =>
      celMethod(name, url, [], CelScalar.STRING, function (this: Cel.CelMap) {
        const part = this.get(name);
        return typeof part === 'string' ? part : '';
      }),
    ),
  ];
}

type Evaluate = (bindings: Record<string, Cel.CelInput>) => Cel.CelResult;
const planned = new Map<string, Evaluate | undefined>();

/** An expression, parsed once; `undefined` for what the evaluator cannot read. */
export function planOf(expression: string): Evaluate | undefined {
  if (!planned.has(expression)) {
    const { cel, env } = start();
    try {
      planned.set(expression, cel.plan(env, cel.parse(expression)));
    } catch {
      planned.set(expression, undefined);
    }
  }
  return planned.get(expression);
}

/** Rules that compare with what is stored already hold for every new object. */
function isTransition(rule: string): boolean {
  return /\boldSelf\b/.test(rule);
}

const verdicts = new Map<string, Map<string, boolean>>();

/** Most verdicts that are remembered for each rule. */
const REMEMBERED = 2_000;

/** Host names, paths and durations repeat, within an object and between objects. */
function holdsOfText(rule: string, evaluate: Evaluate, self: string): boolean {
  let known = verdicts.get(rule);
  if (known === undefined) verdicts.set(rule, (known = new Map()));
  let holds = known.get(self);
  if (holds === undefined) {
    holds = evaluate({ self }) === true;
    if (known.size >= REMEMBERED) known.clear();
    known.set(self, holds);
  }
  return holds;
}

/** Evaluates the CEL rules of one schema on the value it describes, defaults filled in as the API server does. */
export function judgeRules(schema: Schema, value: unknown, path: string, report: Report): void {
  let self: Cel.CelInput | undefined;
  for (const { rule, message } of schema.rules) {
    if (surelyHolds(rule, value)) continue;
    const evaluate = isTransition(rule) ? undefined : planOf(rule);
    if (evaluate === undefined) continue;
    const holds =
      typeof value === 'string' ? holdsOfText(rule, evaluate, value) : evaluate({ self: (self ??= celInput(schema, value)) }) === true;
    if (holds) continue;
    // An expression that fails while it is computed, as on a missing key, is refused by the API server too.
    const said = message ?? `it breaks the rule ${rule.trim()}`;
    report({
      sort: 'cel',
      path,
      message: `${path === '' ? 'the object' : path}: ${said.replace(/\.$/, '')}`,
      fix: 'Change the value so that the rule holds.',
    });
  }
}
