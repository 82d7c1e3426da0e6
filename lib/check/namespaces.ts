import { documentKind } from './document.ts';
import { hasSyncOption } from './installers.ts';
import { releasesOf } from './hosts/releases.ts';
import { at, textAt } from './read.ts';
import type { World } from './world.ts';

/** Namespaces of every cluster. */
const OWN = ['', 'default', 'kube-system', 'kube-public', 'kube-node-lease'];

const FLUX = [
  'kustomize.toolkit.fluxcd.io/v1/Kustomization',
  'source.toolkit.fluxcd.io/v1/GitRepository',
  'helm.toolkit.fluxcd.io/v2/HelmRelease',
];

/** `kubectl create namespace x`, `helm … -n x --create-namespace`, `kubernetes_namespace` of Terraform. */
const MADE_BY_TEXT = [
  /\bkubectl\s+create\s+(?:namespace|ns)\s+([a-z0-9-]+)/g,
  /(?:--namespace[= ]|\s-n[= ]?)\s*["']?([a-z0-9-]+)["']?[^\n]*--create-namespace/g,
  /--create-namespace[^\n]*?(?:--namespace[= ]|\s-n[= ]?)\s*["']?([a-z0-9-]+)/g,
  /resource\s+"kubernetes_namespace(?:_v1)?"[^}]*?name\s*=\s*"([a-z0-9-]+)"/g,
  /\bnamespace\s*=\s*"([a-z0-9-]+)"/g,
];

/** `kubectl create ns "$ns"` in a loop, `helm … -n "${NS}" --create-namespace` */
const MADE_BY_VARIABLE =
  /(?:\bkubectl\s+create\s+(?:namespace|ns)\s+|(?:--namespace[= ]|\s-n[= ]?)\s*(?=["']?\$[^\n]*--create-namespace))["']?\$\{?(\w+)/g;

/** What a script gives a variable: a text, a default, the words of a list or of a loop. */
function valuesOf(name: string, text: string, depth = 0): readonly string[] {
  const given = [
    ...text.matchAll(new RegExp(`\\bfor\\s+${name}\\s+in\\s+([^;\\n]+)`, 'g')),
    ...text.matchAll(new RegExp(`(?:^|[\\s;])${name}=(\\([^)]*\\)|"[^"\\n]*"|'[^'\\n]*'|[^\\s;]+)`, 'g')),
  ];
  return given.flatMap(([, words = '']) =>
    words.split(/[\s"'()]+/).flatMap((word) => {
      const inner = /^\$\{?(\w+)/.exec(word)?.[1];
      const fallback = /^\$\{\w+:?-([a-z0-9-]+)\}$/.exec(word)?.[1];
      if (fallback !== undefined) return [fallback];
      if (inner !== undefined) return depth < 3 ? valuesOf(inner, text, depth + 1) : [];
      return /^[a-z0-9-]+$/.test(word) ? [word] : [];
    }),
  );
}

/** Namespaces that something of the tree makes: an object, an Application, a script, an operator's release. */
export function madeNamespaces(world: World): ReadonlySet<string> {
  return world.once('made namespaces', () => new Set([...statedNamespaces(world), ...releasesOf(world).map(({ namespace }) => namespace)]));
}

/** Those that it says it makes; that something is installed into one does not make it. */
export function statedNamespaces(world: World): ReadonlySet<string> {
  return world.once('stated namespaces', () => {
    const made = new Set(OWN);
    // `flux bootstrap` makes the namespace in which Flux runs and finds its sources.
    for (const kind of FLUX)
      for (const { object } of world.ofKind(kind)) if (object.metadata.namespace === 'flux-system') made.add('flux-system');
    for (const { object } of world.ofKind('v1/Namespace')) made.add(object.metadata.name);
    for (const installer of world.installers()) {
      // Argo CD stands where its Applications do, before any of them is applied.
      made.add(installer.manifest.object.metadata.namespace ?? '');
      const labelled = at(installer.spec, 'syncPolicy.managedNamespaceMetadata') !== undefined;
      if (installer.namespace !== undefined && (labelled || hasSyncOption(installer, 'CreateNamespace=true')))
        made.add(installer.namespace);
    }
    for (const kind of ['Script', 'TextFile', 'Guide', 'Aside'] as const) {
      for (const { object } of world.ofKind(documentKind(kind))) {
        const text = (textAt(object, 'text') ?? '').replace(/\\\n/g, ' ');
        for (const pattern of MADE_BY_TEXT) for (const [, name = ''] of text.matchAll(pattern)) made.add(name);
        for (const [, name = ''] of text.matchAll(MADE_BY_VARIABLE)) for (const each of valuesOf(name, text)) made.add(each);
      }
    }
    return made;
  });
}
