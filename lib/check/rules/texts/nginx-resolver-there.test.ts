import { kube, ruleCases, service } from '../../testing.ts';
import { nginxResolverThere } from './nginx-resolver-there.ts';

const config = (resolver: string) =>
  kube(
    'v1/ConfigMap',
    {},
    { data: { 'default.conf': `server {\n  listen 80;\n  resolver ${resolver};\n  location / {\n    return 200;\n  }\n}` } },
  );

ruleCases(nginxResolverThere, {
  accepts: {
    'the DNS of the cluster': [config('kube-dns.kube-system.svc.cluster.local valid=10s'), config('10.96.0.10 ipv6=off')],
    'that of another distribution': [config('rke2-coredns-rke2-coredns.kube-system.svc.cluster.local')],
    'a Service of the tree': [config('coredns.kube-system.svc.cluster.local'), service({ namespace: 'kube-system', name: 'coredns' })],
    'a program beside it in the pod': [config('127.0.0.1:5353')],
  },
  refuses: {
    'that of Docker': {
      given: [config('127.0.0.11 valid=30s')],
      says: 'line 3: the resolver is 127.0.0.11, which is that of Docker',
    },
    'the name of the program': {
      given: [config('coredns.kube-system.svc.cluster.local')],
      says: 'line 3: the resolver is coredns.kube-system.svc.cluster.local, and the DNS of a cluster is behind the Service kube-dns, whatever program it is',
    },
  },
});
