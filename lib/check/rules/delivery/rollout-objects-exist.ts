import { textAt } from '../../read.ts';
import { meant, missing } from '../../reference.ts';
import { routingsOf } from '../../routing.ts';
import { defineRule } from '../../rule.ts';

const SERVICES = ['canary.stableService', 'canary.canaryService', 'blueGreen.activeService', 'blueGreen.previewService'];

export const rolloutObjectsExist = defineRule({
  id: 'rollout-objects-exist',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/Rollout'],
  asks: 'The VirtualServices, the DestinationRule and the Services that a Rollout names exist.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/; seed 002, D-13 and §18 no. 8',
  *check(manifest, world) {
    const why = 'The Rollout is marked InvalidSpec and stops: no release goes out, and none goes back.';
    const namespace = manifest.object.metadata.namespace ?? '';
    const named = [
      ...routingsOf(manifest).map((each) => ({ ...each, path: `${each.path}.name`, kind: `networking.istio.io/v1/${each.kind}` })),
      ...SERVICES.map((field) => ({
        kind: 'v1/Service',
        namespace,
        name: textAt(manifest.object, `spec.strategy.${field}`),
        path: `spec.strategy.${field}`,
      })),
    ];
    for (const { kind, namespace: where, name, path } of named) {
      const absent = name === undefined ? undefined : missing(world, kind, where, name);
      if (name === undefined || absent === undefined) continue;
      const shown = kind.slice(kind.lastIndexOf('/') + 1);
      const message = `there is no ${shown} ${where === '' ? '' : `${where}/`}${name}`;
      yield { path, severity: absent.severity, message, why, fix: meant(absent, `Add the ${shown}.`) };
    }
  },
});
