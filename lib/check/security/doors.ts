import { databaseOf } from '../databases.ts';
import { programOf } from '../programs/of-images.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';

/** A program that lets in whoever reaches it, and shows or changes what only administrators may. */
export interface Admin {
  readonly name: string;
  /** What whoever reaches it can do. */
  readonly allows: string;
}

/**
 * Programs without a login of their own, by names that their Services, images and charts have. Those that ask for a password
 * (Grafana, Argo CD, Vault) are not among them.
 */
const ADMINS: readonly (readonly [RegExp, Admin])[] = [
  [/(^|[-/])alertmanager($|[-:@])/, { name: 'Alertmanager', allows: 'silence every alert' }],
  [/(^|[-/])prometheus(-server|-operated|-prometheus)?($|[:@])/, { name: 'Prometheus', allows: 'read every metric and target' }],
  [/longhorn-(frontend|ui)/, { name: 'the Longhorn UI', allows: 'delete every volume and its backups' }],
  [/hubble-ui/, { name: 'the Hubble UI', allows: 'watch every connection in the cluster' }],
  [/(^|[-/])jaeger(-query|-ui)?($|[:@])|all-in-one/, { name: 'Jaeger', allows: 'read every trace' }],
  [
    /kubernetes-dashboard|headlamp|octant|skooner/,
    { name: 'a dashboard of Kubernetes', allows: 'see the cluster, and change it with its rights' },
  ],
  [
    /phpmyadmin|adminer|pgadmin|mongo-express|redis-commander|redisinsight|kafka-ui|kafdrop|akhq|kowl|cmak/,
    { name: 'a console of a database or queue', allows: 'try passwords on it, or read it without one' },
  ],
  [/argo-rollouts-dashboard/, { name: 'the Rollouts dashboard', allows: 'promote and abort every release' }],
  [
    /(^|[-/])(pushgateway|thanos-query(-frontend)?|kube-ops-view|weave-scope|zipkin|goldpinger|popeye|rabbitmq-management)($|[-:@])/,
    { name: 'a console of the platform', allows: 'see and change what only administrators may' },
  ],
];

/** What a name of a Service, image or chart stands for; exporters and operators are none. */
export function adminNamed(name: string): Admin | undefined {
  if (/exporter|operator|adapter|node-|kube-state|config-reloader|oauth2?-proxy/.test(name.replace(/^kube-prometheus-stack-/, '')))
    return undefined;
  const plain = name.replace(/^kube-prometheus-stack-/, '').replace(/-(svc|service)$/, '');
  return ADMINS.find(([pattern]) => pattern.test(plain))?.[1];
}

/** The program behind a Service, by its name or by the images of its pods. */
export function adminBehind(world: World, namespace: string, service: string): Admin | undefined {
  const found = world.find('v1/Service', namespace, service);
  const pods = found === undefined ? [] : world.podsOfService(found);
  // A proxy that asks for a login stands before the program in the same pod.
  if (pods.some((pod) => pod.containers.some(({ image = '' }) => /oauth2?-proxy|authelia|keycloak-gatekeeper|pomerium/.test(image))))
    return undefined;
  const images = pods.flatMap((pod) => pod.containers.filter(({ init }) => !init).map(({ image = '' }) => image.split(/[:@]/)[0] ?? ''));
  return adminNamed(service) ?? images.map((image) => adminNamed(image)).find((each) => each !== undefined);
}

const CACHES: Readonly<Record<string, string>> = {
  redis: 'Redis',
  valkey: 'Valkey',
  keydb: 'KeyDB',
  memcached: 'memcached',
  rabbitmq: 'RabbitMQ',
};

/** A database or cache behind a Service. */
export function databaseBehind(world: World, service: WorldObject): string | undefined {
  const pods = world.podsOfService(service);
  const caches = pods.flatMap((pod) => pod.containers.flatMap((each) => (each.init ? [] : (CACHES[programOf(each)] ?? []))));
  return pods.flatMap((pod) => databaseOf(pod)?.database.name ?? [])[0] ?? caches[0];
}

/** Parts of charts and the values under which each says how it is reached. */
export const CHART_DOORS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'kube-prometheus-stack': [
    ['prometheus.service.type', 'prometheus'],
    ['alertmanager.service.type', 'alertmanager'],
  ],
  prometheus: [
    ['server.service.type', 'prometheus'],
    ['alertmanager.service.type', 'alertmanager'],
  ],
  longhorn: [['service.ui.type', 'longhorn-ui']],
  jaeger: [['query.service.type', 'jaeger']],
  alertmanager: [['service.type', 'alertmanager']],
  cilium: [['hubble.ui.service.type', 'hubble-ui']],
};
