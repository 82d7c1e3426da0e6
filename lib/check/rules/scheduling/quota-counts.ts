import { quantityOf } from '../../quantities.ts';
import { nearName } from '../../reference.ts';
import { fieldsAt, itemsAt, numberAt, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { API_RESOURCES } from '../../security/api-resources.ts';
import type { World } from '../../world.ts';

/** What a quota counts without `count/`. @see https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count */
const OBJECTS: Readonly<Record<string, string>> = {
  services: 'v1/Service',
  'services.loadbalancers': 'v1/Service',
  'services.nodeports': 'v1/Service',
  configmaps: 'v1/ConfigMap',
  secrets: 'v1/Secret',
  'count/services': 'v1/Service',
  'count/configmaps': 'v1/ConfigMap',
  'count/secrets': 'v1/Secret',
  'count/deployments.apps': 'apps/v1/Deployment',
  'count/statefulsets.apps': 'apps/v1/StatefulSet',
  'count/cronjobs.batch': 'batch/v1/CronJob',
  'count/horizontalpodautoscalers.autoscaling': 'autoscaling/v2/HorizontalPodAutoscaler',
};
const KNOWN = [
  ...Object.keys(OBJECTS),
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  ...['requests.storage', 'persistentvolumeclaims', 'pods', 'replicationcontrollers', 'resourcequotas', 'count/pods', 'count/jobs.batch'],
];
/** Cores above which a quota without a unit was meant in thousandths. */
const MANY_CORES = 1000;

export const quotaCounts = defineRule({
  id: 'quota-counts',
  severity: 'warning',
  kinds: ['v1/ResourceQuota'],
  asks: 'A quota names what it can count, in amounts that a cluster has, and has room for the objects of its namespace.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count',
  *check({ object }, world) {
    for (const [key, raw] of Object.entries(fieldsAt(object, 'spec.hard'))) {
      const [path, written] = [`spec.hard["${key}"]`, text(raw) ?? ''];
      // Extended resources, classes and kinds of others have a domain, a prefix or a group.
      if (!KNOWN.includes(key) && !/\/|\.storageclass\.|^requests\.[\w-]+\./.test(key)) {
        const near = nearName(key, KNOWN) ?? KNOWN.find((each) => each.replace(/s\b/g, '') === key.replace(/s\b/g, ''));
        yield {
          path,
          message: `a quota counts no "${key}"`,
          why: 'The API server takes the quota, and nothing is ever held to this line.',
          fix: near === undefined ? 'Name a resource such as limits.cpu, or count/NAME.GROUP for objects.' : `Did you mean "${near}"?`,
        };
      }
      const plural = pluralOf(key);
      if (plural !== undefined) {
        yield {
          path,
          message: `a quota counts no "${key}": resources are named in the plural, with their group`,
          why: 'The API server takes the quota, and nothing is ever held to this line.',
          fix: `Did you mean "${plural}"?`,
        };
      }
      if (/^(?:(requests|limits)\.)?cpu$/.test(key) && /^\d+$/.test(written) && Number(written) >= MANY_CORES) {
        yield {
          path,
          message: `${key} ${written} is ${written} cores`,
          why: 'No cluster of this size is meant: the quota holds nobody back, and one namespace may take all nodes.',
          fix: `Write ${written}m for thousandths of a core.`,
        };
      }
      const [count, hard] = [countOf(key, object.metadata.namespace ?? '', world), quantityOf(written)];
      if (count === 0 || hard === undefined || hard.toNumber() >= count) continue;
      yield {
        path,
        severity: 'error',
        message: `the tree has ${count} (${key}) in this namespace; the quota allows ${written}`,
        why: 'What comes after the last one allowed is refused: the sync fails with "exceeded quota".',
        fix: `Raise it to at least ${count}.`,
      };
    }
  },
});

function countOf(key: string, namespace: string, world: World): number {
  const kind = Object.hasOwn(OBJECTS, key) ? OBJECTS[key] : undefined;
  if (kind === undefined || namespace === '') return 0;
  const found = world.inNamespace(kind, namespace).map(({ object }) => object);
  if (key === 'services.loadbalancers') return found.filter((each) => textAt(each, 'spec.type') === 'LoadBalancer').length;
  if (key !== 'services.nodeports') return found.length;
  const open = found.filter((each) => /^(NodePort|LoadBalancer)$/.test(textAt(each, 'spec.type') ?? ''));
  return open.reduce((sum, each) => sum + itemsAt(each, 'spec.ports').filter((port) => numberAt(port, 'port') !== undefined).length, 0);
}

/** `count/deployment.apps` → `count/deployments.apps`, `count/deployments` → the same. */
function pluralOf(key: string): string | undefined {
  const [, word = '', group = ''] = /^count\/([a-z]+)(?:\.([a-z0-9.-]+))?$/.exec(key) ?? [];
  if (word === '') return undefined;
  for (const [own, list] of Object.entries(API_RESOURCES)) {
    const names = list.split(' ');
    const meant = [word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')].find((each) => names.includes(each));
    if (meant === undefined || (meant === word && group === own)) continue;
    // An operator may have resources by the same name.
    if (group !== '' && group !== own) continue;
    return `count/${meant}${own === '' ? '' : `.${own}`}`;
  }
  return undefined;
}
