import { documentKind } from '../document.ts';
import type { PodTemplate } from '../pods.ts';
import { fieldsAt, itemsAt, text, textAt } from '../read.ts';
import type { World } from '../world.ts';

/** Port of a sidecar under which Envoy shows its own numbers. Set by Istio's injection template. */
export const SIDECAR_METRICS = { name: 'http-envoy-prom', port: 15090 } as const;

/**
 * Whether a pod surely has no proxy in front of it. Not so where ambient mode carries its traffic, where the namespace is labelled by
 * a script or by Terraform, or where the tree does not show the Namespace.
 */
export function hasNoProxy(world: World, pod: PodTemplate): boolean {
  if (pod.injection !== 'no') return false;
  if (isAmbient(world, pod)) return false;
  const optedOut =
    pod.spec['hostNetwork'] === true || [pod.labels, pod.annotations].some((map) => map['sidecar.istio.io/inject'] === 'false');
  return optedOut || !labelledElsewhere(world, pod.namespace);
}

/** Traffic is carried by the node's proxy instead of a sidecar. */
export function isAmbient(world: World, pod: PodTemplate): boolean {
  const label = 'istio.io/dataplane-mode';
  return (pod.labels[label] ?? world.namespaceLabels(pod.namespace)?.[label]) === 'ambient';
}

/** A script or Terraform file puts the injection label on a namespace: `kubectl label namespace blog istio-injection=enabled`. */
export function labelledElsewhere(world: World, namespace: string): boolean {
  const texts = world.once('texts that label namespaces', () =>
    (['Script', 'TextFile'] as const)
      .flatMap((kind) => world.ofKind(documentKind(kind)))
      .map(({ object }) => textAt(object, 'text') ?? '')
      .filter((each) => /istio-injection|istio\.io\/rev/.test(each)),
  );
  // A loop over a variable may label any namespace.
  return texts.some((each) => each.includes(namespace) || /label\s+(ns|namespaces?)\s+["']?\$/.test(each));
}

/** The pods of a gateway: nothing but a proxy, which takes plain text from outside by purpose. */
export function isGatewayPod(pod: PodTemplate): boolean {
  const main = pod.containers.filter(({ init }) => !init);
  return main.length > 0 && main.every(({ image = '' }) => image === 'auto' || /(^|\/)proxyv2([:@-]|$)/.test(image));
}

/** Ports that bypass the sidecar on their way in. */
export function bypassesSidecar(pod: PodTemplate, port: number): boolean {
  const listed = (name: string): readonly string[] =>
    (pod.annotations[`traffic.sidecar.istio.io/${name}`] ?? '').split(',').map((each) => each.trim());
  const included = pod.annotations['traffic.sidecar.istio.io/includeInboundPorts'];
  if (included !== undefined && included !== '*' && !listed('includeInboundPorts').includes(String(port))) return true;
  return listed('excludeInboundPorts').includes(String(port)) || [15_020, 15_021, 15_090].includes(port);
}

/** The number of a container port that a monitor or probe names or numbers. */
export function portOf(pod: PodTemplate, port: unknown): number | undefined {
  if (typeof port === 'number') return port;
  const name = text(port);
  return pod.containers.flatMap(({ ports }) => ports).find((each) => each.name === name)?.port;
}

/** Whether a pod of the tree runs Prometheus inside the mesh, where it has a certificate of its own. */
export function prometheusInMesh(world: World): boolean {
  return world.once('prometheus in mesh', () => {
    const certificates = world.ofKind('monitoring.coreos.com/v1/Prometheus').some(({ object }) => hasCertificates(object));
    return (
      certificates ||
      world
        .podTemplates()
        .some((pod) => pod.injection === 'yes' && pod.containers.some(({ image = '' }) => /(^|\/)prometheus(:|@|$)/.test(image)))
    );
  });
}

function hasCertificates(object: unknown): boolean {
  const labels = fieldsAt(object, 'spec.podMetadata.labels');
  return (
    labels['sidecar.istio.io/inject'] === 'true' ||
    itemsAt(object, 'spec.volumes').some((each) => (textAt(each, 'name') ?? '').includes('istio'))
  );
}
