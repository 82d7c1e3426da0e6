import { alertRulesIn } from '../../observability/alert-rules.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

const VARIABLES = ['labels', 'value', 'externalLabels', 'externalURL'];
/** Functions and words of the templates. @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ */
const FUNCTIONS = new Set(
  'humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration toLower toUpper title stripPort stripDomain match reReplaceAll graphLink tableLink parseDuration parseDurationTime urlQueryEscape query first label value strvalue sortByLabel safeHtml args tmpl externalURL pathPrefix printf print println len index html js urlquery and or not eq ne lt le gt ge if else end range with define template block nil true false break continue now call slice'.split(
    ' ',
  ),
);

export const alertTextExpands = defineRule({
  id: 'alert-text-expands',
  severity: 'error',
  kinds: SHAPE_KINDS,
  asks: 'What the text of an alert inserts is a variable or function that Prometheus has, and the severity of an alert is a label.',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/template_reference/; https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating',
  *check(manifest, world) {
    for (const { name, path, labels, annotations } of alertRulesIn(world, manifest)) {
      for (const [key, said] of Object.entries({ ...annotations, ...labels })) {
        // Where Helm fills in the file, Prometheus' own braces are written in other ways.
        if (/\{\{`|\{\{ ?"|\$\{|\.Values|\.Release/.test(said)) continue;
        const wrong = unknownWord(said);
        if (wrong === undefined) continue;
        const bare = wrong.startsWith('$') ? wrong.slice(1) : wrong;
        const near = VARIABLES.find((each) => each.toLowerCase() === bare.toLowerCase()) ?? nearName(bare, VARIABLES);
        yield {
          path,
          message: `alert ${name}: its ${key} inserts ${wrong}, which Prometheus does not know`,
          why: 'Prometheus refuses the whole file of rules: none of its alerts exists.',
          fix: near === undefined ? 'Insert $labels.NAME or $value.' : `Did you mean "$${near}"?`,
        };
        break;
      }
      if (annotations['severity'] === undefined || labels['severity'] !== undefined) continue;
      yield {
        path,
        severity: 'warning',
        message: `alert ${name} has its severity (${annotations['severity']}) among the annotations`,
        why: 'Routes match labels: the alert goes wherever alerts without a severity go, and wakes nobody.',
        fix: 'Move severity to labels.',
      };
    }
  },
});

/** The first word between {{ and }} that is neither a variable, a function, nor something that the text itself names. */
function unknownWord(said: string): string | undefined {
  const own = new Set([...said.matchAll(/\$(\w+)\s*(?:,\s*\$(\w+)\s*)?:=/g)].flatMap(([, first = '', second = '']) => [first, second]));
  for (const [, inside = ''] of said.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)) {
    const words = inside.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\//g, '""');
    for (const [, sign = '', word = ''] of words.matchAll(/(?<![\w.$])(\$?)([A-Za-z]\w*)/g)) {
      const known = sign === '$' ? VARIABLES.includes(word) || own.has(word) : FUNCTIONS.has(word);
      if (!known) return `${sign}${word}`;
    }
  }
  return undefined;
}
