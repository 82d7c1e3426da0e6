import { mapsOf } from '../../mounted-maps.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { programOf } from '../../programs/of-images.ts';
import { at, fieldsAt, items, itemsAt, numberAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';
import type { World } from '../../world.ts';

const CHART = 'prometheus-blackbox-exporter';
const WHY = 'Every ping fails with "operation not permitted", unless the runtime lets anybody ping: the alert fires for hosts that are up.';

export const proberMayPing = defineRule({
  id: 'prober-may-ping',
  severity: 'warning',
  kinds: [...POD_KINDS, ...HELM_KINDS],
  asks: 'A blackbox exporter with a module that pings has the right to do so.',
  source:
    'https://github.com/prometheus/blackbox_exporter#permissions; https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus-blackbox-exporter/values.yaml',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod === undefined || pod.provided ? [] : pod.containers) {
      if (pod === undefined || !/^blackbox[-_]exporter$/.test(programOf(container)) || mayPing(pod, container)) continue;
      const module = configured(pod, world).find((modules) => pinging(modules) !== undefined);
      if (module === undefined) continue;
      yield {
        path: `${container.path}.securityContext`,
        message: `module ${pinging(module) ?? ''} pings, and container "${container.name}" may not: it ${asRoot(pod, container) ? 'lacks NET_RAW' : 'does not run as root'}`,
        why: WHY,
        fix: 'Set securityContext.sysctls of the pod to net.ipv4.ping_group_range = "0 65535", or run as root with the capability NET_RAW.',
      };
    }
    for (const { values, path, chart } of pod === undefined ? helmValuesOf(manifest) : []) {
      const name = chart === CHART ? pinging(fieldsAt(values, 'config.modules')) : undefined;
      const own = at(values, 'securityContext') ?? at(values, 'podSecurityContext.sysctls');
      if (name === undefined || at(values, 'allowIcmp') === true || own !== undefined) continue;
      yield {
        path: `${path}.config.modules.${name}`,
        message: `module ${name} pings, and the chart lets its container do so only with allowIcmp: true`,
        why: WHY,
        fix: 'Set allowIcmp: true.',
      };
    }
  },
});

/** The first module that pings. */
function pinging(modules: unknown): string | undefined {
  return Object.entries(fieldsAt({ modules }, 'modules')).find(([, each]) => textAt(each, 'prober') === 'icmp')?.[0];
}

/** Modules in the ConfigMaps that the pod mounts. */
function configured(pod: PodTemplate, world: World): readonly unknown[] {
  return mapsOf(pod, world).flatMap(({ object }) =>
    Object.values(textsAt(object, 'data')).flatMap((value) => (value.includes('icmp') ? [at(yamlIn(value), 'modules')] : [])),
  );
}

function asRoot({ spec }: PodTemplate, { fields }: Container): boolean {
  const user = numberAt(fields, 'securityContext.runAsUser') ?? numberAt(spec, 'securityContext.runAsUser') ?? 0;
  return user === 0 && at(fields, 'securityContext.runAsNonRoot') !== true && at(spec, 'securityContext.runAsNonRoot') !== true;
}

function mayPing(pod: PodTemplate, container: Container): boolean {
  const named = (key: string): readonly string[] =>
    items(at(container.fields, `securityContext.capabilities.${key}`)).flatMap((each) => text(each)?.toUpperCase() ?? []);
  if (at(container.fields, 'securityContext.privileged') === true) return true;
  if (itemsAt(pod.spec, 'securityContext.sysctls').some((each) => textAt(each, 'name') === 'net.ipv4.ping_group_range')) return true;
  // Containers have it by themselves unless it is taken away.
  return (
    asRoot(pod, container) && (named('add').includes('NET_RAW') || !named('drop').some((each) => each === 'ALL' || each === 'NET_RAW'))
  );
}
