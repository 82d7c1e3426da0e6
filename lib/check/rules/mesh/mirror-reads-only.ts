import { databaseOf } from '../../databases.ts';
import { fields, itemsAt, someString, textAt } from '../../read.ts';
import type { PodTemplate } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import type { World } from '../../world.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What an environment looks like that leads to a database. */
const DATABASE =
  /jdbc:|(mysql|mariadb|postgres(ql)?|mongodb(\+srv)?|redis|amqp):\/\/|^(spring_datasource|database_url|db_host|mysql_|postgres_|mongo)/i;

export const mirrorReadsOnly = defineRule({
  id: 'mirror-reads-only',
  severity: 'warning',
  kinds: ['networking.istio.io/v1/VirtualService'],
  asks: 'Only requests that read are mirrored to pods that write to a database.',
  source: 'https://istio.io/latest/docs/tasks/traffic-management/mirroring/',
  *check({ object }, world) {
    for (const [index, route] of itemsAt(object, 'spec.http').entries()) {
      const mirrors = [fields(route)['mirror'], ...itemsAt(route, 'mirrors').map((each) => fields(each)['destination'])].filter(
        (each) => each !== undefined,
      );
      if (mirrors.length === 0 || readsOnly(route)) continue;
      for (const mirror of mirrors) {
        const host = textAt(mirror, 'host') ?? '';
        const service = world.serviceAt(host, object.metadata.namespace ?? '')?.service;
        const writer = service === undefined ? undefined : world.podsOfService(service).find((pod) => writes(pod, world));
        yield {
          path: `spec.http[${index}].mirror`,
          severity: writer === undefined ? 'info' : 'warning',
          message: `requests of every method are mirrored to ${host}${writer === undefined ? '' : `, whose pods (${writer.owner.object.kind} ${writer.owner.object.metadata.name}) use a database`}`,
          why: 'A POST is carried out twice: orders, mails and rows are doubled, and the answer of the copy is thrown away unseen.',
          fix: 'Mirror in a route of its own with match method GET, or give the mirror a database of its own.',
        };
      }
    }
  },
});

function readsOnly(route: unknown): boolean {
  const matches = itemsAt(route, 'match');
  return matches.length > 0 && matches.every((match) => READING.has(textAt(match, 'method.exact') ?? ''));
}

function writes(pod: PodTemplate, world: World): boolean {
  if (databaseOf(pod) !== undefined) return true;
  return pod.containers.some((container) => {
    const texts = itemsAt(container.fields, 'env').flatMap((each) => [textAt(each, 'name') ?? '', textAt(each, 'value') ?? '']);
    const maps = itemsAt(container.fields, 'envFrom').flatMap((each) => {
      const data = world.find('v1/ConfigMap', pod.namespace, textAt(each, 'configMapRef.name') ?? '')?.object['data'];
      return data === undefined ? [] : [data];
    });
    return (
      texts.some((each) => DATABASE.test(each)) ||
      maps.some((data) => Object.keys(fields(data)).some((key) => DATABASE.test(key)) || someString(data, (each) => DATABASE.test(each)))
    );
  });
}
