/** A program that is there to keep something. */
export interface Keeper {
  readonly name: string;
  /** Where it keeps it, from the documentation of its image. */
  readonly folder: string;
  /** What is lost, with its verb. */
  readonly loses: string;
  /** What is lost comes again by itself, or is a pity at most. */
  readonly replaceable: boolean;
  /** Nothing of its configuration stands elsewhere, so it writes to this very folder. */
  readonly sure?: true;
}

function keeper(name: string, folder: string, loses: string, replaceable = false): Keeper {
  return { name, folder, loses, replaceable };
}

const BY_IMAGE: Readonly<Record<string, Keeper>> = {
  alertmanager: keeper('Alertmanager', '/alertmanager', 'its silences are', true),
  cassandra: keeper('Cassandra', '/var/lib/cassandra', 'its tables are'),
  'clickhouse-server': keeper('ClickHouse', '/var/lib/clickhouse', 'its tables are'),
  consul: keeper('Consul', '/consul/data', 'its keys are'),
  'cp-kafka': keeper('Kafka', '/var/lib/kafka/data', 'every message is'),
  elasticsearch: keeper('Elasticsearch', '/usr/share/elasticsearch/data', 'every index is'),
  gitea: keeper('Gitea', '/data', 'every repository is'),
  grafana: keeper('Grafana', '/var/lib/grafana', 'what people made in it (dashboards, users, keys) is', true),
  influxdb: keeper('InfluxDB', '/var/lib/influxdb', 'every series is'),
  jenkins: keeper('Jenkins', '/var/jenkins_home', 'every job and credential is'),
  loki: keeper('Loki', '/loki', 'every log line is', true),
  minio: keeper('MinIO', '/data', 'every object is'),
  neo4j: keeper('Neo4j', '/data', 'its graph is'),
  nexus3: keeper('Nexus', '/nexus-data', 'every artifact is'),
  opensearch: keeper('OpenSearch', '/usr/share/opensearch/data', 'every index is'),
  prometheus: keeper('Prometheus', '/prometheus', 'every measurement is'),
  rabbitmq: keeper('RabbitMQ', '/var/lib/rabbitmq', 'every queued message is'),
  redpanda: keeper('Redpanda', '/var/lib/redpanda/data', 'every message is'),
  registry: keeper('the registry', '/var/lib/registry', 'every image is'),
  tempo: keeper('Tempo', '/var/tempo', 'every trace is', true),
  vault: keeper('Vault', '/vault', 'every secret is'),
  zookeeper: keeper('ZooKeeper', '/data', 'its state is'),
};

/** Without a database Keycloak keeps users and clients in a file of its own: `start-dev`, or `KC_DB` that is left out. */
const KEYCLOAK = {
  ...keeper('Keycloak', '/opt/keycloak/data', 'every user, client and session that is not in an imported realm is'),
  sure: true as const,
};

const REDIS = keeper('Redis', '/data', 'what it was told to keep is');

/** What a container keeps, by its image; Redis only when its arguments tell it to, Keycloak where they and the variables name no database. */
export function keeperOf(image: string, words: readonly string[], variables: readonly string[] = []): Keeper | undefined {
  const name = (image.split('@')[0] ?? '').split('/').at(-1)?.split(':')[0] ?? '';
  if (name === 'redis' || name === 'valkey') {
    const line = words.join(' ');
    if (!/--appendonly\s+["']?yes|--save\s+["']?\d/.test(line)) return undefined;
    const written = /--dir[= ]["']?(\/[\w./-]*\w)/.exec(line)?.[1];
    return /\.conf\b|--dir/.test(line) && written === undefined ? REDIS : { ...REDIS, folder: written ?? REDIS.folder, sure: true };
  }
  if (name === 'keycloak') {
    const elsewhere = [...words, ...variables].some((word) => /^--(?:db|config-file)\b|^KC_(?:DB|CONFIG_FILE)\b|^\*/.test(word));
    return words.includes('start-dev') && !elsewhere ? KEYCLOAK : undefined;
  }
  // Vault's agent beside a program keeps nothing, nor does one in dev mode mean to.
  if (name === 'vault' && (words.includes('agent') || words.includes('-dev'))) return undefined;
  if (name === 'vault' && isClient(words)) return undefined;
  if (name === 'minio' && words.includes('gateway')) return undefined;
  // Who keeps measurements for some hours does not want them back.
  if (name === 'prometheus' && words.some((word) => /--storage\.tsdb\.retention\.time=(?:\d+m|1?\dh|2[0-4]h)$/.test(word)))
    return undefined;
  const found = Object.hasOwn(BY_IMAGE, name) ? BY_IMAGE[name] : undefined;
  const folder = /--storage\.(?:tsdb\.)?path[= ](\/[\w./-]*\w)/.exec(words.join(' '))?.[1];
  return found === undefined || folder === undefined ? found : { ...found, folder };
}

/** A script that calls the program and never starts its server: it unseals, or sets something up. */
function isClient(words: readonly string[]): boolean {
  return words.some((word) => /^-\w*c$/.test(word)) && !/\b(?:server|entrypoint)\b/.test(words.join(' '));
}
