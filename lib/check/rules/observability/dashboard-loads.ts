import { folderOf } from '../../folder.ts';
import { openInput, unknownVariables } from '../../observability/dashboard-variables.ts';
import { type Dashboard, dashboardsByUid, dashboardsIn } from '../../observability/dashboards.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';

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
      const { path, title, uid } = dashboard;
      if (provisioned) yield* form(dashboard);
      const same = uid === undefined ? [] : (dashboardsByUid(world).get(uid) ?? []);
      const twin = same.find((each) => each.path !== path || each.manifest !== manifest);
      if (twin !== undefined && (twin.title !== title || differs(dashboard, twin)))
        yield {
          path,
          severity: provisioned ? 'warning' : 'info',
          message:
            twin.title === title
              ? `the dashboard "${title}" with uid "${uid ?? ''}" stands in ${twin.manifest.file ?? 'another file'} too, with other queries`
              : `the dashboards "${title}" and "${twin.title}" have the same uid "${uid ?? ''}"`,
          why: 'Grafana shows one of them, now this, now that.',
          fix: twin.title === title ? 'Keep one of them.' : 'Give each a uid of its own.',
        };
      const open = provisioned ? openInput(dashboard) : undefined;
      if (open !== undefined)
        yield {
          path,
          severity: 'error',
          message: `the dashboard "${title}" leaves \${${open}} open, which only an import by hand fills in`,
          why: `Provisioning does not ask for inputs: every panel shows "Datasource \${${open}} was not found".`,
          fix: 'Name the data source by its uid, or make it a variable of type datasource.',
        };
      yield* panels(dashboard, provisioned);
    }
  },
});

function* form({ path, title, wrapped }: Dashboard): Iterable<Issue> {
  if (wrapped) {
    const message = `the dashboard "${title}" stands within {"dashboard": …}, as the API takes it`;
    const why = 'Grafana finds no title in the file and does not load it.';
    yield { path, severity: 'error', message, why, fix: 'Leave only what stands within "dashboard".' };
  } else if (title === '') {
    const why = 'Grafana refuses the file: "Dashboard title cannot be empty".';
    yield { path, severity: 'error', message: 'the dashboard has no title', why, fix: 'Add "title".' };
  }
}

/** Two versions of one dashboard in one place; those of stages and clusters stand in folders of their own. */
function differs(one: Dashboard, other: Dashboard): boolean {
  const [a, b] = [one, other].map(({ manifest }) => folderOf(manifest));
  const near = a === b || a?.startsWith(`${b ?? ''}/`) === true || b?.startsWith(`${a ?? ''}/`) === true;
  const [queries, others] = [one, other].map(queriesOf);
  return near && one.manifest.file !== other.manifest.file && queries !== others;
}

function queriesOf({ panels }: Dashboard): string {
  return panels.flatMap(({ targets }) => targets.map((target) => textAt(target, 'expr') ?? '')).join('\n');
}

function* panels(dashboard: Dashboard, provisioned: boolean): Iterable<Issue> {
  const { path, title, variables } = dashboard;
  const said = new Set<string>();
  for (const panel of dashboard.panels) {
    if (textAt(panel.fields, 'type') === 'logs' && textAt(panel.fields, 'datasource.type') === 'prometheus') {
      const message = `panel "${panel.title}" of dashboard "${title}" shows logs, and asks a data source of type prometheus`;
      const why = 'Prometheus has no lines: the panel says "No data" or shows an error.';
      yield { path, message, why, fix: 'Let it ask the data source of the logs.' };
    }
    for (const name of unknownVariables(dashboard, panel)) {
      if (said.has(name)) continue;
      said.add(name);
      const near = nearName(name, variables);
      yield {
        path,
        severity: provisioned || near !== undefined ? 'warning' : 'info',
        message: `panel "${panel.title}" of dashboard "${title}" uses $${name}, and the dashboard has no such variable; it has ${variables.join(', ') || 'none'}`,
        why: 'Grafana sends the text as it stands: the query finds nothing or is refused.',
        fix: near === undefined ? `Add the variable ${name} under templating.` : `Did you mean "$${near}"?`,
      };
    }
  }
}
