import { peerMode, reachOf } from '../../mesh.ts';
import { hasNoProxy } from '../../mesh/sidecar.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { isOpaque } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { podPort, servicePorts } from '../../services.ts';
import type { PodTemplate } from '../../pods.ts';
import type { World } from '../../world.ts';

const NOTHING = 'The policy changes nothing, and whoever reads it believes that it does.';

export const peerAuthenticationEffective = defineRule({
  id: 'peer-authentication-effective',
  severity: 'warning',
  kinds: ['security.istio.io/v1/PeerAuthentication'],
  asks: 'A PeerAuthentication selects pods with a sidecar, and sets ports only for pods that it selects.',
  source: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  *check(manifest, world) {
    const { object } = manifest;
    const ports = Object.keys(fieldsAt(object, 'spec.portLevelMtls'));
    if (reachOf(manifest) !== 'workload') {
      if (ports.length === 0) return;
      yield {
        path: 'spec.portLevelMtls',
        severity: 'error',
        message: `portLevelMtls (${ports.join(', ')}) without a selector`,
        why: 'Istio refuses ports on a policy for a whole namespace: the sync fails, or the policy is ignored.',
        fix: 'Add a selector for the pods that have this port, or remove portLevelMtls.',
      };
      return;
    }
    const namespace = object.metadata.namespace ?? '';
    const pods = world.podsSelected(at(object, 'spec.selector'), namespace);
    if (pods.length === 0) {
      if (isOpaque(world, namespace) || world.podsIn(namespace).length === 0) return;
      yield {
        path: 'spec.selector',
        message: `it selects no pod of "${namespace}"`,
        why: NOTHING,
        fix: 'Copy the labels of the pods into the selector.',
      };
      return;
    }
    // An exception from a STRICT namespace says something even about pods that have no sidecar.
    if (pods.every((pod) => hasNoProxy(world, pod)) && !isException(textAt(object, 'spec.mtls.mode'), pods, world)) {
      const [first] = pods;
      yield {
        path: 'spec.selector',
        message: `it selects pods without a sidecar (${first?.owner.object.kind ?? ''} ${first?.owner.object.metadata.name ?? ''}), so it has no effect`,
        why: NOTHING,
        fix: 'Remove the policy, or let the pods have a sidecar.',
      };
    }
    for (const port of ports) {
      const wrong = servicePortOf(Number(port), pods, world);
      const listening = wrong === undefined ? otherPorts(Number(port), pods, world) : undefined;
      if (listening !== undefined) {
        yield {
          path: `spec.portLevelMtls.${port}`,
          message: `the pods do not listen on ${port}, they have ${listening.join(', ')}`,
          why: 'The setting is about a port that nobody listens on: the real port keeps the mode of the policy.',
          fix: `Write ${listening.join(' or ')}.`,
        };
      }
      if (wrong === undefined) continue;
      yield {
        path: `spec.portLevelMtls.${port}`,
        message: `${port} is the port of Service ${wrong.service}, the pods listen on ${wrong.target}`,
        why: 'The setting is about a port that nobody listens on: the real port keeps the mode of the namespace.',
        fix: `Write ${wrong.target}.`,
      };
    }
  },
});

function isException(mode: string | undefined, pods: readonly PodTemplate[], world: World): boolean {
  const namespace = pods[0]?.namespace ?? '';
  const wide = [
    ...world.inNamespace('security.istio.io/v1/PeerAuthentication', namespace),
    ...world.inNamespace('security.istio.io/v1/PeerAuthentication', 'istio-system'),
  ];
  return (
    mode !== 'STRICT' &&
    wide.some((each) => reachOf(each) !== 'workload' && textAt(each.object, 'spec.mtls.mode') === 'STRICT') &&
    pods.some((pod) => peerMode(world, pod).mode !== 'STRICT')
  );
}

/** Ports of the pods, where all of them say theirs, and neither they nor a Service name this one. */
function otherPorts(port: number, pods: readonly PodTemplate[], world: World): readonly number[] | undefined {
  const stated = pods.map((pod) => pod.containers.flatMap(({ ports }) => ports.map((each) => each.port)));
  const targets = pods.flatMap((pod) => world.servicesOf(pod).flatMap((each) => servicePorts(each.object).map((one) => podPort(one, pod))));
  if (stated.some((each) => each.length === 0) || stated.some((each) => each.includes(port)) || targets.includes(port)) return undefined;
  return [...new Set(stated.flat())].sort((a, b) => a - b);
}

/** The Service that has this port while all its pods listen on another. */
function servicePortOf(
  port: number,
  pods: readonly PodTemplate[],
  world: World,
): { readonly service: string; readonly target: number } | undefined {
  if (pods.some((pod) => pod.containers.some(({ ports }) => ports.some((each) => each.port === port)))) return undefined;
  for (const pod of pods) {
    for (const service of world.servicesOf(pod)) {
      const ports = servicePorts(service.object).map((each) => ({ port: each.port, target: podPort(each, pod) }));
      const found = ports.find((each) => each.port === port && each.target !== undefined && each.target !== port);
      if (found?.target !== undefined && !ports.some(({ target }) => target === port))
        return { service: service.object.metadata.name, target: found.target };
    }
  }
  return undefined;
}
