import { POD_KINDS } from '../../pods.ts';
import { fieldsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { containerSizes, defaultsOf } from '../../scheduling/sizes.ts';
import { demandedBy } from '../../scheduling/quotas.ts';
import type { World } from '../../world.ts';

export const resourcesStated = defineRule({
  id: 'resources-stated',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'The containers of a pod say what they need, above all where a quota counts it.',
  source:
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/; https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/; seed 003, M14',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const defaults = defaultsOf(world, pod);
    const silent: string[] = [];
    for (const { name, fields, path, init } of pod.containers) {
      const { requests, limits } = containerSizes(fields, defaults);
      const has = (key: string): boolean => {
        const [list, resource] = key.split('.') as [string, 'cpu' | 'memory'];
        return list === 'limits'
          ? limits[resource] !== undefined
          : requests[resource].toNumber() > 0 || textAt(fields, `resources.requests.${resource}`) !== undefined;
      };
      for (const { quota, key } of demandedBy(world, pod.namespace)) {
        if (has(key)) continue;
        yield {
          path: `${path}.resources`,
          severity: 'error',
          message: `container "${name}" states no ${key}, which ResourceQuota ${quota} counts`,
          why: 'The API server refuses the pod: the workload has none, and only its events say why.',
          fix: `State resources.${key}, or give the namespace a LimitRange with defaults.`,
        };
      }
      const stated = Object.keys(fieldsAt(fields, 'resources.requests')).length + Object.keys(fieldsAt(fields, 'resources.limits')).length;
      if (!init && stated === 0 && Object.keys(defaults).length === 0) silent.push(name);
    }
    if (silent.length === 0) return;
    yield {
      path: `${pod.specPath}.containers`,
      severity: isUsual(world) ? 'warning' : 'info',
      message: `${silent.map((name) => `"${name}"`).join(', ')} ${silent.length === 1 ? 'states' : 'state'} neither requests nor limits`,
      why: 'The scheduler takes it for nothing and fills the node; it is the first to be killed when memory runs out, and may take what others need.',
      fix: 'State requests for cpu and memory, and a limit for memory.',
    };
  },
});

/** Where most pods state what they need, one that does not was forgotten; elsewhere it is a choice, or left to defaults. */
function isUsual(world: World): boolean {
  if (world.facts.whole === true) return true;
  return world.once('pods that state resources', () => {
    const pods = world.podTemplates().filter(({ provided }) => !provided);
    const stating = pods.filter(({ containers }) => containers.some(({ fields }) => Object.keys(fieldsAt(fields, 'resources')).length > 0));
    return stating.length * 2 >= pods.length;
  });
}
