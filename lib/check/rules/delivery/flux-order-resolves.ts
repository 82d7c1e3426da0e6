import { circleOf, FLUX_KINDS } from '../../delivery/flux-order.ts';
import { itemsAt, textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { defineRule, kindOf } from '../../rule.ts';

export const fluxOrderResolves = defineRule({
  id: 'flux-order-resolves',
  severity: 'error',
  kinds: FLUX_KINDS,
  asks: 'What Flux waits for comes: nothing depends on itself in a circle, and health checks name objects that exist.',
  source:
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies; https://fluxcd.io/flux/components/kustomize/kustomizations/#health-checks',
  *check(manifest, world) {
    const { object } = manifest;
    const own = object.metadata.namespace ?? '';
    if (itemsAt(object, 'spec.dependsOn').length > 0) {
      const kind = FLUX_KINDS.find((each) => each.endsWith(object.kind)) ?? '';
      const circle = circleOf(manifest, kind, world);
      if (circle !== undefined) {
        const names = [...circle, circle[0] ?? ''].map((name) => (name.startsWith(`${own}/`) ? name.slice(own.length + 1) : name));
        yield {
          path: 'spec.dependsOn',
          message: circle.length === 1 ? `${object.metadata.name} depends on itself` : `dependsOn goes in a circle: ${names.join(' → ')}`,
          why: 'Each of them waits for the other ("dependency is not ready"): none is ever applied, nor what waits for them.',
          fix: 'Take out one of the steps; what both need becomes one that stands before them.',
        };
      }
    }
    if (kindOf(object) !== 'kustomize.toolkit.fluxcd.io/Kustomization') return;
    for (const [index, check] of itemsAt(object, 'spec.healthChecks').entries()) {
      const [kind = '', name = '', namespace] = ['kind', 'name', 'namespace'].map((key) => textAt(check, key));
      const version = textAt(check, 'apiVersion') ?? '';
      // Of an object without a namespace nobody knows here whether its kind has some.
      if (name === '' || namespace === undefined || version === '') continue;
      const absent = missing(world, `${version}/${kind}`, namespace, name);
      if (absent === undefined) continue;
      yield {
        path: `spec.healthChecks[${index}]`,
        severity: absent.severity,
        message: `it waits for the health of ${kind} ${namespace}/${name}, which is not there`,
        why: 'Each reconciliation ends with "timeout waiting for", and what depends on it is never applied.',
        fix: meant(absent, 'Name an object that exists, or set wait: true, which looks at all that is applied.'),
      };
    }
  },
});
