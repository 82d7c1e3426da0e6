import { kube, ruleCases, service } from '../../testing.ts';
import { ciliumServicesRule } from './cilium-services-rule.ts';

const namespace = 'blog';
const policy = (serviceName: string, far: string = namespace) =>
  kube(
    'cilium.io/v2/CiliumNetworkPolicy',
    { name: 'web', namespace },
    {
      spec: { endpointSelector: {}, egress: [{ toServices: [{ k8sService: { serviceName, namespace: far } }] }] },
    },
  );

ruleCases(ciliumServicesRule, {
  accepts: {
    'a Service whose addresses are written out': [service({ namespace, name: 'nas', ports: [{ port: 445 }] }), policy('nas')],
    'a Service that is not in the tree': [policy('mysql')],
  },
  refuses: {
    'a Service that selects pods': {
      given: [service({ namespace, name: 'mysql', selector: { app: 'mysql' } }), policy('mysql')],
      says: 'toServices names Service blog/mysql, which selects pods',
      fix: 'Write toEndpoints: [{matchLabels: {"app":"mysql"}}] in its place.',
    },
    'one in another namespace': {
      given: [service({ namespace: 'data', name: 'mysql', selector: { app: 'mysql' } }), policy('mysql', 'data')],
      says: 'toServices names Service data/mysql, which selects pods',
      fix: 'Write toEndpoints: [{matchLabels: {"app":"mysql","k8s:io.kubernetes.pod.namespace":"data"}}] in its place.',
    },
  },
});
