import { documentKind } from '../document.ts';
import { releasesOf } from '../hosts/releases.ts';
import { hasHiddenJobs, scrapeJobs } from './jobs.ts';
import { someString } from '../read.ts';
import type { World } from '../world.ts';

/** Metrics of a program that has to be installed, and words by which a tree that installs it shows it. */
const EXPORTERS: readonly (readonly [metric: RegExp, name: string, shows: RegExp])[] = [
  [/^probe_(success|duration|http|ssl|dns)/, 'the blackbox exporter', /blackbox|kind: probe\b/],
  [/^mysql_(up|global_|slave_|info_schema_)/, 'an exporter of MySQL', /mysql\w*[-_]exporter|mysql.{0,80}metrics/],
  [/^redis_(up|memory_|connected_|commands_|db_|keyspace_)/, 'an exporter of Redis', /redis\w*[-_]exporter|redis.{0,80}metrics/],
  [
    /^pg_(up|stat_|locks|settings_|database_)/,
    'an exporter of PostgreSQL',
    /postgres\w*[-_]exporter|pgexporter|postgres.{0,80}metrics|cnpg/,
  ],
  [/^nginx_(up|connections_|http_requests_)/, 'an exporter of nginx', /nginx[-_]?(prometheus[-_]?)?exporter|nginx.{0,80}metrics/],
  [/^mongodb_(up|ss_|op_|mongod_)/, 'an exporter of MongoDB', /mongo\w*[-_]exporter|mongo.{0,80}metrics/],
  [/^elasticsearch_(cluster_|indices_|jvm_)/, 'an exporter of Elasticsearch', /elasticsearch[-_]exporter|eck/],
  [/^falcosecurity_|^falco_(events|rules)/, 'Falco', /falco/],
  [/^velero_/, 'Velero', /velero/],
  [/^certmanager_/, 'cert-manager', /cert-manager/],
  [/^vault_(core_|token_|expire_)/, 'Vault', /vault/],
  [/^argocd_app_/, 'Argo CD', /argo-?cd/],
  [/^longhorn_/, 'Longhorn', /longhorn/],
  [/^minio_/, 'MinIO', /minio/],
  [/^(cilium|hubble)_/, 'Cilium', /cilium/],
  [/^istio_(requests?|tcp)_/, 'Istio', /istio/],
  [/^thanos_/, 'Thanos', /thanos/],
  [/^loki_(ingester|distributor|request)_/, 'Loki', /loki/],
];

/** Who would tell a metric, where nothing of the tree shows that it is there; only of a tree that installs its Prometheus itself. */
export function missingExporter(metric: string, world: World): string | undefined {
  const found = EXPORTERS.find(([pattern]) => pattern.test(metric));
  if (found === undefined || !installsPrometheus(world)) return undefined;
  const [, name, shows] = found;
  return isShown(world, name, shows) ? undefined : name;
}

function installsPrometheus(world: World): boolean {
  return world.once(
    'installs prometheus',
    () =>
      releasesOf(world).some(({ chart }) => chart === 'kube-prometheus-stack' || chart === 'prometheus') ||
      // One that is written out, with every job that it has.
      (scrapeJobs(world).length > 0 && !hasHiddenJobs(world)),
  );
}

/** Objects that only ask: what they name need not be there. */
const ASKING = new Set(['PrometheusRule', 'GrafanaDashboard']);
const READ = ['Script', 'TextFile', 'Config', 'HelmValues', 'Workflow', 'Guide'].map((kind) => documentKind(kind as 'Script'));

function isShown(world: World, name: string, shows: RegExp): boolean {
  return world.once(`tree shows ${name}`, () => {
    const says = (text: string): boolean => shows.test(text.toLowerCase());
    if (releasesOf(world).some((each) => says(`${each.chart} ${each.name}`))) return true;
    if (READ.some((kind) => world.ofKind(kind).some(({ object }) => someString(object, says)))) return true;
    if (world.podTemplates().some(({ containers }) => containers.some((each) => says(`${each.name} ${each.image ?? ''}`)))) return true;
    return world.objects.some(({ object }) => {
      if (ASKING.has(object.kind)) return false;
      if (says(`kind: ${object.kind} ${object.apiVersion} ${object.metadata.name} ${object.metadata.namespace ?? ''}`)) return true;
      if (object.kind === 'ConfigMap') return someString(object, (text) => text.includes('scrape_configs') && says(text));
      // What operators and monitors are told; the pods of workloads were looked at.
      return /^[\w-]+(\.[\w-]+)+\//.test(object.apiVersion) && someString(object['spec'], says);
    });
  });
}
