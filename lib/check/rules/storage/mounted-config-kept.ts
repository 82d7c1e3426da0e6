import { POD_KINDS, volume, type Container, type PodTemplate } from '../../pods.ts';
import { programOf, wordsOf } from '../../programs/of-images.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { scriptsOf, type FoundScript } from '../../texts/scripts.ts';

/** Sources of volumes that the kubelet mounts read-only, whatever the mount says. */
const READ_ONLY = { configMap: 'ConfigMap', secret: 'Secret', projected: 'projection', downwardAPI: 'downward API' } as const;
/** Programs that change the last file that they name. */
const CHANGES = new Set(['cp', 'mv', 'install', 'tee', 'touch', 'chmod', 'chown', 'ln']);

/** Programs that keep files of their own in the folder of their configuration, by the last part of the image. */
const KEEPERS: Readonly<Record<string, { readonly folder: string; readonly keeps: string }>> = {
  homepage: { folder: '/app/config', keeps: 'its logs, and the files that it finds missing' },
  'home-assistant': { folder: '/config', keeps: 'what it learns of its devices (.storage)' },
  adguardhome: { folder: '/opt/adguardhome/conf', keeps: 'its settings, rewritten at each start' },
  zigbee2mqtt: { folder: '/app/data', keeps: 'its devices and their state' },
};

const WHY = 'The kubelet mounts it read-only: "Read-only file system", and the container ends.';

export const mountedConfigKept = defineRule({
  id: 'mounted-config-kept',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Nothing writes to a mounted ConfigMap or Secret: no script of the container, and no program that keeps what it learns in its configuration.',
  source:
    'https://kubernetes.io/docs/concepts/storage/volumes/#configmap; https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || pod.provided) return;
    for (const container of pod.containers) {
      yield* ownFile(container, pod);
      yield* ownFolder(container, pod);
    }
    for (const found of scriptsOf(manifest, world)) if (found.container !== undefined) yield* written(found, found.container, pod);
  },
});

/** Sentinel rewrites its file with each server that it finds. */
function* ownFile(container: Container, pod: PodTemplate): Iterable<Issue> {
  if (!/^(?:redis|valkey)/.test(programOf(container))) return;
  const words = wordsOf(container).flatMap(({ value }) => value.split(/\s+/));
  const file = words.find((word) => /^\/\S+\.conf$/.test(word));
  const isSentinel = words.some((word) => /(?:^|\/)(?:redis|valkey)-sentinel$|^--sentinel$/.test(word));
  const from = file === undefined || !isSentinel ? undefined : mountOf(file, container, pod);
  if (file === undefined || from === undefined) return;
  yield {
    path: from.path,
    message: `Sentinel keeps its state in ${file}, which is of ${from.source}`,
    why: 'It writes there each server that it finds: "Sentinel config file is not writable: Read-only file system. Exiting".',
    fix: 'Copy the file into an emptyDir in an init container, and start Sentinel with the copy.',
  };
}

/** The whole folder is a ConfigMap; one file of it may well be. */
function* ownFolder(container: Container, pod: PodTemplate): Iterable<Issue> {
  const program = programOf(container);
  const keeper = Object.hasOwn(KEEPERS, program) ? KEEPERS[program] : undefined;
  const from = keeper === undefined ? undefined : mountOf(`${keeper.folder}/file`, container, pod);
  if (keeper === undefined || from === undefined) return;
  yield {
    path: from.path,
    message: `${program} keeps ${keeper.keeps} in ${keeper.folder}, which is ${from.source}`,
    why: WHY,
    fix: 'Mount a claim or an emptyDir there, and each file of the configuration with a subPath, or copy them in an init container.',
  };
}

function* written({ script, text, path }: FoundScript, container: Container, pod: PodTemplate): Iterable<Issue> {
  const told = new Set<string>();
  const redirected = [...text.matchAll(/(?<![<>&=-])>{1,2}\s*["']?(\/[\w./-]+)/g)].map(([, file = '']) => ({ name: '>', file }));
  const changed = script.commands.flatMap(({ name, words, next, tested }) => {
    const plain = words.slice(1).flatMap((word) => (word.text.startsWith('-') ? [] : word.text));
    const isEdit = name === 'sed' && words.some((word) => /^-\w*i|^--in-place/.test(word.text));
    return next === '||' || tested || !(isEdit || CHANGES.has(name)) ? [] : [{ name: isEdit ? 'sed -i' : name, file: plain.at(-1) ?? '' }];
  });
  for (const { name, file } of [...redirected, ...changed]) {
    const from = mountOf(file, container, pod);
    if (from === undefined || told.has(file)) continue;
    told.add(file);
    yield {
      path,
      message: `${name === '>' ? 'the script writes to' : `${name} changes`} ${file}, which is of ${from.source}`,
      why: WHY,
      fix: 'Copy it into an emptyDir first, and change the copy.',
    };
  }
}

/** The mount that a file lies in, where it is one that nobody can write to. */
function mountOf(file: string, container: Container, pod: PodTemplate): { readonly path: string; readonly source: string } | undefined {
  const mounts = itemsAt(container.fields, 'volumeMounts').map((mount, index) => ({
    mount,
    index,
    folder: (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, ''),
  }));
  const [nearest] = mounts
    .filter(({ folder }) => folder !== '' && `${file}/`.startsWith(`${folder}/`))
    .toSorted((one, other) => other.folder.length - one.folder.length);
  const found = volume(pod, textAt(nearest?.mount, 'name') ?? '');
  const [, kind] = Object.entries(READ_ONLY).find(([key]) => at(found, key) !== undefined) ?? [];
  if (nearest === undefined || kind === undefined) return undefined;
  const name = textAt(found, 'configMap.name') ?? textAt(found, 'secret.secretName');
  return { path: `${container.path}.volumeMounts[${nearest.index}]`, source: name === undefined ? `a ${kind}` : `${kind} ${name}` };
}
