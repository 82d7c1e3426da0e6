import { configSources } from '../../config-sources.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

export const externalSecretMerges = defineRule({
  id: 'external-secret-merges',
  severity: 'error',
  kinds: ['external-secrets.io/v1/ExternalSecret'],
  asks: 'An ExternalSecret that adds keys to a Secret (creationPolicy: Merge) finds one that something else makes.',
  source: 'https://external-secrets.io/latest/guides/ownership-deletion-policy/#merge',
  *check({ object }, world) {
    if (textAt(object, 'spec.target.creationPolicy') !== 'Merge') return;
    const { namespace = '', name } = object.metadata;
    const target = textAt(object, 'spec.target.name') ?? name;
    const off = target === 'argocd-secret' && ofArgocd(world);
    if (!off && configSources(world, 'Secret').has(`${namespace}/${target}`)) return;
    yield {
      path: 'spec.target.creationPolicy',
      // It may be made by hand, or by a chart that is not known.
      ...(off ? {} : { severity: 'info' as const }),
      message: `it adds keys to Secret ${target}, which ${off ? 'the chart of Argo CD is told not to make (configs.secret.createSecret: false)' : 'nothing here makes'}`,
      why: 'The operator waits for a Secret that never comes (SecretSyncedError), and so does every pod that mounts it.',
      fix: `Write creationPolicy: Owner, so that the operator makes ${target}.`,
    };
  },
});

/** Its chart leaves the Secret to somebody else. */
function ofArgocd(world: World): boolean {
  return releasesOf(world).some(({ chart, values }) => chart === 'argo-cd' && at(values, 'configs.secret.createSecret') === false);
}
