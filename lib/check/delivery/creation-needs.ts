import type { PodTemplate } from '../pods.ts';
import { at, itemsAt, textAt, textsAt } from '../read.ts';
import { kindOf, type WorldObject } from '../rule.ts';
import { matches, matchesSelector } from '../selector.ts';
import type { World } from '../world.ts';
import { makersOf } from './makers.ts';

/** Something that an object takes when it is made, and never again. */
export interface CreationNeed {
  /** `Instrumentation java` */
  readonly what: string;
  readonly path: string;
  readonly from: WorldObject;
  /** What becomes of the object without it. */
  readonly without: string;
}

const INJECT = 'instrumentation.opentelemetry.io/inject-';
const RESTARTED = ', until somebody restarts them.';

/** What an object takes when it is made, as far as the tree brings it. */
export function* creationNeeds(manifest: WorldObject, world: World): Iterable<CreationNeed> {
  const pod = world.podTemplate(manifest);
  if (pod !== undefined) {
    yield* instrumentations(pod, world);
    yield* shapers(pod, world);
    yield* optionals(pod, world);
    if (kindOf(manifest.object) === 'Pod') yield* classes(pod, world);
  } else if (manifest.object.kind === 'Ingress') yield* defaultClass(manifest, world);
}

/** The operator of OpenTelemetry puts an agent into pods that it sees being made. */
function* instrumentations(pod: PodTemplate, world: World): Iterable<CreationNeed> {
  const kind = 'opentelemetry.io/v1alpha1/Instrumentation';
  if (world.ofKind(kind).length === 0) return;
  for (const [name, value] of Object.entries(pod.annotations)) {
    if (!name.startsWith(INJECT) || value === 'false') continue;
    const [first = '', second] = value.split('/');
    const all = world.inNamespace(kind, second === undefined ? pod.namespace : first);
    const from =
      value === 'true' ? (all.length === 1 ? all[0] : undefined) : all.find(({ object }) => object.metadata.name === (second ?? first));
    if (from !== undefined)
      yield {
        what: `Instrumentation ${from.object.metadata.name}`,
        path: `${pod.path === '' ? '' : `${pod.path}.`}metadata.annotations["${name}"]`,
        from,
        without: `The operator finds no Instrumentation when the first pods are made: they run without its agent${RESTARTED}`,
      };
  }
}

/** Settings of the sidecar, and security groups of EKS, by the labels of pods. */
function* shapers(pod: PodTemplate, world: World): Iterable<CreationNeed> {
  for (const from of pod.injection === 'yes' ? world.inNamespace('networking.istio.io/v1beta1/ProxyConfig', pod.namespace) : []) {
    if (!matches(textsAt(from.object, 'spec.selector.matchLabels'), pod.labels)) continue;
    const without = `The sidecar of the first pods is started without these settings${RESTARTED}`;
    yield { what: `ProxyConfig ${from.object.metadata.name}`, path: pod.specPath, from, without };
  }
  for (const from of world.inNamespace('vpcresources.k8s.aws/v1beta1/SecurityGroupPolicy', pod.namespace)) {
    const selector = at(from.object, 'spec.podSelector');
    if (selector === undefined || !matchesSelector(selector, pod.labels)) continue;
    const without = `The first pods get the security group of their node, and not this one${RESTARTED}`;
    yield { what: `SecurityGroupPolicy ${from.object.metadata.name}`, path: pod.specPath, from, without };
  }
}

/** Variables from a Secret that may be missing: the program starts without them. Files come later by themselves. */
function* optionals(pod: PodTemplate, world: World): Iterable<CreationNeed> {
  for (const { fields, path } of pod.containers) {
    for (const [list, field] of SECRETS) {
      for (const [index, each] of itemsAt(fields, list).entries()) {
        const from = at(each, field);
        const name = at(from, 'optional') === true ? textAt(from, 'name') : undefined;
        const makers = name === undefined ? [] : makersOf(world, 'Secret', pod.namespace, name);
        const [maker] = makers;
        if (maker === undefined || makers.length > 1 || world.find('v1/Secret', pod.namespace, name ?? '') !== undefined) continue;
        yield {
          what: `${maker.object.kind} ${maker.object.metadata.name}, which makes Secret ${name ?? ''},`,
          path: `${path}.${list}[${index}].${field}`,
          from: maker,
          without: `The Secret is optional, so the first pods do not wait for it: they run without its variables${RESTARTED}`,
        };
      }
    }
  }
}

const SECRETS = [
  ['env', 'valueFrom.secretKeyRef'],
  ['envFrom', 'secretRef'],
] as const;

/** A single pod is refused where its class is missing; controllers try again. */
function* classes(pod: PodTemplate, world: World): Iterable<CreationNeed> {
  for (const [field, kind] of [
    ['priorityClassName', 'scheduling.k8s.io/v1/PriorityClass'],
    ['runtimeClassName', 'node.k8s.io/v1/RuntimeClass'],
  ] as const) {
    const name = textAt(pod.spec, field);
    const from = name === undefined ? undefined : world.find(kind, '', name);
    if (from === undefined) continue;
    const without = 'The API server refuses the Pod: "not found"; the sync fails, and goes on only with its next attempt.';
    yield { what: `${from.object.kind} ${name ?? ''}`, path: `${pod.specPath}.${field}`, from, without };
  }
}

/** The class of an Ingress that names none is written into it when it is made. */
function* defaultClass({ object }: WorldObject, world: World): Iterable<CreationNeed> {
  if (textAt(object, 'spec.ingressClassName') !== undefined) return;
  if (textsAt(object, 'metadata.annotations')['kubernetes.io/ingress.class'] !== undefined) return;
  const defaults = world.once('default classes of ingresses', () =>
    world
      .ofKind('networking.k8s.io/v1/IngressClass')
      .filter((each) => textsAt(each.object, 'metadata.annotations')['ingressclass.kubernetes.io/is-default-class'] === 'true'),
  );
  const [from] = defaults;
  if (from === undefined || defaults.length > 1) return;
  const without = 'The class is filled in when the Ingress is made, and there is none: no controller serves it, also later.';
  yield { what: `IngressClass ${from.object.metadata.name}, the default,`, path: 'spec.ingressClassName', from, without };
}
