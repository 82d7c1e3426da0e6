import { releasesOf } from '../hosts/releases.ts';
import { at, itemsAt, numberAt, textAt } from '../read.ts';
import type { WorldObject } from '../rule.ts';
import type { World } from '../world.ts';
import { toService } from './routed.ts';
import { podEnd, type End, type ShownFlow } from './shown-flow.ts';
import { podPeer } from './peer.ts';

/** Flows from what takes traffic from outside to what it is routed to: Ingress and HTTPRoute. */
export function* enteredServices(world: World): Generator<ShownFlow> {
  for (const ingress of world.ofKind('networking.k8s.io/v1/Ingress')) {
    const paths = itemsAt(ingress.object, 'spec.rules').flatMap((rule) => itemsAt(rule, 'http.paths'));
    for (const from of controllers(world, textAt(ingress.object, 'spec.ingressClassName'))) {
      for (const path of paths)
        yield* toBackend(world, from, ingress, textAt(path, 'backend.service.name'), numberAt(path, 'backend.service.port.number'));
    }
  }
  for (const route of world.ofKind('gateway.networking.k8s.io/v1/HTTPRoute')) {
    const classes = itemsAt(route.object, 'spec.parentRefs').map((parent) => {
      const namespace = textAt(parent, 'namespace') ?? route.object.metadata.namespace ?? '';
      return textAt(
        world.find('gateway.networking.k8s.io/v1/Gateway', namespace, textAt(parent, 'name') ?? '')?.object,
        'spec.gatewayClassName',
      );
    });
    if (!classes.includes('cilium')) continue;
    for (const backend of itemsAt(route.object, 'spec.rules').flatMap((rule) => itemsAt(rule, 'backendRefs'))) {
      if ((textAt(backend, 'kind') ?? 'Service') !== 'Service') continue;
      yield* toBackend(world, CILIUM, route, textAt(backend, 'name'), numberAt(backend, 'port'), textAt(backend, 'namespace'));
    }
  }
}

const CILIUM: End = { name: "Cilium's ingress proxy", peer: { kind: 'entity', entity: 'ingress' }, pod: undefined };

/** Controllers of Ingresses: by the word in the class or in its controller, the label that their chart gives the pods, and their image. */
const CONTROLLERS: readonly { readonly word: string; readonly chart: string; readonly image: RegExp }[] = [
  { word: 'nginx', chart: 'ingress-nginx', image: /(^|\/)(ingress-nginx\/controller|nginx-ingress-controller)(:|@|$)/ },
  { word: 'traefik', chart: 'traefik', image: /(^|\/)traefik(:|@|$)/ },
  { word: 'haproxy', chart: 'haproxy-ingress', image: /(^|\/)haproxy-ingress(:|@|$)/ },
];

/** Who serves a class of Ingresses, where the tree shows it: pods, or what is known of those of the one release of its chart. */
function controllers(world: World, name: string | undefined): readonly End[] {
  if (name === 'cilium') return [CILIUM];
  if (name === undefined) return [];
  return world.once(`controllers of class ${name}`, () => {
    const said = textAt(world.find('networking.k8s.io/v1/IngressClass', '', name)?.object, 'spec.controller') ?? name;
    const known = CONTROLLERS.find(({ word }) => said.toLowerCase().includes(word));
    if (known === undefined) return [];
    const labelled = world.podsWith({ 'app.kubernetes.io/name': known.chart });
    const pods =
      labelled.length > 0
        ? labelled
        : world.podTemplates().filter(({ containers }) => containers.some(({ image = '' }) => known.image.test(image)));
    const serving = pods.filter(
      ({ labels, owner }) => (labels['app.kubernetes.io/component'] ?? 'controller') === 'controller' && !owner.object.kind.endsWith('Job'),
    );
    if (serving.length > 0) return serving.map((pod) => podEnd(world, pod));
    const [release, ...others] = releasesOf(world).filter(({ chart }) => chart === known.chart);
    // On the network of the node it is no pod to policies.
    if (release === undefined || others.length > 0 || release.open === true || someHostNetwork(release.values)) return [];
    const labels = { 'app.kubernetes.io/name': known.chart, 'app.kubernetes.io/instance': release.name };
    const { namespace } = release;
    const peer = podPeer(namespace, labels, { namespaceLabels: world.namespaceLabels(namespace), partial: true });
    return [{ name: `${known.chart} in ${namespace}`, peer, pod: undefined }];
  });
}

function someHostNetwork(values: unknown): boolean {
  return [at(values, 'hostNetwork'), at(values, 'controller.hostNetwork')].includes(true);
}

function* toBackend(
  world: World,
  from: End,
  route: WorldObject,
  name: string | undefined,
  port: number | undefined,
  namespace = route.object.metadata.namespace ?? '',
): Generator<ShownFlow> {
  if (name !== undefined) yield* toService(world, from, route, { name, namespace }, port);
}

/** Flows from the API server to webhooks. It is a host of the cluster too, so one identity that passes is enough. */
export function* webhooks(world: World): Generator<ShownFlow> {
  for (const kind of ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']) {
    for (const configuration of world.ofKind(`admissionregistration.k8s.io/v1/${kind}`)) {
      for (const webhook of itemsAt(configuration.object, 'webhooks')) {
        const [name, namespace] = [textAt(webhook, 'clientConfig.service.name'), textAt(webhook, 'clientConfig.service.namespace')];
        if (name === undefined || namespace === undefined) continue;
        for (const entity of ['kube-apiserver', 'host', 'remote-node']) {
          const from: End = { name: 'the API server', peer: { kind: 'entity', entity }, pod: undefined };
          const port = numberAt(webhook, 'clientConfig.service.port') ?? 443;
          for (const flow of toService(world, from, configuration, { name, namespace }, port))
            yield {
              ...flow,
              because: `${kind} ${configuration.object.metadata.name} calls Service ${name}`,
              shared: `webhook ${flow.to.name} ${flow.port}`,
            };
        }
      }
    }
  }
}
