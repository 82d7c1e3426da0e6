import { releasesOf } from '../hosts/releases.ts';
import { helmValuesOf } from '../helm.ts';
import { volume, type PodTemplate } from '../pods.ts';
import { at, fieldsAt, itemsAt, join, textAt, textsAt, type Fields } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';
import type { World } from '../world.ts';
import type { ThanosPart } from './thanos.ts';

/** How a program is told an object store by host and port, apart from whether it is encrypted. */
export interface StoreAddress {
  readonly path: string;
  /** `minio.minio.svc:9000` */
  readonly endpoint: string;
  readonly bucket: string;
  /** Spoken to without TLS; off unless it is said. */
  readonly plain: boolean;
}

/** Places in the values of charts. */
const IN_VALUES: Readonly<Record<string, readonly string[]>> = {
  loki: ['loki.storage.s3'],
  tempo: ['tempo.storage.trace.s3'],
  'tempo-distributed': ['storage.trace.s3'],
  thanos: ['objstoreConfig.config'],
  'kube-prometheus-stack': ['prometheus.prometheusSpec.thanos.objectStorageConfig.secret.config'],
};

/** Object stores that an object tells programs: configurations of Thanos, and values of charts. */
export function storeAddresses(manifest: WorldObject): readonly StoreAddress[] {
  const { object } = manifest;
  const found = helmValuesOf(manifest).flatMap(({ chart, values, path }) =>
    (IN_VALUES[chart ?? ''] ?? []).flatMap((place) => address(fieldsAt(values, place), `${path}.${place}.endpoint`)),
  );
  for (const place of TEXTS[object.kind] ?? []) {
    for (const [key, content] of Object.entries(textsAt(object, place))) {
      if (!content.includes('endpoint') || !content.includes('bucket') || !/type["']?:\s*["']?S3/i.test(content)) continue;
      found.push(...address(fieldsAt(yamlIn(content), 'config'), join(place, key)));
    }
  }
  return found;
}

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data'],
  Secret: ['stringData'],
  ExternalSecret: ['spec.target.template.data'],
};

function address(config: Fields, path: string): readonly StoreAddress[] {
  const [endpoint = '', bucket = ''] = ['endpoint', 'bucket'].map((key) => textAt(config, key));
  return endpoint === '' || endpoint.includes('{{') ? [] : [{ path, endpoint, bucket, plain: textAt(config, 'insecure') === 'true' }];
}

/** The bucket that a part of Thanos is told, by its file or by the word itself; `undefined` where that does not show. */
export function bucketOf({ words, container }: ThanosPart, pod: PodTemplate, world: World): string | undefined {
  const flag = (name: string): string | undefined =>
    words.map((word) => new RegExp(`^--objstore\\.${name}=(.+)$`, 's').exec(word)?.[1]).find((each) => each !== undefined);
  const inline = flag('config');
  if (inline !== undefined) return textAt(yamlIn(inline), 'config.bucket');
  const [, folder = '', file = ''] = /^(.*)\/([^/]+)$/.exec(flag('config-file') ?? '') ?? [];
  const mount = itemsAt(container.fields, 'volumeMounts').find((each) => (textAt(each, 'mountPath') ?? '').replace(/\/$/, '') === folder);
  const source = volume(pod, textAt(mount, 'name') ?? '');
  const [config, secret] = [textAt(source, 'configMap.name'), textAt(source, 'secret.secretName')];
  const content =
    config === undefined
      ? secretText(world, pod.namespace, secret ?? '', file)
      : textsAt(world.find('v1/ConfigMap', pod.namespace, config)?.object, 'data')[file];
  return content === undefined || content.includes('{{') ? undefined : textAt(yamlIn(content), 'config.bucket');
}

function secretText(world: World, namespace: string, name: string, key: string): string | undefined {
  const external = world
    .inNamespace('external-secrets.io/v1/ExternalSecret', namespace)
    .find(({ object }) => (textAt(object, 'spec.target.name') ?? object.metadata.name) === name);
  const template = textsAt(external?.object, 'spec.target.template.data')[key];
  return textsAt(world.find('v1/Secret', namespace, name)?.object, 'stringData')[key] ?? template?.replace(/\{\{.*?\}\}/g, 'x');
}

/** Buckets that the sidecars of Prometheus write to, by release. */
export function sidecarBuckets(world: World): readonly { readonly release: string; readonly bucket: string }[] {
  return world.once('buckets of thanos sidecars', () =>
    releasesOf(world).flatMap(({ chart, name, namespace, values }) => {
      const store = at(values, 'prometheus.prometheusSpec.thanos.objectStorageConfig');
      if (chart !== 'kube-prometheus-stack' || store === undefined) return [];
      const [secret = '', key = ''] = ['existingSecret.name', 'existingSecret.key'].map((path) => textAt(store, path));
      const bucket =
        textAt(store, 'secret.config.bucket') ?? textAt(yamlIn(secretText(world, namespace, secret, key) ?? ''), 'config.bucket');
      return bucket === undefined ? [] : [{ release: name, bucket }];
    }),
  );
}
