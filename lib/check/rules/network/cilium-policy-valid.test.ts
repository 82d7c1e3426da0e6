import { kube, ruleCases } from '../../testing.ts';
import { ciliumPolicyValid } from './cilium-policy-valid.ts';

const policy = (spec: object) =>
  kube('cilium.io/v2/CiliumNetworkPolicy', { namespace: 'blog' }, { spec: { endpointSelector: {}, ...spec } });
const ports = (port: object, rules?: object) => ({ toPorts: [{ ports: [port], ...(rules === undefined ? {} : { rules }) }] });
const refused = 'the agent refuses the whole policy: ';

ruleCases(ciliumPolicyValid, {
  accepts: {
    'one kind of peer in each rule': [policy({ ingress: [{ fromEndpoints: [{}] }, { fromEntities: ['host'] }] })],
    'peers and ports': [policy({ egress: [{ toFQDNs: [{ matchName: 'github.com' }], ...ports({ port: '443' }) }] })],
    'an empty list beside another kind': [policy({ ingress: [{ fromEndpoints: [], fromEntities: ['host'] }] })],
    'HTTP rules on TCP': [policy({ ingress: [ports({ port: '80', protocol: 'TCP' }, { http: [{ method: 'GET' }] })] })],
    'DNS rules on any protocol': [policy({ egress: [ports({ port: '53', protocol: 'ANY' }, { dns: [{ matchPattern: '*' }] })] })],
    'an exception within its network': [policy({ egress: [{ toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }] }] })],
    'several specs': [
      kube('cilium.io/v2/CiliumNetworkPolicy', { namespace: 'blog' }, { specs: [{ endpointSelector: {}, ingress: [{}] }] }),
    ],
    'a policy for nodes': [
      kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', {}, { spec: { nodeSelector: {}, ingress: [{ fromEntities: ['cluster'] }] } }),
    ],
  },
  refuses: {
    'two kinds of peers in one rule': {
      given: [policy({ ingress: [{ fromEndpoints: [{}], fromEntities: ['host'] }] })],
      says: `${refused}one rule combines fromEndpoints and fromEntities`,
      fix: 'Write one rule for each: - fromEndpoints, - fromEntities.',
    },
    'Services and ports in one rule': {
      given: [policy({ egress: [{ toServices: [{ k8sService: { serviceName: 'db', namespace: 'blog' } }], ...ports({ port: '3306' }) }] })],
      says: `${refused}one rule combines toServices and toPorts`,
    },
    'HTTP rules without a protocol': {
      given: [policy({ ingress: [ports({ port: '80' }, { http: [{}] })] })],
      says: `${refused}http rules need protocol TCP, port 80 has none`,
    },
    'a port above all ports': {
      given: [policy({ ingress: [ports({ port: '70000', protocol: 'TCP' })] })],
      says: `${refused}70000 is no port`,
    },
    'DNS rules on the way in': {
      given: [policy({ ingress: [ports({ port: '53' }, { dns: [{ matchPattern: '*' }] })] })],
      says: `${refused}DNS rules work on the way out only`,
    },
    'two kinds of rules at once': {
      given: [policy({ egress: [ports({ port: '53', protocol: 'TCP' }, { dns: [{ matchPattern: '*' }], http: [{}] })] })],
      says: `${refused}it has rules for http and dns at once`,
    },
    'an entity that does not exist': {
      given: [policy({ ingress: [{ fromEntities: ['internet'] }] })],
      says: `${refused}there is no entity "internet"`,
    },
    'an exception outside its network': {
      given: [policy({ egress: [{ toCIDRSet: [{ cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] }] }] })],
      says: `${refused}the exception 192.168.0.0/16 is no part of 10.0.0.0/8`,
    },
    'a name for a network': { given: [policy({ egress: [{ toCIDR: ['github.com'] }] })], says: `${refused}"github.com" is no network` },
    'no selector': {
      given: [kube('cilium.io/v2/CiliumNetworkPolicy', { namespace: 'blog' }, { spec: { ingress: [{}] } })],
      says: `${refused}it selects nothing: endpointSelector is missing`,
    },
    'ICMP and ports in one rule': {
      given: [policy({ ingress: [{ icmps: [{ fields: [{ type: 8 }] }], ...ports({ port: '80' }) }] })],
      says: `${refused}one rule combines icmps and toPorts`,
    },
    'a port that is missing': { given: [policy({ ingress: [ports({ protocol: 'TCP' })] })], says: `${refused}an entry has no port` },
    'more ports than an entry may have': {
      given: [policy({ ingress: [{ toPorts: [{ ports: Array.from({ length: 41 }, (_, index) => ({ port: String(index + 1) })) }] }] })],
      says: `${refused}it lists 41 ports, Cilium takes 40`,
    },
    'nothing at all': {
      given: [kube('cilium.io/v2/CiliumNetworkPolicy', { namespace: 'blog' })],
      says: `${refused}it has neither spec nor specs`,
    },
    'pods and nodes at once': {
      given: [kube('cilium.io/v2/CiliumClusterwideNetworkPolicy', {}, { spec: { nodeSelector: {}, endpointSelector: {} } })],
      says: `${refused}it has both endpointSelector and nodeSelector`,
    },
  },
});
