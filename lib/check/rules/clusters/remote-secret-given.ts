import { istioMesh } from '../../clusters/members.ts';
import { remoteCalls } from '../../clusters/remote-calls.ts';
import { documentKind } from '../../document.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

export const remoteSecretGiven = defineRule({
  id: 'remote-secret-given',
  severity: 'error',
  kinds: [documentKind('Script'), documentKind('Guide')],
  asks: 'The key to each cluster of an Istio mesh carries the name of that cluster, and is given to the others.',
  source: 'https://istio.io/latest/docs/setup/install/multicluster/multi-primary/#enable-endpoint-discovery',
  *check(manifest, world) {
    const calls = remoteCalls(manifest);
    if (calls.length === 0) return;
    const names = istioMesh(world).flatMap(({ name }) => name ?? []);
    for (const [index, { line, from, name, to }] of calls.entries()) {
      const path = `line ${line}`;
      if (from !== undefined && from === to) {
        yield {
          path,
          message: `the key to ${from} is given to ${to} itself`,
          why: 'No other cluster gets it: its endpoints are unknown there, and Services have local pods only.',
          fix: 'Apply it with the context of the other cluster.',
        };
        continue;
      }
      const before = calls.slice(0, index).find((each) => each.name === name && each.from !== from);
      if (name !== undefined && !/[$`]/.test(name) && before !== undefined) {
        yield {
          path,
          message: `the key to ${from ?? 'this cluster'} is called ${name}, as the one to ${before.from ?? 'another'} on line ${before.line}`,
          why: 'Endpoints of the one cluster count as those of the other: requests go to the wrong network, or the key is passed over as a double.',
          fix: 'Write the name that the control plane of the cluster has (global.multiCluster.clusterName).',
        };
        continue;
      }
      if (name === undefined || names.length === 0 || names.includes(name) || /[$`]/.test(name)) continue;
      const near = nearName(name, names) ?? (names.includes(from ?? '') ? from : undefined);
      if (near === undefined) continue;
      yield {
        path,
        message: `the key to ${from ?? 'this cluster'} is called ${name}, and the control planes are of ${names.join(', ')}`,
        why: 'Endpoints of that cluster count to a cluster that nobody knows: they get no network and no locality.',
        fix: `Write --name=${near}.`,
      };
    }
  },
});
