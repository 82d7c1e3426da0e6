import { kube, ruleCases } from '../../testing.ts';
import { corefileAnswers } from './corefile-answers.ts';

const corefile = (text: string, name = 'coredns', key = 'Corefile') =>
  kube('v1/ConfigMap', { name, namespace: 'kube-system' }, { data: { [key]: text } });
const KUBERNETES = `    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }
`;
const server = (more: string, forward = '/etc/resolv.conf') => `.:53 {
    errors
    health {
        lameduck 5s
    }
${KUBERNETES}${more}    prometheus :9153
    forward . ${forward} {
        max_concurrent 1000
    }
    cache 30
    loop
    reload
}
`;

ruleCases(corefileAnswers, {
  accepts: {
    'the settings of kubeadm': [corefile(server(''))],
    'hosts that let others answer': [corefile(server('    hosts {\n        10.0.0.1 a.example.com\n        fallthrough\n    }\n'))],
    'hosts for one zone': [corefile(server('    hosts /etc/coredns/hosts example.com\n'))],
    'a zone of its own that hosts alone answers': [
      corefile(`${server('')}a.example.com:53 {\n    hosts {\n        10.0.0.1 a.example.com\n    }\n}\n`),
    ],
    'a zone of its own': [corefile(`example.com {\n    errors # as above\n    forward . 10.0.0.53\n}\n${server('')}`)],
    'a name of the cluster, where the cluster is known': [corefile(server('    rewrite name a.example.com web.shop.svc.cluster.local\n'))],
    'a name of the cluster, asked of its DNS': [
      corefile(
        'example.com:53 {\n    rewrite name a.example.com web.shop.svc.cluster.local\n    forward . 10.96.0.10\n}\n',
        'node-local-dns',
      ),
    ],
    'a port of its own': [corefile(`${server('')}.:5353 {\n    whoami\n}\n`)],
    'a snippet and an import': [
      corefile(`(common) {\n    errors\n}\n.:53 {\n    import common\n    import /etc/coredns/custom/*.override\n}\n`),
    ],
    'a file of something else': [corefile('.:53{\n}\n', 'a', 'Caddyfile')],
  },
  refuses: {
    'hosts that answer for everything': {
      given: [corefile(server('    hosts {\n        10.0.0.1 a.example.com\n    }\n'))],
      says: 'line 10: hosts has no fallthrough, and kubernetes and forward of this block are never asked',
    },
    'a brace that hangs on a word': {
      given: [corefile(server('    hosts /etc/coredns/hosts example.com{\n        ttl 60\n    }\n'))],
      says: 'line 10: "example.com{" is one word to CoreDNS, and no block begins',
      fix: 'Write "example.com {".',
    },
    'a name of the cluster, asked of a server outside': {
      given: [
        corefile(`example.com {\n    rewrite name a.example.com web.shop.svc.cluster.local\n    forward . 10.0.0.53\n}\n${server('')}`),
      ],
      says: 'line 2: web.shop.svc.cluster.local is asked of this server, which has no plugin kubernetes and forwards to 10.0.0.53',
    },
    'a zone twice': {
      given: [corefile(`example.com {\n    whoami\n}\nexample.com:53 {\n    whoami\n}\n`, 'coredns-custom', 'a.server')],
      says: 'lines 1 and 4 both are for example.com:53',
    },
    'slips and plugins that are gone': {
      given: [corefile(`.:53 {\n    forwrd . 1.1.1.1\n    proxy . 1.1.1.1\n}\n`)],
      says: ['line 2: there is no plugin "forwrd"', 'line 3: the plugin proxy is gone since CoreDNS 1.5'],
    },
    'a circle': {
      given: [corefile(server('', '10.96.0.10'))],
      says: 'line 11: names are forwarded to 10.96.0.10, which is CoreDNS itself',
    },
  },
});
