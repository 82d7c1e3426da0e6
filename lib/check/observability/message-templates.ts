import { nearest } from '../../values/nearest.ts';

/**
 * Functions of the templates of Alertmanager: those of Go, and its own.
 * @see https://prometheus.io/docs/alerting/latest/notifications/#functions; https://github.com/prometheus/alertmanager/blob/v0.29.0/template/template.go
 */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not', 'len', 'index', 'slice', 'print', 'printf', 'println', 'html', 'js', 'urlquery', 'call'],
  ...['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'toUpper', 'toLower', 'title', 'trimSpace', 'join', 'match', 'safeHtml', 'safeUrl'],
  ...['urlUnescape', 'reReplaceAll', 'stringSlice', 'date', 'tz', 'since', 'humanizeDuration', 'toJson', 'dict', 'list', 'append'],
]);

/** Words of the language of templates. */
const WORDS: ReadonlySet<string> = new Set([
  ...['if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue', 'nil', 'true', 'false'],
]);

const COMMENT = /\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g;
const ACTION = /\{\{-?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^"`])*?)-?\}\}/g;

/** What stands between the braces, without its texts. */
function actionsIn(template: string): readonly string[] {
  return [...template.replace(COMMENT, '').matchAll(ACTION)].map(([, action = '']) =>
    action.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|'[^']*'/g, ' '),
  );
}

/** Functions that a template calls and Alertmanager does not have, in their order. */
function unknownFunctions(template: string): readonly string[] {
  const found = actionsIn(template).flatMap((action) => [...action.matchAll(/(?<![\w.$)])[A-Za-z_]\w*/g)].map(([word]) => word));
  return [...new Set(found)].filter((word) => !FUNCTIONS.has(word) && !WORDS.has(word));
}

/** Variables that a template reads and does not set: `$labels` is one of the rules of Prometheus. */
function unsetVariables(template: string): readonly string[] {
  const actions = actionsIn(template);
  const named = (form: RegExp): readonly string[] => actions.flatMap((action) => [...action.matchAll(form)].map(([, name = '']) => name));
  const set = new Set(named(/\$(\w+)(?=\s*(?::?=|,))/g));
  return named(/\$([A-Za-z_]\w*)/g).filter((name) => !set.has(name));
}

/** Fields of what Alertmanager hands to a template, and of each alert. @see https://prometheus.io/docs/alerting/latest/notifications/#data */
const FIELDS = [
  ...['Receiver', 'Status', 'Alerts', 'GroupLabels', 'CommonLabels', 'CommonAnnotations', 'ExternalURL', 'TruncatedAlerts'],
  ...['Labels', 'Annotations', 'StartsAt', 'EndsAt', 'GeneratorURL', 'Fingerprint', 'Name', 'Value', 'SortedPairs', 'Firing', 'Resolved'],
  ...['Names', 'Values', 'Remove', 'String', 'Format'],
];

/** Fields that a template reads and that differ by a letter or two from one that there is. */
function misspeltFields(template: string): readonly (readonly [field: string, meant: string])[] {
  return actionsIn(template)
    .flatMap((action) => [...action.matchAll(/(?<![\w)\]])\$?\.([A-Z]\w*)/g)].map(([, field = '']) => field))
    .flatMap((field) => {
      const meant = FIELDS.includes(field) ? undefined : nearest(field, FIELDS);
      return meant === undefined ? [] : [[field, meant] as const];
    });
}

/** Templates that are called without data: `{{ template "title" }}`. */
export function calledBare(template: string): readonly string[] {
  return [...template.matchAll(/\{\{-?\s*template\s+"([^"]+)"\s*-?\}\}/g)].map(([, name = '']) => name);
}

/** The bodies of the templates that a text defines, by name. */
export function definitionsIn(text: string): readonly (readonly [name: string, body: string])[] {
  const starts = [...text.matchAll(/\{\{-?\s*define\s+"([^"]+)"\s*-?\}\}/g)];
  return starts.map((start, index) => [start[1] ?? '', text.slice(start.index + start[0].length, starts[index + 1]?.index)] as const);
}

/** Whether a template reads the data that it is given. */
export function readsData(body: string): boolean {
  return /\{\{[^}]*(?<![\w$)\]"])\.(?:[A-Z]\w*|(?=[\s})]))/.test(body);
}

/** What a template names that Alertmanager does not know: a function, a variable, a field. */
export function unknownIn(template: string): { readonly says: string; readonly fix: string } | undefined {
  const [call] = unknownFunctions(template);
  if (call !== undefined) {
    const near = nearest(call, FUNCTIONS);
    return {
      says: `calls ${call}, a function that Alertmanager does not have`,
      fix:
        near === undefined
          ? 'Write it with the functions that Alertmanager has; those of Helm and of Prometheus are others.'
          : `Did you mean "${near}"?`,
    };
  }
  const [variable] = unsetVariables(template);
  if (variable !== undefined)
    return {
      says: `reads $${variable}, which nothing sets`,
      fix: 'Read the fields of the message (.CommonLabels, .Alerts); $labels and $value are of the rules of Prometheus.',
    };
  const [[field, meant] = []] = misspeltFields(template);
  return field === undefined ? undefined : { says: `reads .${field}, which a message does not have`, fix: `Did you mean .${meant ?? ''}?` };
}
