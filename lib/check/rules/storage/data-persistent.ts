import { configReferences } from '../../config-references.ts';
import { shapesIn } from '../../observability/shapes.ts';
import { POD_KINDS, runsToCompletion, volume, type PodTemplate } from '../../pods.ts';
import { fields, items, itemsAt, text, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { keeperOf } from '../../scheduling/keepers.ts';
import type { World } from '../../world.ts';

export const dataPersistent = defineRule({
  id: 'data-persistent',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Programs that are there to keep something (queues, stores, registries, metrics, secrets) keep it on a volume that outlives the pod.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir; seed 002, L-11',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || runsToCompletion(pod)) return;
    const volumes = items(pod.spec['volumes']);
    const lasting = itemsAt(manifest.object, 'spec.volumeClaimTemplates').length > 0 || volumes.some((each) => isLasting(each));
    for (const { name, image, path, fields: own, init } of pod.containers) {
      const words = itemsAt(own, 'args')
        .concat(itemsAt(own, 'command'))
        .map((word) => text(word) ?? '');
      // What a ConfigMap or Secret gives may be anything.
      const variables = itemsAt(own, 'env')
        .map((each) => textAt(each, 'name') ?? '')
        .concat(itemsAt(own, 'envFrom').map(() => '*'));
      const plain = init ? undefined : keeperOf(image ?? '', words, variables);
      if (plain === undefined || keepsElsewhere(plain.name, pod, world)) continue;
      const written = writtenFolder(plain.name, pod, world);
      const keeper = written === undefined ? plain : { ...plain, folder: written };
      const told = written !== undefined || plain.sure === true || words.some((word) => word.includes(keeper.folder));
      const mounts = itemsAt(own, 'volumeMounts');
      const covering = mounts.filter(
        (mount) => covers(textAt(mount, 'mountPath') ?? '', keeper.folder) && !isText(volume(pod, textAt(mount, 'name') ?? '')),
      );
      // A folder that is set elsewhere may lie on any lasting volume of the pod; of one that is written down it is known.
      const scratch = covering.find((mount) => volume(pod, textAt(mount, 'name') ?? '')?.['emptyDir'] !== undefined);
      if (scratch === undefined && (covering.length > 0 || (lasting && !told))) continue;
      const where =
        scratch === undefined
          ? `no volume is mounted at ${keeper.folder}${told ? `, where it ${plain.sure === true ? 'writes' : 'is told to write'}` : ''}`
          : `${textAt(scratch, 'mountPath') ?? ''} is the emptyDir "${textAt(scratch, 'name') ?? ''}"`;
      yield {
        path: `${path}.volumeMounts`,
        severity: keeper.replaceable && !(told && lasting) ? 'info' : 'warning',
        message: `${keeper.name} in container "${name}" keeps nothing: ${where}`,
        why: `With the next eviction or move to another node ${keeper.loses} gone.`,
        fix: `Mount a PersistentVolumeClaim at ${keeper.folder}.`,
      };
    }
  },
});

/** A Vault that stores in another program, and an agent of Consul that only speaks for its node. */
function keepsElsewhere(name: string, pod: PodTemplate, world: World): boolean {
  const told = name === 'Vault' ? STORED_ELSEWHERE : name === 'Consul' ? NO_SERVER : undefined;
  if (told === undefined) return false;
  const named = configReferences(pod).flatMap((each) =>
    each.kind === 'ConfigMap' ? (world.find('v1/ConfigMap', pod.namespace, each.name) ?? []) : [],
  );
  return named.some(({ object }) => Object.values(textsAt(object, 'data')).some((each) => told.test(each)));
}

const STORED_ELSEWHERE =
  /\bstorage"?\s*[:=]?\s*[[{\s]*"(?:azure|cockroachdb|consul|dynamodb|etcd|gcs|mysql|oci|postgresql|s3|spanner|zookeeper)"/;
const NO_SERVER = /^\s*"?server"?\s*[:=]\s*false/m;

/** Where the configuration of Loki or Tempo in a ConfigMap says that the data go. */
function writtenFolder(name: string, pod: PodTemplate, world: World): string | undefined {
  const kind = name === 'Loki' ? 'loki' : name === 'Tempo' ? 'tempo' : undefined;
  if (kind === undefined) return undefined;
  const paths = kind === 'tempo' ? TEMPO : LOKI;
  for (const each of items(pod.spec['volumes'])) {
    const config = world.find('v1/ConfigMap', pod.namespace, textAt(each, 'configMap.name') ?? '');
    for (const { content } of config === undefined ? [] : shapesIn(world, config, kind)) {
      const store = textAt(itemsAt(content, 'schema_config.configs').at(-1), 'object_store');
      if (kind === 'loki' && store !== undefined && store !== 'filesystem') return undefined;
      if (kind === 'tempo' && textAt(content, 'storage.trace.backend') !== 'local') return undefined;
      const folder = paths.map((path) => textAt(content, path)).find((path) => path?.startsWith('/'));
      if (folder !== undefined) return folder.replace(/\/+$/, '');
    }
  }
  return undefined;
}

const LOKI = ['common.storage.filesystem.chunks_directory', 'storage_config.filesystem.directory', 'common.path_prefix'];
const TEMPO = ['storage.trace.local.path'];

function isLasting(source: unknown): boolean {
  return ['persistentVolumeClaim', 'hostPath', 'nfs', 'csi', 'ephemeral'].some((kind) => fields(source)[kind] !== undefined);
}

/** What is read, and never written. */
function isText(source: unknown): boolean {
  return ['configMap', 'secret', 'projected', 'downwardAPI'].some((kind) => fields(source)[kind] !== undefined);
}

function covers(mountPath: string, folder: string): boolean {
  const mounted = mountPath.replace(/\/$/, '');
  return `${folder}/`.startsWith(`${mounted}/`) || mounted.startsWith(`${folder}/`);
}
