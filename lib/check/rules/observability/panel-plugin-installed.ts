import { programOf } from '../../programs/of-images.ts';
import { dashboardsIn } from '../../observability/dashboards.ts';
import { chartValues } from '../../observability/jobs.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Names of panels that are plug-ins: Grafana's own have none of these forms. */
const PLUGIN = /^[a-z0-9]+(?:-[a-z0-9]+)*-(?:panel|app)$/;
const OWN = new Set(['canvas', 'grafana-testdata-datasource']);

export const panelPluginInstalled = defineRule({
  id: 'panel-plugin-installed',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A panel of a plug-in is in a dashboard only where Grafana installs the plug-in.',
  source:
    'https://grafana.com/docs/grafana/latest/administration/plugin-management/; https://github.com/grafana/helm-charts/blob/main/charts/grafana/values.yaml',
  *check(manifest, world) {
    const dashboards = dashboardsIn(world, manifest);
    if (dashboards.length === 0) return;
    const installed = plugins(world);
    if (installed === undefined) return;
    for (const dashboard of dashboards) {
      const said = new Set<string>();
      for (const panel of dashboard.panels) {
        const type = textAt(panel.fields, 'type') ?? '';
        if (!PLUGIN.test(type) || OWN.has(type) || said.has(type) || installed.some((each) => each.includes(type))) continue;
        said.add(type);
        yield {
          path: dashboard.path,
          message: `panel "${panel.title}" of dashboard "${dashboard.title}" is of type ${type}, a plug-in that Grafana here does not install`,
          why: 'The panel shows "Panel plugin not found".',
          fix: `Install ${type} (GF_INSTALL_PLUGINS, or plugins of the chart), or take a panel of Grafana itself.`,
        };
      }
    }
  },
});

/** What the Grafana of the tree is told to install; `undefined` where none is shown, or where its image is made here. */
function plugins(world: World): readonly string[] | undefined {
  return world.once('plugins of grafana', () => {
    const pods = world
      .podTemplates()
      .flatMap((pod) => pod.containers.filter((each) => !pod.provided && /^grafana(?:-oss|-enterprise)?$/.test(programOf(each))));
    const charts = chartValues(world).filter(({ chart }) => chart === 'grafana' || chart === 'kube-prometheus-stack');
    if (pods.length + charts.length === 0) return undefined;
    const ofPods = pods.flatMap(({ fields }) =>
      itemsAt(fields, 'env').flatMap((each) =>
        /^GF_(?:INSTALL_PLUGINS|PLUGINS_PREINSTALL\w*)$/.test(textAt(each, 'name') ?? '') ? [textAt(each, 'value') ?? ''] : [],
      ),
    );
    const ofCharts = charts.flatMap(({ values }) =>
      ['plugins', 'grafana.plugins'].flatMap((key) => itemsAt(values, key).flatMap((each) => text(each) ?? [])),
    );
    const env = charts.flatMap(({ values }) =>
      ['env.GF_INSTALL_PLUGINS', 'grafana.env.GF_INSTALL_PLUGINS'].flatMap((key) => text(at(values, key)) ?? []),
    );
    return [...ofPods, ...ofCharts, ...env];
  });
}
