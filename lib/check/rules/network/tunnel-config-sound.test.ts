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
const rest = { service: 'http_status:404' };

ruleCases(tunnelConfigSound, {
  accepts: {
    'an answer for all others at the end': [config(blog, rest)],
    'rules of something else': [
      kube('v1/ConfigMap', { name: 'x', namespace: 'x' }, { data: { 'values.yaml': 'ingress:\n  - hostname: a\n' } }),
    ],
  },
  refuses: {
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
