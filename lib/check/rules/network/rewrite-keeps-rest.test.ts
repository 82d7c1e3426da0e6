import { kube, ruleCases } from '../../testing.ts';
import { rewriteKeepsRest } from './rewrite-keeps-rest.ts';

const ingress = (target: string | undefined, path: string, pathType = 'Prefix') =>
  kube(
    'networking.k8s.io/v1/Ingress',
    {
      name: 'api',
      namespace: 'blog',
      ...(target === undefined ? {} : { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': target } }),
    },
    {
      spec: {
        rules: [
          { host: 'a.example.com', http: { paths: [{ path, pathType, backend: { service: { name: 'api', port: { number: 80 } } } }] } },
        ],
      },
    },
  );

const both = (target: string, ...paths: readonly string[]) =>
  kube(
    'networking.k8s.io/v1/Ingress',
    { name: 'site', namespace: 'blog', annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': target } },
    {
      spec: {
        rules: [{ http: { paths: paths.map((path) => ({ path, backend: { service: { name: 'web', port: { number: 80 } } } })) } }],
      },
    },
  );

ruleCases(rewriteKeepsRest, {
  accepts: {
    'two paths with one target': [both('/$2', '/api(/|$)(.*)', '/files(/|$)(.*)')],
    'a folder that both get': [both('/v2/$1', '/(.*)')],
    'a group that is none of the path': [both('/$1', '/(?:v1|v2)/(.*)')],
    'no rewriting': [ingress(undefined, '/api')],
    'a target with the rest': [ingress('/$2', '/api(/|$)(.*)', 'ImplementationSpecific')],
    'a program at the root': [ingress('/', '/')],
    'one page': [ingress('/', '/start', 'Exact')],
  },
  refuses: {
    'a rest that is lost': {
      given: [ingress('/', '/api')],
      says: 'every page below /api becomes / (nginx.ingress.kubernetes.io/rewrite-target is /)',
    },
    'a rest that stands in a later group': {
      given: [both('/$2', '(/admin)(/|$)(.*)')],
      says: 'nginx.ingress.kubernetes.io/rewrite-target is /$2, and what stands behind /admin is group 3 of (/admin)(/|$)(.*)',
    },
    'a target that is meant for another path': {
      given: [both('/admin/$2', '/()(.*)', '/admin(/|$)(.*)')],
      says: '/()(.*) is rewritten to /admin/$2, which is meant for another path: / becomes /admin/',
    },
    'a group that there is not': {
      given: [ingress('/$2', '/api')],
      says: 'nginx.ingress.kubernetes.io/rewrite-target is /$2, and the path /api has no group',
      fix: 'Write /api(/|$)(.*) with pathType: ImplementationSpecific, and use-regex: "true".',
    },
  },
});
