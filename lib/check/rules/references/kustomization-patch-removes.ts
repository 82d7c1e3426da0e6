import { CONFIG } from '../../clusters/where.ts';
import { at, fields, join } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

/** Lists that kustomize merges by the key of their items: what a patch leaves out stays. */
const MERGED = new Set([
  'containers',
  'initContainers',
  'volumes',
  'volumeMounts',
  'env',
  'ports',
  'imagePullSecrets',
  'tolerations',
  'hostAliases',
]);
const WORKLOADS = /^(Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|ReplicaSet|Service)$/;
const DEEPEST = 8;

export const kustomizationPatchRemoves = defineRule({
  id: 'kustomization-patch-removes',
  severity: 'warning',
  kinds: [CONFIG],
  asks: 'A patch that is to take something out of a list says so by its name: an empty list takes nothing away.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/; seed 003, M10',
  *check({ object }) {
    const content = at(object, 'content');
    if (!WORKLOADS.test(String(at(content, 'kind'))) || typeof at(content, 'apiVersion') !== 'string') return;
    yield* empty(at(content, 'spec'), 'content.spec', 0);
  },
});

function* empty(value: unknown, path: string, depth: number): Iterable<Issue> {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* empty(each, `${path}[${index}]`, depth + 1);
    return;
  }
  for (const [key, child] of Object.entries(fields(value))) {
    const place = join(path, key);
    if (Array.isArray(child) && child.length === 0 && MERGED.has(key)) {
      yield {
        path: place,
        message: `${key}: [] takes nothing away: kustomize merges this list by the names of its items`,
        why: 'What was to go stays in the build: the old volume, the old variable, the old port.',
        fix: 'Name what goes: an item with its name and $patch: delete, or a JSON patch with op: remove.',
      };
    } else yield* empty(child, place, depth + 1);
  }
}
