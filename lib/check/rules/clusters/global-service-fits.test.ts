import { inCluster } from '../../clusters/testing.ts';
import { kube, ruleCases, service } from '../../testing.ts';
import { globalServiceFits } from './global-service-fits.ts';

const GLOBAL = { 'service.cilium.io/global': 'true' };
const STUB = { ...GLOBAL, 'service.cilium.io/shared': 'false' };
const ports = (name: string, port = 8200): readonly object[] => [{ name, port }];
const vault = (annotations: Readonly<Record<string, string>>, selector: boolean, name = 'http', port = 8200): ReturnType<typeof kube> =>
  service({
    name: 'vault',
    namespace: 'vault',
    annotations,
    ports: ports(name, port) as never,
    ...(selector ? { selector: { app: 'vault' } } : {}),
  });
const hub = inCluster('hub', vault(GLOBAL, true));

ruleCases(globalServiceFits, {
  accepts: {
    'a stub as it should be': [...hub, ...inCluster('app', vault(STUB, false))],
    'both have pods': [...hub, ...inCluster('app', vault(GLOBAL, true))],
    'a Service of one cluster': [...inCluster('hub', vault({}, true)), ...inCluster('app', vault({}, false))],
    'addresses that are written out': [
      ...hub,
      ...inCluster('app', vault({}, false), kube('v1/Endpoints', { name: 'vault', namespace: 'vault' })),
    ],
    'a name outside': [
      ...hub,
      ...inCluster('app', service({ name: 'vault', namespace: 'vault', spec: { type: 'ExternalName', externalName: 'vault.acme.io' } })),
    ],
  },
  refuses: {
    'a stub that is not global': {
      given: [...hub, ...inCluster('app', vault({}, false))],
      says: 'the Service has no selector and is not global: Service vault of hub offers it to other clusters',
    },
    'pods of its own, and not global': {
      given: [...hub, ...inCluster('app', vault({}, true))],
      says: 'the Service is global in hub, not here',
    },
    'another name for the port': {
      given: [...hub, ...inCluster('app', vault(STUB, false, 'vault'))],
      says: 'port 8200 is called vault here, and http in Service vault of hub',
    },
    'another port': { given: [...hub, ...inCluster('app', vault(STUB, false, 'http', 80))], says: 'Service vault of hub has no port 80' },
  },
});
