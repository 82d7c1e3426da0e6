import { itemsAt, someString, textAt } from '../read.ts';
import type { Dashboard, Panel } from './dashboards.ts';

/** Variables of Grafana itself. @see https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables */
const BUILT_IN =
  /^(__\w+|timeFilter|timeFrom|timeTo|interval|tag|col|m|measurement|alias|value|label|series|field|name|org|user|dashboard|datasource)$/;

/** `$name`, `${name:format}`, `[[name]]` */
const USED = /\$(\w+)|\$\{(\w+)(?:[:.][^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

/** An input, `${DS_PROMETHEUS}`, that only an import by hand fills in: the first one that a panel uses. */
export function openInput({ variables, panels, content }: Dashboard): string | undefined {
  const inputs = inputsOf(content);
  const filled: string[] = [];
  someString(
    panels.map(({ fields }) => fields),
    (value) => {
      const name = /^\$\{(\w+)\}$/.exec(value)?.[1];
      if (name !== undefined) filled.push(name);
      return false;
    },
  );
  return filled.find((name) => !variables.includes(name) && (inputs.includes(name) || name.startsWith('DS_')));
}

function inputsOf(content: unknown): readonly string[] {
  return itemsAt(content, '__inputs').flatMap((each) => textAt(each, 'name') ?? []);
}

/** Variables that the queries of a panel use, or by which it repeats, and that neither the dashboard nor Grafana has. */
export function unknownVariables({ variables, content }: Dashboard, panel: Panel): readonly string[] {
  const inputs = inputsOf(content);
  const repeat = textAt(panel.fields, 'repeat');
  const queries = panel.targets.map((target) => textAt(target, 'expr') ?? '');
  const used = queries.flatMap((query) => [...query.matchAll(USED)].map(([, a, b, c]) => a ?? b ?? c ?? ''));
  return [...used, ...(repeat === undefined ? [] : [repeat])].filter(
    (name) =>
      !variables.includes(name) &&
      !inputs.includes(name) &&
      !BUILT_IN.test(name) &&
      // `$1` is a group of label_replace; `$$` and what a regular expression ends with are none.
      !/^\d/.test(name) &&
      !(variables.length === 0 && name === name.toUpperCase()),
  );
}
