import { at, textAt } from '../read.ts';
import type { World } from '../world.ts';
import { CHARTS, type Release } from './chart-table.ts';
import type { PortSpeech } from './port-encryption.ts';
import { releasesOf } from './releases.ts';
import { STORES } from './store-charts.ts';

/** Ports of Services of a chart on which HTTP is spoken, and the values by which they speak HTTPS instead. */
interface Speech {
  readonly ports: readonly number[];
  /** The switch, as people know it. */
  readonly by: string;
  readonly encrypted: (values: unknown) => boolean;
}

function set(...paths: readonly string[]): Speech['encrypted'] {
  return (values: unknown): boolean => paths.some((path) => at(values, path) !== undefined && at(values, path) !== false);
}

/** From the values.yaml of each chart: plain unless these say otherwise. */
const SPEECH: Readonly<Record<string, Speech>> = {
  falcosidekick: { ports: [2801], by: 'config.tlsserver.deploy', encrypted: set('config.tlsserver') },
  'falco-talon': { ports: [2803], by: 'nothing', encrypted: () => false },
  'kube-prometheus-stack': {
    ports: [9090, 9093],
    by: 'web.tlsConfig',
    encrypted: set('prometheus.prometheusSpec.web', 'alertmanager.alertmanagerSpec.web'),
  },
  loki: {
    ports: [3100],
    by: 'loki.server.http_tls_config',
    encrypted: set('loki.server.http_tls_config', 'loki.config', 'loki.structuredConfig.server'),
  },
  minio: { ports: [9000, 9001], by: 'tls.enabled', encrypted: set('tls.enabled', 'certsPath') },
  'opentelemetry-collector': {
    ports: [4318],
    by: 'config.receivers.otlp.protocols.http.tls',
    encrypted: (values) => JSON.stringify(at(values, 'config') ?? '').includes('cert_file') || at(values, 'alternateConfig') !== undefined,
  },
};

/** Whether a port of a Service that a chart makes speaks HTTPS; `undefined` where the chart is not known that well. */
export function chartSpeech(world: World, namespace: string, name: string, port: number): PortSpeech | undefined {
  const release = makers(world).get(`${namespace}/${name}`);
  const speech = SPEECH[release?.chart ?? ''];
  if (release === undefined || release.open === true || speech?.ports.includes(port) !== true) return undefined;
  const encrypted = speech.encrypted(release.values);
  const by = speech.by === 'nothing' ? '' : ` (${speech.by} is ${encrypted ? 'set' : (textAt(release.values, speech.by) ?? 'not set')})`;
  return { encrypted, because: `of release ${release.name} speaks ${encrypted ? 'HTTPS' : 'plain HTTP'}${by}`, sure: true };
}

function makers(world: World): ReadonlyMap<string, Release> {
  return world.once('releases by service', () => {
    const found = new Map<string, Release>();
    for (const release of releasesOf(world)) {
      if (SPEECH[release.chart] === undefined) continue;
      for (const { name } of (STORES[release.chart] ?? CHARTS[release.chart])?.(release).services ?? [])
        found.set(`${release.namespace}/${name}`, release);
    }
    return found;
  });
}
