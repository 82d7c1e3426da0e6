import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { itemsAt, join, textAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';
import { addTo } from '../../../values/multimap.ts';

const STORES = 'REDIS|VALKEY|MYSQL|MARIADB|POSTGRES(?:QL)?|PG|DB|DATABASE|MONGO(?:DB)?|KAFKA|RABBITMQ|AMQP|MEMCACHED|ELASTIC(?:SEARCH)?';
/** Variables by which programs are told where their store is. */
const NAMED = new RegExp(`^(?:\\w+_)?(?:${STORES})_?(?:HOST(?:NAME)?|URL|URI|ADDR(?:ESS)?|SERVERS?|BROKERS?|BOOTSTRAP_?SERVERS)$`);
const ITSELF = /(?:^|\/\/|@)(?:localhost|127\.0\.0\.1)(?=[:/]|$)/;
/** Images that bring a store along, or that stand in for one. */
const STORE_IMAGE =
  /redis|valkey|mysql|mariadb|postgres|mongo|kafka|rabbitmq|memcached|elastic|opensearch|proxy|pgbouncer|all-in-one|omnibus|standalone/i;

export const ownHostServes = defineRule({
  id: 'own-host-serves',
  severity: 'warning',
  kinds: [...POD_KINDS, 'v1/ConfigMap'],
  asks: 'A program that looks for its store on localhost has it in its own pod.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
  *check(manifest, world) {
    const { object } = manifest;
    const pod = world.podTemplate(manifest);
    const only = pod === undefined ? undefined : onlyProgram(pod);
    const users = object.kind === 'ConfigMap' ? usersOf(manifest, world) : only === undefined ? [] : [only];
    const [first] = users;
    if (first === undefined || users.includes(undefined)) return;
    const written =
      only === undefined ? Object.entries(textsAt(object, 'data')).map(([name, value]) => ({ name, value, path: join('data', name) })) : [];
    for (const [index, each] of itemsAt(only?.fields, 'env').entries())
      written.push({
        name: textAt(each, 'name') ?? '',
        value: textAt(each, 'value') ?? '',
        path: `${only?.path ?? ''}.env[${index}].value`,
      });
    const found = written.find(({ name, value }) => NAMED.test(name) && ITSELF.test(value));
    if (found === undefined) return;
    const more = users.length > 1 ? ', as others are that read it' : '';
    yield {
      path: found.path,
      message: `${found.name} is ${masked(found.value)}, and container "${first.name}" is alone in its pod${more}`,
      why: 'localhost is the pod itself, where nothing listens on that port: every call ends with "connection refused", at the start or with the first request that needs it.',
      fix: `Name the Service of the store${servicesOf(object.metadata.namespace ?? '', world)}.`,
    };
  },
});

/** Containers that take variables from a ConfigMap; `undefined` for one that is not alone in its pod. */
function usersOf({ object }: WorldObject, world: World): readonly (Container | undefined)[] {
  const users = world.once('lone containers by ConfigMap of variables', () => {
    const map = new Map<string, (Container | undefined)[]>();
    for (const pod of world.podTemplates()) {
      const only = onlyProgram(pod);
      const names = pod.containers.flatMap(({ fields }) => [
        ...itemsAt(fields, 'envFrom').map((each) => textAt(each, 'configMapRef.name')),
        ...itemsAt(fields, 'env').map((each) => textAt(each, 'valueFrom.configMapKeyRef.name')),
      ]);
      for (const name of new Set(names)) if (name !== undefined) addTo(map, `${pod.namespace}/${name}`, only);
    }
    return map;
  });
  return users.get(`${object.metadata.namespace ?? ''}/${object.metadata.name}`) ?? [];
}

/** The one container of a pod that has a network of its own and gets no further one. */
function onlyProgram(pod: PodTemplate): Container | undefined {
  const lasting = pod.containers.filter(({ init, fields }) => !init || textAt(fields, 'restartPolicy') === 'Always');
  const [only] = lasting;
  const isJoined = Object.keys(pod.annotations).some((key) => /inject|sidecar|cloudsql|proxy/.test(key) && !key.includes('istio'));
  if (only === undefined || lasting.length > 1 || pod.provided || isJoined || pod.spec['hostNetwork'] === true) return undefined;
  return STORE_IMAGE.test(only.image ?? '') || STORE_IMAGE.test(pod.owner.object.metadata.name) ? undefined : only;
}

/** Without what may be a password. */
function masked(value: string): string {
  return value.replace(/\/\/[^@/]*@/, '//***@');
}

function servicesOf(namespace: string, world: World): string {
  const stores = world.inNamespace('v1/Service', namespace).filter(({ object }) => STORE_IMAGE.test(object.metadata.name));
  const [first] = stores;
  return stores.length === 1 && first !== undefined ? `, ${first.object.metadata.name}` : '';
}
