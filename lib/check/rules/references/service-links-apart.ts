import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { programOf } from '../../programs/of-images.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Programs that take the variable of a Service of their name for a setting of their own: a number, where Kubernetes writes tcp://10.96.0.1:80. */
const READ: readonly (readonly [program: RegExp, variable: string])[] = [
  [/^n8n$/, 'N8N_PORT'], // https://docs.n8n.io/hosting/configuration/environment-variables/deployment/
  [/^paperless-ngx$/, 'PAPERLESS_PORT'], // https://docs.paperless-ngx.com/configuration/
  [/^uptime-kuma$/, 'UPTIME_KUMA_PORT'], // https://github.com/louislam/uptime-kuma/wiki/Environment-Variables
  [/^openldap$/, 'LDAP_PORT'], // https://github.com/osixia/container-openldap/issues/457
  [/^actual-server$/, 'ACTUAL_PORT'], // https://github.com/actualbudget/actual/issues/4920
  [/^semaphore$/, 'SEMAPHORE_PORT'],
];

export const serviceLinksApart = defineRule({
  id: 'service-links-apart',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'No variable that Kubernetes makes of the name of a Service is a setting of the program.',
  source:
    'https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables; https://docs.spring.io/spring-boot/reference/features/external-config.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.spec['enableServiceLinks'] === false) return;
    for (const container of pod.containers) {
      const variables = readBy(container, pod, world);
      for (const variable of variables) {
        const service = byVariable(world).get(`${pod.namespace} ${variable}`);
        const names = itemsAt(container.fields, 'env').map((each) => textAt(each, 'name'));
        // What is written out wins.
        if (service === undefined || names.includes(variable) || environmentOf(container.fields, pod.namespace, world).has(variable))
          continue;
        yield {
          path: pod.specPath,
          message: `Kubernetes sets ${variable} to tcp://…, for the Service ${service.object.metadata.name}, and container "${container.name}" reads its own port from it`,
          why: 'The program ends at its start, for an address is no number ("too many colons in address", "Failed to convert value of type String to int"); it ran while the Service was not there yet.',
          fix: `Set enableServiceLinks: false in the pod, give ${variable} a value, or rename the Service.`,
        };
      }
    }
  },
});

/** Services by their namespace and the variable that says their port: `shop REDIS_PORT`. */
function byVariable(world: World): ReadonlyMap<string, WorldObject> {
  return world.once('services by the variables of their ports', () => {
    const named = ({ object: { metadata } }: WorldObject): string =>
      `${metadata.namespace ?? ''} ${metadata.name.toUpperCase().replaceAll('-', '_')}_PORT`;
    return new Map(world.ofKind('v1/Service').map((each) => [named(each), each]));
  });
}

function readBy(container: Container, { namespace }: PodTemplate, world: World): readonly string[] {
  const known = READ.filter(([program]) => program.test(programOf(container))).map(([, variable]) => variable);
  const sources = itemsAt(container.fields, 'envFrom').length + itemsAt(container.fields, 'env').length;
  const isSpring =
    sources > 0 && [...environmentOf(container.fields, namespace, world).keys()].some((each) => /^(?:SPRING|MANAGEMENT)_/.test(each));
  return isSpring ? [...known, 'SERVER_PORT', 'MANAGEMENT_SERVER_PORT'] : known;
}
