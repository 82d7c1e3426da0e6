import { clusterUrls, URL_KINDS } from '../../cluster-urls.ts';
import { DOCUMENT } from '../../document.ts';
import { POD_KINDS } from '../../pods.ts';
import { meant, missing } from '../../reference.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import type { ServiceHost } from '../../services.ts';
import type { World } from '../../world.ts';

export const urlHostExists = defineRule({
  id: 'url-host-exists',
  severity: 'error',
  kinds: [...POD_KINDS, ...URL_KINDS],
  asks: 'URLs and host names that point into the cluster name a Service that exists.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/; seed 002, D-13',
  *check(manifest, world) {
    for (const { url, path, host, service, sure } of clusterUrls(manifest, world)) {
      const nameless = service === undefined ? undefined : namelessPod(url.host, host, service, world);
      if (nameless !== undefined) yield { path, ...nameless };
      const absent = service === undefined ? missing(world, 'v1/Service', host.namespace, host.name) : undefined;
      if (absent === undefined || (!sure && absent.near === undefined && absent.elsewhere === undefined)) continue;
      yield {
        path,
        // Of values and other files it is not certain that they are used.
        severity:
          manifest.object.kind === 'Config'
            ? 'info'
            : manifest.object.apiVersion === DOCUMENT && absent.severity === 'error'
              ? 'warning'
              : absent.severity,
        message: `${url.text} points to Service ${host.name} in "${host.namespace}", which does not exist`,
        why: 'The name does not resolve: the program starts, and its first call fails.',
        fix: meant(absent, 'Name a Service that exists.'),
      };
    }
  },
});

/** `db-0.db`: pods have names under the headless Service that their StatefulSet names, and under no other. */
function namelessPod(
  written: string,
  { name, namespace }: ServiceHost,
  service: WorldObject,
  world: World,
): Omit<Issue, 'path'> | undefined {
  const [member = '', under] = written.split('.');
  const owner = under === name ? /^(.+)-\d+$/.exec(member)?.[1] : undefined;
  const workload = owner === undefined ? undefined : world.find('apps/v1/StatefulSet', namespace, owner);
  if (workload === undefined || world.isProvided(service)) return undefined;
  const governing = textAt(workload.object, 'spec.serviceName');
  const headless = textAt(service.object, 'spec.clusterIP') === 'None';
  if (headless && (governing === name || governing === undefined)) return undefined;
  return {
    message: headless
      ? `${written} is a pod under Service ${name}, and StatefulSet ${owner ?? ''} names its pods under ${governing ?? ''}`
      : `${written} is a pod under Service ${name}, which is not headless: it gives its pods no names`,
    why: 'The name does not resolve: the program starts, and its first call fails.',
    fix: headless
      ? `Write ${member}.${governing ?? name}.`
      : `Write ${name}, or add a headless Service (clusterIP: None) and name it in serviceName.`,
  };
}
