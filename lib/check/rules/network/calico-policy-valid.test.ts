import { kube, ruleCases } from '../../testing.ts';
import { calicoPolicyValid } from './calico-policy-valid.ts';

const policy = (spec: object) => kube('projectcalico.org/v3/NetworkPolicy', { name: 'redis', namespace: 'shop' }, { spec });
const everywhere = (spec: object) => kube('projectcalico.org/v3/GlobalNetworkPolicy', { name: 'closed' }, { spec });
const rule = { action: 'Allow', protocol: 'TCP', source: { selector: "app == 'users'" }, destination: { ports: [6379] } };

ruleCases(calicoPolicyValid, {
  accepts: {
    'a whole policy': [policy({ order: 10, selector: "app == 'redis' && has(tier)", types: ['Ingress'], ingress: [rule] })],
    'selectors of all kinds': [
      policy({ selector: "!has(x) && (app in { 'a', \"b\" } || tier not in {'c'}) && role starts with 'web'" }),
      policy({ selector: 'all()' }),
      policy({ selector: "projectcalico.org/name != 'kube-system' || env contains 'prod'" }),
    ],
    'a rule about everything': [policy({ types: ['Egress'], egress: [{ action: 'Deny' }] })],
    'a number for the protocol': [policy({ ingress: [{ action: 'Allow', protocol: 6, destination: { ports: [80] } }] })],
    'a closed cluster but for what carries it': [
      everywhere({
        namespaceSelector: "kubernetes.io/metadata.name not in { 'kube-system', 'calico-system' }",
        types: ['Ingress', 'Egress'],
      }),
    ],
    'a closed cluster in which names may be asked for': [
      everywhere({ selector: 'all()', types: ['Egress'], egress: [{ action: 'Allow', protocol: 'UDP', destination: { ports: [53] } }] }),
    ],
  },
  refuses: {
    'one sign of equality': {
      given: [policy({ selector: "app = 'redis'" })],
      says: "app = 'redis' compares with one =",
      fix: 'Write ==.',
    },
    'a value without quotes': {
      given: [policy({ selector: 'app == redis' })],
      says: 'app == redis compares with redis without quotes',
      fix: "Write 'redis'.",
    },
    'a label': { given: [policy({ selector: 'app: redis' })], says: 'app: redis is written like a label' },
    'words between': {
      given: [policy({ selector: "app == 'a' and tier == 'b'" })],
      says: "app == 'a' and tier == 'b' joins with a word",
    },
    'a list in round brackets': {
      given: [policy({ selector: "app in ('a', 'b')" })],
      says: "app in ('a', 'b') lists values in brackets of another kind",
    },
    'quotes in has()': { given: [policy({ selector: "has('app')" })], says: "has('app') has quotes in has()" },
    'a bracket that is not closed': { given: [policy({ selector: "(app == 'a'" })], says: "(app == 'a' cannot be read at (" },
    'an action in small letters': {
      given: [policy({ ingress: [{ ...rule, action: 'allow' }] })],
      says: 'action is allow, and Calico knows Allow, Deny, Log and Pass',
      fix: 'Write Allow.',
    },
    'ports without a protocol': {
      given: [policy({ ingress: [{ action: 'Allow', destination: { ports: [6379] } }] })],
      says: 'destination.ports stand beside no protocol, and only TCP, UDP and SCTP have ports',
      fix: 'Add protocol: TCP.',
    },
    'rules in a direction that it does not have': {
      given: [policy({ types: ['Ingress'], ingress: [rule], egress: [{ action: 'Allow' }] })],
      says: 'there are rules for egress, and types names Ingress only',
    },
    'a closed cluster': {
      given: [everywhere({ selector: 'all()', types: ['Ingress', 'Egress'] })],
      says: 'it closes Ingress and Egress of every pod of the cluster, those of kube-system and of Calico itself included',
    },
  },
});
