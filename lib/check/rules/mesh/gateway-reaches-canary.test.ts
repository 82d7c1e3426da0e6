import { kube, rollout, ruleCases } from '../../testing.ts';
import { gatewayReachesCanary } from './gateway-reaches-canary.ts';

const web = rollout({
  namespace: 'blog',
  spec: {
    strategy: {
      canary: {
        trafficRouting: {
          istio: {
            virtualService: { name: 'web-vsvc' },
            destinationRule: { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' },
          },
        },
      },
    },
  },
});
const rule = kube(
  'networking.istio.io/v1/DestinationRule',
  { namespace: 'blog' },
  { spec: { host: 'web-service', subsets: [{ name: 'stable' }, { name: 'canary' }] } },
);
const routes = (name: string, gateways: string[] | undefined, ...subsets: (string | undefined)[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name, namespace: 'blog' },
    {
      spec: {
        hosts: [name],
        ...(gateways === undefined ? {} : { gateways }),
        http: [{ route: subsets.map((subset) => ({ destination: { host: 'web-service', ...(subset === undefined ? {} : { subset }) } })) }],
      },
    },
  );
const shifted = (gateways?: string[]) => routes('web-vsvc', gateways, 'stable', 'canary');

ruleCases(gatewayReachesCanary, {
  accepts: {
    'the Rollout shifts the route of the gateway': [web, rule, shifted(['main'])],
    'another host, beside one that takes part': [web, rule, shifted(['main', 'mesh']), routes('admin', ['main'], 'stable')],
    'a tester who asks for the canary': [web, rule, shifted(), routes('test', ['main'], 'canary')],
    'clients of the mesh': [web, rule, shifted(), routes('other', undefined, 'stable')],
    'a Service without a Rollout': [routes('blog', ['main'], 'stable')],
  },
  refuses: {
    'a gateway pinned to the stable subset': {
      given: [web, rule, shifted(['mesh']), routes('blog-routes', ['main'], 'stable')],
      says: 'gateway traffic goes to web-service subset stable only, so the canary weights of Rollout web (VirtualService web-vsvc, which binds only the mesh) are bypassed',
    },
    'a gateway that names no subset': {
      given: [web, rule, shifted(), routes('blog-routes', ['main'], undefined)],
      says: 'gateway traffic goes to web-service without a subset, so the canary weights of Rollout web (VirtualService web-vsvc, which binds only the mesh) are bypassed',
    },
  },
});
