import { portOf } from './sidecar.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { at, itemsAt, numberAt, text, textAt } from '../read.ts';

/** What a program really speaks on one of its ports, and how one knows. */
export interface Spoken {
  readonly speech: 'bytes' | 'grpc' | 'http' | 'https';
  /** `is the port of PostgreSQL`, `is probed by gRPC` */
  readonly because: string;
}

/** Servers that do not speak HTTP on the port that their images listen on, by the last part of the image's name. */
const SERVERS: Readonly<Record<string, { readonly name: string; readonly port: number }>> = {
  postgres: { name: 'PostgreSQL', port: 5432 },
  postgresql: { name: 'PostgreSQL', port: 5432 },
  postgis: { name: 'PostgreSQL', port: 5432 },
  timescaledb: { name: 'PostgreSQL', port: 5432 },
  pgbouncer: { name: 'PgBouncer', port: 5432 },
  mysql: { name: 'MySQL', port: 3306 },
  mariadb: { name: 'MariaDB', port: 3306 },
  redis: { name: 'Redis', port: 6379 },
  valkey: { name: 'Valkey', port: 6379 },
  'redis-sentinel': { name: 'Redis Sentinel', port: 26379 },
  mongo: { name: 'MongoDB', port: 27017 },
  mongodb: { name: 'MongoDB', port: 27017 },
  memcached: { name: 'Memcached', port: 11211 },
  rabbitmq: { name: 'RabbitMQ', port: 5672 },
  kafka: { name: 'Kafka', port: 9092 },
  'cp-kafka': { name: 'Kafka', port: 9092 },
  zookeeper: { name: 'ZooKeeper', port: 2181 },
  nats: { name: 'NATS', port: 4222 },
  cassandra: { name: 'Cassandra', port: 9042 },
};

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];

/** What the pods speak on a port; `undefined` where neither image nor probe tells. */
export function spokenOn(pod: PodTemplate, port: number): Spoken | undefined {
  for (const container of pod.containers) {
    if (container.init) continue;
    const server = SERVERS[(container.image ?? '').split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? ''];
    if (server?.port === port) return { speech: 'bytes', because: `is the port of ${server.name}` };
    const probed = byProbe(pod, container, port);
    if (probed !== undefined) return probed;
    const named = container.ports.find((each) => each.port === port)?.name;
    if (named !== undefined && /^grpc(?!-?(web|gateway))|-grpc$/.test(named))
      return { speech: 'grpc', because: `is called ${named} by its container` };
  }
  return undefined;
}

function byProbe(pod: PodTemplate, { fields }: Container, port: number): Spoken | undefined {
  for (const kind of PROBES) {
    const probe = fields[kind];
    if (numberAt(probe, 'grpc.port') === port) return { speech: 'grpc', because: 'is probed by gRPC' };
    const words = itemsAt(probe, 'exec.command')
      .map((word) => text(word) ?? '')
      .join(' ');
    if (words.includes('grpc_health_probe') && new RegExp(`:${port}\\b`).test(words))
      return { speech: 'grpc', because: 'is probed by gRPC' };
    const asked = at(probe, 'httpGet');
    if (asked === undefined || portOf(pod, at(asked, 'port')) !== port) continue;
    const encrypted = textAt(asked, 'scheme')?.toUpperCase() === 'HTTPS';
    return { speech: encrypted ? 'https' : 'http', because: `is probed by ${encrypted ? 'HTTPS' : 'HTTP/1.1'}` };
  }
  return undefined;
}
