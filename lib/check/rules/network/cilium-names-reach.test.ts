import { deployment, kube, ruleCases } from '../../testing.ts';
import { ciliumNamesReach } from './cilium-names-reach.ts';

const policy = (...toFQDNs: readonly object[]) =>
  kube('cilium.io/v2/CiliumNetworkPolicy', { name: 'out', namespace: 'velero' }, { spec: { endpointSelector: {}, egress: [{ toFQDNs }] } });
const calling = (host: string, namespace = 'velero') =>
  deployment({ namespace, container: { env: [{ name: 'S3_URL', value: `https://${host}/bucket` }] } });

ruleCases(ciliumNamesReach, {
  accepts: {
    'one level': [policy({ matchPattern: '*.example.com' }), calling('s3.example.com')],
    'two stars for two levels': [policy({ matchPattern: 's3.*.amazonaws.com' }), calling('s3.eu-central-1.amazonaws.com')],
    'any number of levels': [policy({ matchPattern: '**.amazonaws.com' }), calling('s3.eu-central-1.amazonaws.com')],
    'a second entry': [
      policy({ matchPattern: '*.amazonaws.com' }, { matchName: 's3.eu-central-1.amazonaws.com' }),
      calling('s3.eu-central-1.amazonaws.com'),
    ],
    'a host that others call': [policy({ matchPattern: '*.amazonaws.com' }), calling('s3.eu-central-1.amazonaws.com', 'web')],
    'another domain': [policy({ matchPattern: '*.example.com' }), calling('a.b.example.org')],
  },
  refuses: {
    'two levels under one star': {
      given: [policy({ matchPattern: '*.amazonaws.com' }), calling('s3.eu-central-1.amazonaws.com')],
      says: '*.amazonaws.com stands for one level, and s3.eu-central-1.amazonaws.com, which is called from "velero", has more',
    },
    'a domain for its hosts': {
      given: [policy({ matchName: 'openai.com' }), calling('api.openai.com')],
      says: 'openai.com stands for itself alone, and api.openai.com is called from "velero"',
      fix: 'Add {matchName: api.openai.com}.',
    },
  },
});
