import { brings, COMPONENTS, type Component } from '../../charts/components.ts';
import { HELM_KINDS } from '../../helm.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import { POD_KINDS } from '../../pods.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const helmComponentOnce = defineRule({
  id: 'helm-component-once',
  severity: 'warning',
  kinds: [...HELM_KINDS, ...POD_KINDS],
  asks: 'What a chart brings along is not installed a second time beside it.',
  source: 'https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack#dependencies; seed 002, D-14',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod !== undefined) {
      const images = pod.containers
        .filter(({ init }) => !init)
        .map(({ fields }) => (textAt(fields, 'image') ?? '').replace(/@.*$|:[^/]*$/, ''));
      for (const component of COMPONENTS.filter(({ image }) => images.some((each) => image.test(each)))) {
        const chart = bringing(world, component).find(({ namespace }) => component.alone !== undefined || namespace === pod.namespace);
        if (chart !== undefined) yield twice(component, chart, pod.specPath);
      }
      return;
    }
    for (const release of releasesBy(world, manifest)) {
      for (const component of COMPONENTS) {
        if (component.alone === undefined || brings(release, component) !== true) continue;
        // Of two releases, the one that is not there for this program alone is told.
        const other = bringing(world, component).find((each) => each.manifest !== manifest && each.chart !== release.chart);
        if (other === undefined || component.charts[release.chart]?.value === '') continue;
        yield twice(component, other, manifest.object.kind === 'HelmValues' ? 'values' : 'spec', component.charts[release.chart]?.value);
      }
    }
  },
});

function bringing(world: World, component: Component): readonly Release[] {
  return world.once(`releases with ${component.name}`, () => releasesOf(world).filter((each) => brings(each, component) === true));
}

function twice({ name, alone, charts }: Component, { chart, name: release, namespace }: Release, path: string, own?: string): Issue {
  const value = own ?? charts[chart]?.value ?? '';
  return {
    path,
    message: `${name} is installed twice: here and by chart ${chart} (release ${release} in "${namespace}")`,
    why:
      alone ??
      'Two of them run with different settings and data: a route, a data source or an alert reaches one, and people look at the other.',
    fix:
      value === ''
        ? 'Remove one of them.'
        : `Remove one of them: ${value}: false switches off that of ${own === undefined ? `chart ${chart}` : 'this chart'}.`,
  };
}
