import { fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Words of the log format, which the language of expressions does not know. */
const COMMAND = /%[A-Z][A-Z_]*(?:\([^)]*\))?%/;
/** What expressions begin with. @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes */
const ATTRIBUTES = [
  'request',
  'response',
  'connection',
  'upstream',
  'source',
  'destination',
  'metadata',
  'filter_state',
  'xds',
  'node',
  'cluster_name',
  'route_name',
];

export const telemetryFilterReads = defineRule({
  id: 'telemetry-filter-reads',
  severity: 'error',
  kinds: ['telemetry.istio.io/v1/Telemetry'],
  asks: 'Expressions by which a Telemetry chooses what it logs, and what its labels say, are in CEL, on attributes that Envoy has.',
  source:
    'https://istio.io/latest/docs/tasks/observability/logs/telemetry-api/#get-started-with-telemetry-api; https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes',
  *check({ object }) {
    yield* tags(object);
    for (const [index, each] of itemsAt(object, 'spec.accessLogging').entries()) {
      const written = textAt(each, 'filter.expression');
      if (written === undefined) continue;
      const plain = written.replace(/"[^"]*"|'[^']*'/g, '""');
      const path = `spec.accessLogging[${index}].filter.expression`;
      const why =
        'Envoy refuses the listeners with this filter: the log stays as it was, and later changes of the mesh do not arrive either.';
      const command = COMMAND.exec(plain)?.[0];
      if (command !== undefined) {
        yield {
          path,
          message: `the expression has ${command}, a word of the log format`,
          why,
          fix: 'Write an attribute, such as response.code >= 400.',
        };
        continue;
      }
      const joined = /(?<![\w.])(and|or|not|AND|OR|NOT)(?![\w.(])/.exec(plain)?.[1];
      if (joined !== undefined) {
        const sign = { and: '&&', or: '||', not: '!' }[joined.toLowerCase()] ?? '';
        yield { path, message: `the expression joins with ${joined}, which CEL does not know`, why, fix: `Write ${sign}.` };
      }
      const single = /[^=!<>]=[^=~]/.test(plain);
      if (single) yield { path, message: 'the expression compares by a single =', why, fix: 'Write ==.' };
      const [, root, rest] = /(?<![\w.'"\]])([a-z_]\w*)(\.\w+|\[)/.exec(plain) ?? [];
      if (root !== undefined && !ATTRIBUTES.includes(root))
        yield {
          path,
          severity: 'warning',
          message: `the expression reads ${root}${rest === '[' ? '' : (rest ?? '')}, and attributes begin with ${ATTRIBUTES.slice(0, 6).join(', ')} …`,
          why: 'It cannot be evaluated: nothing is logged, or everything.',
          fix: 'Name an attribute of Envoy, such as response.code or request.url_path.',
        };
    }
  },
});

/** Labels of metrics: their values are expressions, and a text among them has quotes of its own. */
function* tags(object: unknown): Iterable<Issue> {
  for (const [index, each] of itemsAt(object, 'spec.metrics').entries()) {
    for (const [place, override] of itemsAt(each, 'overrides').entries()) {
      for (const [tag, change] of Object.entries(fieldsAt(override, 'tagOverrides'))) {
        const value = textAt(change, 'value')?.trim();
        if (value === undefined || !/^[A-Za-z][\w-]*$/.test(value) || ATTRIBUTES.includes(value) || /^(?:true|false|null)$/.test(value))
          continue;
        yield {
          path: `spec.metrics[${index}].overrides[${place}].tagOverrides.${tag}.value`,
          message: `the value of ${tag} is ${value}, which is no attribute, and no text without quotes of its own`,
          why: 'The expression cannot be evaluated: the label says "unknown", or the metric is not told at all.',
          fix: `Write '"${value}"' for the text, or an attribute such as request.host.`,
        };
      }
    }
  }
}
