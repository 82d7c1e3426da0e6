import { joinedValues } from '../../charts/joined.ts';
import { releasesOf } from '../../hosts/releases.ts';
import { at, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const gatewayClassServed = defineRule({
  id: 'gateway-class-served',
  severity: 'warning',
  kinds: ['gateway.networking.k8s.io/v1/Gateway', 'gateway.networking.k8s.io/v1/GatewayClass'],
  asks: 'The class of a Gateway is one whose controller is switched on, made once, for a controller that there is.',
  source: 'https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/; seed 004, M5',
  *check({ object }, world) {
    if (object.kind === 'GatewayClass') {
      yield* ofClass(object, world);
      return;
    }
    const name = textAt(object, 'spec.gatewayClassName');
    if (name !== 'cilium' || world.find('gateway.networking.k8s.io/v1/GatewayClass', '', name) !== undefined) return;
    const values = cilium(world);
    if (values.length === 0 || values.some((each) => /^true$/.test(String(at(each, 'gatewayAPI.enabled'))))) return;
    yield {
      path: 'spec.gatewayClassName',
      message: 'the class cilium is made by Cilium only with gatewayAPI.enabled, and the values here do not set it',
      why: 'Nobody takes the Gateway: it stays "Waiting for controller", has no address, and no route of it is served.',
      fix: 'Set gatewayAPI.enabled: true (with kubeProxyReplacement: true) in the values of Cilium.',
    };
  },
});

/** Controllers by the names under which they look for classes. @see https://gateway-api.sigs.k8s.io/implementations/ */
const CONTROLLERS = [
  'gateway.envoyproxy.io/gatewayclass-controller',
  'gateway.nginx.org/nginx-gateway-controller',
  'haproxy-ingress.github.io/controller',
  'io.cilium/gateway-controller',
  'istio.io/gateway-controller',
  'istio.io/mesh-controller',
  'istio.io/unmanaged-gateway',
  'konghq.com/kic-gateway-controller',
  'projectcontour.io/gateway-controller',
  'traefik.io/gateway-controller',
];

function* ofClass(object: unknown, world: World): Iterable<Issue> {
  const controller = textAt(object, 'spec.controllerName') ?? '';
  const owner = controller.split('/')[0] ?? '';
  const near = CONTROLLERS.includes(controller)
    ? undefined
    : (CONTROLLERS.find((each) => each.startsWith(`${owner}/`)) ?? nearName(controller, CONTROLLERS));
  // Others of istio.io and the like are for waypoints and clouds.
  if (near !== undefined && !/^(istio\.io|networking\.gke\.io)\//.test(controller)) {
    yield {
      path: 'spec.controllerName',
      severity: 'error',
      message: `no controller is called ${controller}`,
      why: 'Nobody takes the class: its Gateways stay "Waiting for controller", have no address, and serve no route.',
      fix: `Did you mean "${near}"?`,
    };
  }
  const created = cilium(world).some(
    (each) => /^true$/.test(String(at(each, 'gatewayAPI.enabled'))) && /^true$/.test(String(at(each, 'gatewayAPI.gatewayClass.create'))),
  );
  if (textAt(object, 'metadata.name') !== 'cilium' || !created) return;
  yield {
    path: 'metadata.name',
    message: 'the class cilium is made by the chart of Cilium, too (gatewayAPI.gatewayClass.create)',
    why: 'Two owners of one object: helm refuses what it does not own, and two Applications take it from each other at each sync.',
    fix: 'Remove this one, or set gatewayAPI.gatewayClass.create: "false".',
  };
}

/** What the releases and files of values for Cilium say; nothing where some of it was not read. */
function cilium(world: World): readonly unknown[] {
  return world.once('values of cilium', () => {
    const releases = releasesOf(world).filter(({ chart }) => chart === 'cilium');
    if (releases.some(({ open }) => open === true)) return [];
    const files = [...joinedValues(world).values()].flat().filter(({ chart }) => chart === 'cilium');
    return [...releases.map(({ values }) => values), ...files.map(({ values }) => values)];
  });
}
