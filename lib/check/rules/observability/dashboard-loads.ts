import { folderOf } from '../../folder.ts';
import { type Dashboard, dashboards, dashboardsIn } from '../../observability/dashboards.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { itemsAt, someString, text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

export const dashboardLoads = defineRule({
  id: 'dashboard-loads',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A provisioned dashboard has a title and a uid of its own, and every variable that it uses.',
  source:
    'https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards; https://grafana.com/docs/grafana/latest/dashboards/variables/',
  *check(manifest, world) {
    // The operator and the importer of the chart fill in what a share for others leaves open.
    const provisioned = manifest.object.kind === 'ConfigMap';
    for (const dashboard of dashboardsIn(world, manifest)) {
      const { path, title, uid, wrapped } = dashboard;
      if (provisioned && wrapped)
        yield {
          path,
          severity: 'error',
          message: `the dashboard "${title}" stands within {"dashboard": …}, as the API takes it`,
          why: 'Grafana finds no title in the file and does not load it.',
          fix: 'Leave only what stands within "dashboard".',
        };
      else if (provisioned && title === '')
        yield {
          path,
          severity: 'error',
          message: 'the dashboard has no title',
          why: 'Grafana refuses the file: "Dashboard title cannot be empty".',
          fix: 'Add "title".',
        };
      const twin =
        uid === undefined
          ? undefined
          : byUid(world)
              .get(uid)
              ?.find((each) => each.path !== path || each.manifest !== manifest);
      if (uid !== undefined && twin !== undefined && (twin.title !== title || differs(dashboard, twin)))
        yield {
          path,
          severity: provisioned ? 'warning' : 'info',
          message:
            twin.title === title
              ? `the dashboard "${title}" with uid "${uid}" stands in ${twin.manifest.file ?? 'another file'} too, with other queries`
              : `the dashboards "${title}" and "${twin.title}" have the same uid "${uid}"`,
          why: 'Grafana shows one of them, now this, now that.',
          fix: twin.title === title ? 'Keep one of them.' : 'Give each a uid of its own.',
        };
      yield* variables(dashboard, provisioned);
    }
  },
});

/** Two versions of one dashboard in one place; those of stages and clusters stand in folders of their own. */
function differs(one: Dashboard, other: Dashboard): boolean {
  const [a, b] = [one, other].map(({ manifest }) => folderOf(manifest));
  const near = a === b || a?.startsWith(`${b ?? ''}/`) === true || b?.startsWith(`${a ?? ''}/`) === true;
  return near && one.manifest.file !== other.manifest.file && queriesOf(one) !== queriesOf(other);
}

function queriesOf({ panels }: Dashboard): string {
  return panels.flatMap(({ targets }) => targets.map((target) => text(textAt(target, 'expr')) ?? '')).join('\n');
}

function byUid(world: World): ReadonlyMap<string, readonly Dashboard[]> {
  return world.once('dashboards by uid', () => {
    const map = new Map<string, Dashboard[]>();
    for (const each of dashboards(world)) if (each.uid !== undefined) addTo(map, each.uid, each);
    return map;
  });
}

/** Variables of Grafana itself. @see https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#global-variables */
const BUILT_IN =
  /^(__\w+|timeFilter|timeFrom|timeTo|interval|tag|col|m|measurement|alias|value|label|series|field|name|org|user|dashboard|datasource)$/;

function* variables({ path, title, variables: declared, panels, content }: Dashboard, provisioned: boolean): Iterable<Issue> {
  const known = new Set(declared);
  const inputs = itemsAt(content, '__inputs').flatMap((each) => textAt(each, 'name') ?? []);
  const filled: string[] = [];
  someString(
    panels.map(({ fields }) => fields),
    (value) => {
      const name = /^\$\{(\w+)\}$/.exec(value)?.[1];
      if (name !== undefined) filled.push(name);
      return false;
    },
  );
  const open = filled.find((name) => !known.has(name) && (inputs.includes(name) || name.startsWith('DS_')));
  if (provisioned && open !== undefined) {
    yield {
      path,
      severity: 'error',
      message: `the dashboard "${title}" leaves \${${open}} open, which only an import by hand fills in`,
      why: 'Provisioning does not ask for inputs: every panel shows "Datasource ${…} was not found".'.replace('${…}', `\${${open}}`),
      fix: 'Name the data source by its uid, or make it a variable of type datasource.',
    };
  }
  const said = new Set<string>();
  for (const panel of panels) {
    const asked = textAt(panel.fields, 'datasource.type');
    if (textAt(panel.fields, 'type') === 'logs' && asked === 'prometheus')
      yield {
        path,
        message: `panel "${panel.title}" of dashboard "${title}" shows logs, and asks a data source of type prometheus`,
        why: 'Prometheus has no lines: the panel says "No data" or shows an error.',
        fix: 'Let it ask the data source of the logs.',
      };
    const repeat = textAt(panel.fields, 'repeat');
    const queries = panel.targets.flatMap((target) => text(textAt(target, 'expr')) ?? []);
    const used = [
      ...queries.flatMap((query) =>
        [...query.matchAll(/\$(\w+)|\$\{(\w+)(?:[:.][^}]*)?\}|\[\[(\w+)(?::\w+)?\]\]/g)].map(([, a, b, c]) => a ?? b ?? c ?? ''),
      ),
      ...(repeat === undefined ? [] : [repeat]),
    ];
    for (const name of used) {
      // `$1` is a group of label_replace; `$$` and what a regular expression ends with are none.
      if (
        known.has(name) ||
        BUILT_IN.test(name) ||
        /^\d/.test(name) ||
        inputs.includes(name) ||
        said.has(name) ||
        (declared.length === 0 && name === name.toUpperCase())
      )
        continue;
      said.add(name);
      const near = nearName(name, known);
      yield {
        path,
        severity: provisioned || near !== undefined ? 'warning' : 'info',
        message: `panel "${panel.title}" of dashboard "${title}" uses $${name}, and the dashboard has no such variable; it has ${declared.join(', ') || 'none'}`,
        why: 'Grafana sends the text as it stands: the query finds nothing or is refused.',
        fix: near === undefined ? `Add the variable ${name} under templating.` : `Did you mean "$${near}"?`,
      };
    }
  }
}
