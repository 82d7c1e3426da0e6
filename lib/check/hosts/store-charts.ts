import { at, fieldsAt, numberAt, textAt } from '../read.ts';
import { fullName, type ChartService, type ChartServices, type Release } from './chart-table.ts';

/** Charts of databases, caches and queues; Bitnami's have namesakes, of which nothing is known. */
const BITNAMI = /charts\.bitnami\.com|bitnamicharts|^bitnami$/;

/** Without a word on where a chart comes from it may be anybody's. */
export function isBitnami(repository: string | undefined): boolean {
  return repository !== undefined && BITNAMI.test(repository);
}

type Made = (full: string, values: unknown) => ChartServices;

function ofBitnami(chart: string, made: Made): (release: Release) => ChartServices {
  return ({ name, values, repository }) => {
    const full = fullName(name, chart, values);
    if (!isBitnami(repository)) return { services: [], perhaps: [full, name] };
    return made(full, values);
  };
}

/** One primary under the chart's name; with replication it is called `-primary`, and the others as given. */
function primary(chart: string, port: number, headless: string, others: string): (release: Release) => ChartServices {
  return ofBitnami(chart, (full, values) => {
    const replicated = textAt(values, 'architecture') === 'replication';
    const name = replicated ? `${full}-${textAt(values, 'primary.name') ?? 'primary'}` : full;
    const own = portOf(values, 'primary.service.ports', chart) ?? port;
    const services: ChartService[] = [{ name, ports: [own] }, { name: `${name}-${headless}` }];
    if (replicated) services.push({ name: `${full}-${others}`, ports: [own] });
    return { services, perhaps: [`${full}-`], never: replicated ? [full] : [] };
  });
}

function portOf(values: unknown, path: string, chart: string): number | undefined {
  return numberAt(values, `${path}.${chart}`);
}

/** @see https://github.com/bitnami/charts/tree/main/bitnami/redis/templates */
const redis = ofBitnami('redis', (full, values) => {
  // With sentinels, one Service of the chart's name; without them, never.
  if (at(values, 'sentinel.enabled') === true) return { services: [{ name: full, ports: [6379, 26379] }], perhaps: [`${full}-`] };
  const port = portOf(values, 'master.service.ports', 'redis') ?? 6379;
  const services: ChartService[] = [
    { name: `${full}-master`, ports: [port] },
    { name: `${full}-headless`, ports: [port] },
  ];
  if (textAt(values, 'architecture') !== 'standalone') services.push({ name: `${full}-replicas`, ports: [port] });
  return { services, perhaps: [`${full}-`], never: [full] };
});

/** @see https://github.com/minio/minio/tree/master/helm/minio/templates */
function minio({ name, values, repository }: Release): ChartServices {
  const full = fullName(name, 'minio', values);
  if (repository !== undefined && !/min\.io|^minio$/.test(repository)) return { services: [], perhaps: [full, name] };
  return {
    services: [
      { name: full, ports: [port(values, 'service.port', 9000)] },
      { name: `${full}-console`, ports: [port(values, 'consoleService.port', 9001)] },
    ],
    perhaps: [`${full}-`],
  };
}

/** A port of the values; people write it as a text, too. */
function port(values: unknown, path: string, usual: number): number {
  return Number(textAt(values, path) ?? usual);
}

/** @see https://github.com/hashicorp/vault-helm/blob/main/templates/server-service.yaml */
function vault({ name, values }: Release): ChartServices {
  const full = fullName(name, 'vault', values);
  const external = (textAt(values, 'global.externalVaultAddr') ?? textAt(values, 'injector.externalVaultAddr') ?? '') !== '';
  const none = external || fieldsAt(values, 'server')['enabled'] === false || at(values, 'server.service.enabled') === false;
  return {
    services: none ? [] : [{ name: full, ports: [port(values, 'server.service.port', 8200), 8201] }],
    perhaps: [`${full}-`],
    // One server alone has no other to be told apart from.
    never: at(values, 'server.ha.enabled') === true || external ? [] : [`${full}-active`, `${full}-standby`],
  };
}

/** Services of charts that keep data. */
export const STORES: Readonly<Record<string, (release: Release) => ChartServices>> = {
  mariadb: primary('mariadb', 3306, 'headless', 'secondary'),
  minio,
  mysql: primary('mysql', 3306, 'headless', 'secondary'),
  postgresql: primary('postgresql', 5432, 'hl', 'read'),
  redis,
  vault,
};
