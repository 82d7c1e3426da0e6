import { knownCharts } from '../../charts/known.ts';
import { configReferences } from '../../config-references.ts';
import { findSource, nearSource, sourceElsewhere } from '../../config-sources.ts';
import { DOCUMENT } from '../../document.ts';
import { releasesInto } from '../../hosts/releases.ts';
import { mayBeOperatedSecret } from '../../operators.ts';
import { POD_KINDS } from '../../pods.ts';
import { isOpaque } from '../../reference.ts';
import { madeNamespaces } from '../../namespaces.ts';
import { textAt } from '../../read.ts';
import { defineRule, type Severity } from '../../rule.ts';
import type { World } from '../../world.ts';

export const configExists = defineRule({
  id: 'config-exists',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Every ConfigMap and Secret that pods name exists, is made by an operator, or is on the list of expected Secrets.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/; seed 002, D-13',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const opaque = isOpaque(world, pod.namespace);
    const said = new Set<string>();
    for (const { kind, name, path } of configReferences(pod)) {
      if (said.has(`${kind} ${name}`) || findSource(world, kind, pod.namespace, name) !== undefined) continue;
      said.add(`${kind} ${name}`);
      const near = nearSource(world, kind, pod.namespace, name);
      // A chart may make it; what bears none of its names is worth a remark.
      if (opaque && isOfChart(world, pod.namespace, name)) continue;
      if (kind === 'Secret' && near === undefined && world.facts.secrets === undefined && mayBeOperatedSecret(world, pod.namespace, name))
        continue;
      const elsewhere = near === undefined ? sourceElsewhere(world, kind, pod.namespace, name) : undefined;
      // Secrets are rarely in Git; without a list of those that exist by hand, this one may.
      const known = kind === 'ConfigMap' || world.facts.secrets !== undefined;
      const where = pod.namespace === '' ? '' : `${pod.namespace}/`;
      yield {
        path,
        severity: opaque
          ? 'info'
          : known
            ? near === undefined && world.facts.whole !== true
              ? unprovable(world, pod.namespace, name)
              : 'error'
            : near === undefined && elsewhere === undefined && !managesSecrets(world, pod.namespace)
              ? 'info'
              : 'warning',
        message: `${known ? `there is no ${kind} ${where}${name}` : `nothing here makes Secret ${name}`}${elsewhere === undefined ? '' : `, only one in "${elsewhere}"`}`,
        why: path.includes('imagePullSecrets')
          ? 'The image cannot be pulled: ImagePullBackOff.'
          : 'The pod hangs in ContainerCreating or CreateContainerConfigError until somebody makes it.',
        fix:
          near !== undefined
            ? `Did you mean "${near}"?`
            : elsewhere === undefined
              ? ADVICE[kind]
              : `Pods read their own namespace only: make it in "${pod.namespace}", too.`,
      };
    }
  },
});

/** Of a chart that nobody knows, or named after a release or chart of the namespace, which makes such objects. */
function isOfChart(world: World, namespace: string, name: string): boolean {
  const own = releasesInto(world, namespace);
  return (
    own.length === 0 ||
    own.some((each) => each.open === true || !knownCharts().has(each.chart) || name.includes(each.name) || name.includes(each.chart))
  );
}

/** A namespace that the tree does not make has neighbours that are in no tree. */
function unprovable(world: World, namespace: string, name: string): Severity {
  if (isSaidByScript(world, name) || isSyncedFromElsewhere(world)) return 'info';
  return namespace === '' || madeNamespaces(world).has(namespace) ? 'error' : 'warning';
}

/** A script or workflow speaks of it, and may make it: `name: web-config` in a here-document, `create configmap web-config`. */
function isSaidByScript(world: World, name: string): boolean {
  const said = world.once('texts that make configs', () =>
    ['Script', 'Workflow', 'Guide', 'Aside']
      .flatMap((kind) => world.ofKind(`${DOCUMENT}/${kind}`).map(({ object }) => JSON.stringify(object)))
      .join('\n'),
  );
  return said.includes(`name: ${name}\\n`) || new RegExp(`\\bconfigmaps? (?:--?\\S+ )*${name}\\b`).test(said);
}

/** Flux applies a folder of another repository, too, and nobody knows what is in it. */
function isSyncedFromElsewhere(world: World): boolean {
  return world.once('synced from elsewhere', () => {
    const files = [...(world.everywhere.files ?? [])];
    return world.ofKind('kustomize.toolkit.fluxcd.io/v1/Kustomization').some(({ object }) => {
      const folder = (textAt(object, 'spec.path') ?? '').replace(/^\.?\/+|\/+$/g, '');
      const isOther = (textAt(object, 'spec.sourceRef.name') ?? 'flux-system') !== 'flux-system' && folder !== '' && folder !== '.';
      return isOther && files.length > 0 && !files.some((file) => `/${file}`.includes(`/${folder}/`));
    });
  });
}

/** A namespace that has Secrets made by an operator is expected to have all of them made so. */
function managesSecrets(world: World, namespace: string): boolean {
  return [
    'external-secrets.io/v1/ExternalSecret',
    'bitnami.com/v1alpha1/SealedSecret',
    'secrets.hashicorp.com/v1beta1/VaultStaticSecret',
  ].some((kind) => world.inNamespace(kind, namespace).length > 0);
}

const ADVICE = {
  ConfigMap: 'Add it, or name one that exists.',
  Secret: 'List it among the expected Secrets with its keys and create it before the first sync, or name one that exists.',
} as const;
