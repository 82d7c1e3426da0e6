import { handedOn } from '../../charts/pod-parts.ts';
import { HELM_KINDS, helmValuesOf } from '../../helm.ts';
import { chartObjects } from '../../hosts/chart-objects.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { isOpenName, nearName } from '../../reference.ts';
import { defineRule, kindOf, type Issue, type WorldObject } from '../../rule.ts';
import type { World } from '../../world.ts';

/** Classes that clusters have without any manifest. */
const BUILT_IN =
  /^(system-(cluster|node)-critical|longhorn-critical|nginx|traefik|gvisor|kata.*|runc|nvidia|alb|istio|cilium|haproxy|gce.*|azure.*|openshift-default)$/;

const PRIORITIES = 'scheduling.k8s.io/v1/PriorityClass';
const ISSUERS = ['cert-manager.io/v1/ClusterIssuer', 'cert-manager.io/v1/Issuer'];

export const classExists = defineRule({
  id: 'class-exists',
  severity: 'warning',
  kinds: [...POD_KINDS, 'v1/ResourceQuota', 'networking.k8s.io/v1/Ingress', ...ISSUERS, ...HELM_KINDS],
  asks: 'The PriorityClass, RuntimeClass or IngressClass that an object names exists.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  *check(manifest, world) {
    if (kindOf(manifest.object).startsWith('cert-manager.io/')) {
      yield* solvers(manifest.object, world);
      return;
    }
    const pod = world.podTemplate(manifest);
    const isHelm = manifest.object.kind === 'HelmValues' || /^(Application|HelmRelease)/.test(manifest.object.kind);
    const named = isHelm
      ? priorities(manifest)
      : manifest.object.kind === 'ResourceQuota'
        ? scoped(manifest)
        : pod === undefined
          ? [
              {
                kind: 'networking.k8s.io/v1/IngressClass',
                name: textAt(manifest.object, 'spec.ingressClassName'),
                path: 'spec.ingressClassName',
              },
            ]
          : [
              {
                kind: 'scheduling.k8s.io/v1/PriorityClass',
                name: text(pod.spec['priorityClassName']),
                path: `${pod.specPath}.priorityClassName`,
              },
              { kind: 'node.k8s.io/v1/RuntimeClass', name: text(pod.spec['runtimeClassName']), path: `${pod.specPath}.runtimeClassName` },
            ];
    for (const { kind, name, path } of named) {
      if (name === undefined || name === '' || isOpenName(name) || BUILT_IN.test(name) || world.find(kind, '', name) !== undefined)
        continue;
      const known = [
        ...world.ofKind(kind).map(({ object }) => object.metadata.name),
        ...chartObjects(world, kind).map((each) => each.name),
      ];
      if (known.includes(name)) continue;
      const near = nearName(name, known);
      // A class of priority that a chart is told, in a tree that has none at all, may be anybody's.
      if ((isHelm || pod === undefined) && kind === PRIORITIES && known.length === 0) continue;
      const short = kind.slice(kind.lastIndexOf('/') + 1);
      yield {
        path,
        severity: near !== undefined || world.facts.whole === true ? 'error' : known.length > 0 ? 'warning' : 'info',
        message: known.length > 0 ? `there is no ${short} ${name}; known: ${known.join(', ')}` : `nothing here makes ${short} ${name}`,
        why:
          manifest.object.kind === 'ResourceQuota'
            ? 'The quota is of no pod at all: what it was to limit takes as much as it likes.'
            : short === 'IngressClass'
              ? 'No controller takes the Ingress: the host answers with 404, or not at all.'
              : 'The API server refuses every pod of this workload: it shows none, and only its events say why.',
        fix: near === undefined ? `Add the ${short}, or name one that exists.` : `Did you mean "${near}"?`,
      };
    }
  },
});

/** Classes of priority whose pods a quota counts. */
function scoped({ object }: WorldObject): readonly { readonly kind: string; readonly name: string; readonly path: string }[] {
  return itemsAt(object, 'spec.scopeSelector.matchExpressions').flatMap((each, index) =>
    textAt(each, 'scopeName') === 'PriorityClass' && textAt(each, 'operator') === 'In'
      ? itemsAt(each, 'values').map((name, place) => ({
          kind: PRIORITIES,
          name: text(name) ?? '',
          path: `spec.scopeSelector.matchExpressions[${index}].values[${place}]`,
        }))
      : [],
  );
}

/** Classes of priority that the values of charts give to pods. */
function priorities(manifest: WorldObject): readonly { readonly kind: string; readonly name: string; readonly path: string }[] {
  const kind = 'scheduling.k8s.io/v1/PriorityClass';
  return helmValuesOf(manifest).flatMap(({ values, path }) =>
    [...handedOn(values, PRIORITY)].flatMap(({ path: inner, value }) => {
      const name = typeof value === 'string' ? value : textAt(value, 'name');
      return name === undefined || /[{$]/.test(name) || at(value, 'create') === true ? [] : [{ kind, name, path: `${path}.${inner}` }];
    }),
  );
}

const PRIORITY: ReadonlySet<string> = new Set(['priorityClassName', 'priorityClass']);

/** Challenges are answered by an Ingress of a class: one that nobody else uses, beside classes that are known, is one of before. */
function* solvers(object: unknown, world: World): Iterable<Issue> {
  const kind = 'networking.k8s.io/v1/IngressClass';
  for (const [index, solver] of itemsAt(object, 'spec.acme.solvers').entries()) {
    const key = textAt(solver, 'http01.ingress.ingressClassName') === undefined ? 'class' : 'ingressClassName';
    const name = textAt(solver, `http01.ingress.${key}`);
    const used = world.ofKind('networking.k8s.io/v1/Ingress').flatMap((each) => textAt(each.object, 'spec.ingressClassName') ?? []);
    const known = [...world.ofKind(kind).map((each) => each.object.metadata.name), ...chartObjects(world, kind).map((each) => each.name)];
    if (name === undefined || name === '' || known.includes(name) || used.includes(name) || known.length === 0) continue;
    yield {
      path: `spec.acme.solvers[${index}].http01.ingress.${key}`,
      message: `there is no IngressClass ${name}; known: ${known.join(', ')}`,
      why: 'No controller answers the challenge: certificates are not renewed, and one day they have expired.',
      fix: `Name ${known.join(' or ')}.`,
    };
  }
}
