import { dump } from 'js-yaml';
import { kube, ruleCases } from '../../testing.ts';
import { tunnelConfigSound } from './tunnel-config-sound.ts';

const config = (...ingress: readonly object[]) =>
  kube(
    'v1/ConfigMap',
    { name: 'cloudflared', namespace: 'edge' },
    { data: { 'config.yaml': dump({ tunnel: 'blog', 'credentials-file': '/etc/c.json', ingress }) } },
  );
const blog = { hostname: 'blog.example.com', service: 'http://web.blog:80' };
const gate = (hostname: string) => ({ hostname, service: 'http://istio-ingressgateway.istio-system.svc.cluster.local:80' });
const release = kube(
  'argoproj.io/v1alpha1/Application',
  { name: 'istio-ingressgateway', namespace: 'argocd' },
  {
    spec: {
      source: { repoURL: 'https://istio-release.storage.googleapis.com/charts', chart: 'gateway', targetRevision: '1.24.2' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'istio-system' },
    },
  },
);
const route = kube(
  'networking.istio.io/v1/VirtualService',
  { name: 'blog', namespace: 'blog' },
  { spec: { hosts: ['blog.example.com'], gateways: ['edge'] } },
);
const rest = { service: 'http_status:404' };

ruleCases(tunnelConfigSound, {
  accepts: {
    'a host with a route at the gateway': [config(gate('blog.example.com'), rest), release, route],
    'hosts of another zone': [config(gate('blog.example.org'), rest), release, route],
    'a Service that is no gateway': [config(blog, rest), release, route],
    'an answer for all others at the end': [config(blog, rest)],
    'rules of something else': [
      kube('v1/ConfigMap', { name: 'x', namespace: 'x' }, { data: { 'values.yaml': 'ingress:\n  - hostname: a\n' } }),
    ],
  },
  refuses: {
    'a host without a route at the gateway': {
      given: [config(gate('www.example.com'), rest), release, route],
      says: 'the tunnel sends www.example.com to gateway istio-ingressgateway.istio-system.svc.cluster.local, which has routes for blog.example.com',
    },
    'no answer for others': {
      given: [config(blog)],
      says: 'the last of its rules is for blog.example.com, and none is for all other hosts',
      fix: 'End the list with {service: "http_status:404"}.',
    },
    'a rule behind the last': { given: [config(rest, blog)], says: 'the rule for all hosts is number 1 of 2' },
    'a host without a service': {
      given: [config({ hostname: 'blog.example.com' }, rest)],
      says: 'the rule for blog.example.com has no service',
    },
  },
});
