import { HELM_KINDS } from '../../helm.ts';
import { releasesBy, releasesOf } from '../../hosts/releases.ts';
import type { Release } from '../../hosts/chart-table.ts';
import { documentKind } from '../../document.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const ingressControllerOwn = defineRule({
  id: 'ingress-controller-own',
  severity: 'error',
  kinds: [...HELM_KINDS, documentKind('Script')],
  asks: 'Each of several ingress-nginx in a cluster has a class and a name as a controller of its own.',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/multiple-ingress/',
  *check(manifest, world) {
    const all = world.once('releases of ingress-nginx', () =>
      releasesOf(world).filter(({ chart, open }) => chart === 'ingress-nginx' && open !== true),
    );
    if (all.length < 2) return;
    for (const own of releasesBy(world, manifest)) {
      const place = all.indexOf(own);
      // What is for another cluster, or looks at one namespace only, is in nobody's way.
      const before = all.slice(0, Math.max(place, 0)).filter((each) => each.cluster === own.cluster && !isScoped(each) && !isScoped(own));
      const byClass = before.find((each) => classOf(each) === classOf(own));
      const byName = before.find((each) => controllerOf(each) === controllerOf(own));
      const other = byClass ?? byName;
      if (other === undefined) continue;
      yield {
        path: manifest.object.kind === 'Script' ? 'line 1' : 'metadata.name',
        message:
          byClass === undefined
            ? `release ${own.name} calls itself ${controllerOf(own)} (controller.ingressClassResource.controllerValue), and so does ${other.name}`
            : `release ${own.name} serves the class ${classOf(own)}, and so does ${other.name}`,
        why: 'Both take every Ingress of either class: what was for the inside is served to the world, and the two write over each other what address it has.',
        fix:
          byClass === undefined
            ? `Set controller.ingressClassResource.controllerValue: k8s.io/${classOf(own)} for one of them.`
            : 'Set controller.ingressClassResource.name and controllerValue for one of them.',
      };
    }
  },
});

function classOf({ values }: Release): string {
  return textAt(values, 'controller.ingressClassResource.name') ?? 'nginx';
}

function controllerOf({ values }: Release): string {
  return textAt(values, 'controller.ingressClassResource.controllerValue') ?? 'k8s.io/ingress-nginx';
}

function isScoped({ values }: Release): boolean {
  return at(values, 'controller.scope.enabled') === true || at(values, 'controller.ingressClassByName') === true;
}
