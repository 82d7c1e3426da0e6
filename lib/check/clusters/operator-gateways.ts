import { at, itemsAt, numberAt, textAt, textsAt } from '../read.ts';
import type { Issue } from '../rule.ts';

const NETWORK = 'topology.istio.io/network';
/** Through this port sidecars of other networks come in. */
const MESH_PORT = 15443;

/** East-west gateways that an IstioOperator makes: the network that they are for, and the port for other networks. */
export function* operatorGateways(object: unknown, networks: readonly string[]): Iterable<Issue> {
  const own = textAt(object, 'spec.values.global.network');
  const known = own === undefined ? networks : [own];
  for (const [index, gateway] of itemsAt(object, 'spec.components.ingressGateways').entries()) {
    const path = `spec.components.ingressGateways[${index}]`;
    const network = textsAt(gateway, 'label')[NETWORK];
    const variables = itemsAt(gateway, 'k8s.env').findIndex((each) => textAt(each, 'name') === 'ISTIO_META_REQUESTED_NETWORK_VIEW');
    const view = variables === -1 ? undefined : textAt(itemsAt(gateway, 'k8s.env')[variables], 'value');
    const isEastWest = network !== undefined || view !== undefined || /east-?west/.test(textAt(gateway, 'name') ?? '');
    if (at(gateway, 'enabled') === false || !isEastWest) continue;
    for (const [written, place] of [
      [network, `${path}.label["${NETWORK}"]`],
      [view, `${path}.k8s.env[${variables}].value`],
    ] as const) {
      if (written === undefined || known.length === 0 || known.includes(written) || written.includes('$')) continue;
      yield {
        path: place,
        message: `the gateway is for the network ${written}, and this control plane has ${known.join(', ')}`,
        why: 'Other clusters send what is for this network to nobody, or to the gateway of another one: requests across clusters fail.',
        fix: `Write ${known[0] ?? ''}.`,
      };
      break;
    }
    const ports = itemsAt(gateway, 'k8s.service.ports');
    if (ports.length === 0 || ports.some((each) => numberAt(each, 'port') === MESH_PORT)) continue;
    yield {
      path: `${path}.k8s.service.ports`,
      message: `the east-west gateway has the ports ${ports.map((each) => textAt(each, 'port') ?? '').join(', ')}, and not ${MESH_PORT}`,
      why: 'Sidecars of other clusters call port 15443 of the gateway: nobody listens there, and requests across clusters end with 503.',
      fix: 'Add {name: tls, port: 15443, targetPort: 15443}, with 15021, 15012 and 15017 as in the samples of Istio.',
    };
  }
}
