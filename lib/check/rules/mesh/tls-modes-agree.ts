import { peerMode } from '../../mesh.ts';
import { coveredPorts } from '../../mesh/covered.ts';
import { hasNoProxy, portOf } from '../../mesh/sidecar.ts';
import type { PodTemplate } from '../../pods.ts';
import { at, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { podPort } from '../../services.ts';
import type { World } from '../../world.ts';

export const tlsModesAgree = defineRule({
  id: 'tls-modes-agree',
  severity: 'error',
  kinds: ['networking.istio.io/v1/DestinationRule'],
  asks: 'A DestinationRule speaks TLS to pods that take it, and plain text to pods that take that.',
  source: 'https://istio.io/latest/docs/ops/common-problems/network-issues/#503-errors-after-setting-destination-rule; seed 003, M20',
  *check(manifest, world) {
    for (const { path, tls } of tlsSettings(manifest.object)) {
      const shown = textAt(tls, 'credentialName') ?? textAt(tls, 'clientCertificate');
      if (textAt(tls, 'mode') !== 'MUTUAL' || shown !== undefined) continue;
      yield {
        path,
        message: 'the mode is MUTUAL, and no certificate of the client is named',
        why: 'The webhook of istiod refuses it: "client certificate required for mutual tls". MUTUAL is for certificates of your own.',
        fix: 'Write ISTIO_MUTUAL for the certificates of the mesh, or name credentialName.',
      };
    }
    const said = new Set<string>();
    for (const { service, port, mode } of coveredPorts(world, manifest)) {
      const { name } = service.object.metadata;
      for (const pod of world.podsOfService(service)) {
        const found = disagreement(world, pod, podPort(port, pod), mode, name);
        // One finding for a Service, whatever the number of its ports and workloads.
        if (found === undefined || said.has(name)) continue;
        said.add(name);
        yield { path: 'spec.trafficPolicy.tls.mode', ...found };
      }
    }
  },
});

/** TLS settings of the whole host, of its subsets and of their ports. */
function tlsSettings(object: unknown): readonly { readonly path: string; readonly tls: unknown }[] {
  const policies = [
    { path: 'spec.trafficPolicy', policy: at(object, 'spec.trafficPolicy') },
    ...itemsAt(object, 'spec.subsets').map((each, index) => ({
      path: `spec.subsets[${index}].trafficPolicy`,
      policy: at(each, 'trafficPolicy'),
    })),
  ];
  return policies.flatMap(({ path, policy }) => [
    { path: `${path}.tls.mode`, tls: at(policy, 'tls') },
    ...itemsAt(policy, 'portLevelSettings').map((each, index) => ({
      path: `${path}.portLevelSettings[${index}].tls.mode`,
      tls: at(each, 'tls'),
    })),
  ]);
}

/** The kubelet asks there for plain HTTP, so that is what the server speaks. */
function speaksPlain(pod: PodTemplate, port: number | undefined): boolean {
  return pod.containers.some((container) =>
    ['readinessProbe', 'livenessProbe', 'startupProbe'].some((probe) => {
      const asked = at(container.fields, `${probe}.httpGet`);
      return asked !== undefined && textAt(asked, 'scheme') !== 'HTTPS' && port !== undefined && portOf(pod, at(asked, 'port')) === port;
    }),
  );
}

function disagreement(
  world: World,
  pod: PodTemplate,
  port: number | undefined,
  mode: string,
  service: string,
): Omit<Issue, 'path'> | undefined {
  const { mode: accepted, policy } = peerMode(world, pod, port);
  const who = `${pod.owner.object.kind} ${pod.owner.object.metadata.name}`;
  const of = `PeerAuthentication ${policy?.object.metadata.name ?? ''}`;
  if (mode === 'ISTIO_MUTUAL' && hasNoProxy(world, pod)) {
    return {
      message: `ISTIO_MUTUAL for Service ${service}, but the pods of ${who} have no sidecar`,
      why: 'Clients open a TLS handshake that nothing there can answer: every request ends in a reset connection or a 503.',
      fix: `Let the pods of ${who} have a sidecar, or add a DestinationRule for ${service} with tls mode DISABLE.`,
    };
  }
  if (mode === 'ISTIO_MUTUAL' && accepted === 'DISABLE') {
    return {
      message: `ISTIO_MUTUAL for Service ${service}, but ${of} sets DISABLE for the pods of ${who}`,
      why: 'Clients speak TLS to a sidecar that passes it on as if it were plain text: the handshake fails and every request ends in a 503.',
      fix: `Remove DISABLE from ${of}, or set tls mode DISABLE for ${service}.`,
    };
  }
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && accepted !== 'STRICT' && speaksPlain(pod, port)) {
    return {
      message: `${mode} for Service ${service}, while the pods of ${who} speak plain HTTP on ${port ?? ''}, as their probes do`,
      why: 'Clients open a TLS handshake with a server that expects HTTP: every request ends in a reset connection or a 503.',
      fix: 'Set tls mode ISTIO_MUTUAL, or leave tls out: Istio then uses mTLS by itself.',
    };
  }
  if ((mode === 'DISABLE' || mode === 'SIMPLE') && accepted === 'STRICT' && pod.injection === 'yes') {
    return {
      message: `${mode} for Service ${service}, but ${of} demands mTLS (STRICT) of the pods of ${who}`,
      why: 'The sidecar of the server closes every connection without a mesh certificate: callers get 503 or a reset connection.',
      fix: 'Set tls mode ISTIO_MUTUAL, or leave tls out: Istio then uses mTLS by itself.',
    };
  }
  return undefined;
}
