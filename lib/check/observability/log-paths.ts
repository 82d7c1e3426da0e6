import type { RelabelStep } from './relabel-sources.ts';

/** A pod that stands for all: one without annotations, as most are. */
const POD = { namespace: 'shop', pod: 'web-0', uid: '5f6ad3f1-7c2e-4b0a-9d43-0c1e8a7b2f90', container: 'app' };

/** Where the kubelet keeps its lines, and the links to them. @see https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/helpers.go */
const FILES = [
  `/var/log/pods/${POD.namespace}_${POD.pod}_${POD.uid}/${POD.container}/0.log`,
  `/var/log/containers/${POD.pod}_${POD.namespace}_${POD.container}-${'0a1b2c3d'.repeat(8)}.log`,
];

const GIVEN: Readonly<Record<string, string>> = {
  __meta_kubernetes_namespace: POD.namespace,
  __meta_kubernetes_pod_name: POD.pod,
  __meta_kubernetes_pod_uid: POD.uid,
  __meta_kubernetes_pod_container_name: POD.container,
  __meta_kubernetes_pod_container_init: 'false',
};

/** A path of files of the node that no pod writes to. */
export interface LostPath {
  /** What the steps make of the labels of a pod: `/var/log/pods/*shop/*.log`. */
  readonly made: string;
  /** Where that pod's lines are. */
  readonly file: string;
  /** `namespace shop, pod web-0, …` */
  readonly pod: string;
}

/** The path that steps of relabelling make for a pod, where none of its logs can be there; `undefined` where some may. */
export function lostPath(steps: readonly RelabelStep[]): LostPath | undefined {
  const made = pathOf(steps);
  const place = FILES.map((file) => file.split('/').slice(0, 4).join('/')).findIndex((folder) => made?.includes(`${folder}/`) === true);
  const file = FILES[place];
  if (made === undefined || file === undefined) return undefined;
  // The folder may be mounted elsewhere: /host/var/log/pods.
  const pattern = globOf(made.slice(made.indexOf('/var/log/')));
  if (pattern === undefined || pattern.test(file)) return undefined;
  return { made, file, pod: `pod ${POD.pod} of namespace ${POD.namespace}` };
}

/** What `__path__` is in the end; `undefined` where something unknown went into it. */
function pathOf(steps: readonly RelabelStep[]): string | undefined {
  const labels = new Map<string, string | undefined>(Object.entries(GIVEN));
  for (const { sources, target, action, pattern, separator = ';', replacement = '$1' } of steps) {
    // What a pattern makes of labels may be anything.
    if (action === 'labelmap' || (action === 'replace' && target?.includes('$') === true)) return undefined;
    if (!['replace', 'lowercase', 'uppercase', 'hashmod'].includes(action) || target === undefined) continue;
    const values = sources.map((source) => (labels.has(source) ? labels.get(source) : absent(source)));
    const joined = values.every((each) => each !== undefined) ? values.join(separator) : undefined;
    labels.set(target, action === 'replace' ? replaced(joined, pattern, replacement, labels.get(target)) : undefined);
  }
  return labels.get('__path__');
}

/** Annotations are few; any other label may have any value. */
function absent(source: string): string | undefined {
  return /^__meta_kubernetes_pod_annotation(?:present)?_/.test(source) || source === '__path__' ? '' : undefined;
}

function replaced(joined: string | undefined, pattern: string, replacement: string, before: string | undefined): string | undefined {
  if (joined === undefined || replacement.includes('$$') || replacement.includes('{{')) return undefined;
  const found = regexOf(pattern === '' ? '(.*)' : pattern)?.exec(joined);
  if (found === undefined) return undefined;
  if (found === null) return before;
  return replacement.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain ?? '';
    return (/^\d+$/.test(name) ? found[Number(name)] : found.groups?.[name]) ?? '';
  });
}

function regexOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern.replaceAll('(?P<', '(?<')})$`, 's');
  } catch {
    return undefined;
  }
}

/** A pattern of files, with `**`, `*`, `?`, sets and choices; `undefined` where it is written otherwise. */
function globOf(path: string): RegExp | undefined {
  const source = path.replace(/\*\*|[*?.+^$()|\\]/g, (sign) => ({ '**': '.*', '*': '[^/]*', '?': '[^/]' })[sign] ?? `\\${sign}`);
  return regexOf(source.replace(/\{([^{}]*)\}/g, (_, choices: string) => `(?:${choices.split(',').join('|')})`));
}
